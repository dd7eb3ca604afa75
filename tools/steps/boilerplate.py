"""Boilerplate removal: lines that a site puts around every article, by the language's rules."""

from collections.abc import Iterator

from tools.document import Change, Document, Removal
from tools.language import BoilerplateRule, Language


def remove_boilerplate(document: Document, language: Language) -> Document:
    """The document without the lines that a boilerplate rule matches where the rule expects them.

    A line that matches away from its rule's place is kept: *Hjalp denne artikel dig?* in the
    middle of a text on surveys is an example, not a widget.
    """
    texts = [block.text for block in document.blocks]
    found: dict[int, BoilerplateRule] = {}
    for places, order in (
        ({"head", "anywhere"}, range(len(texts))),
        ({"tail", "anywhere"}, range(len(texts) - 1, -1, -1)),
    ):
        for at in order:
            rule = _matching_rule(texts[at], language, places)
            if rule is None:
                break
            found[at] = rule
    for at, text in enumerate(texts):
        rule = _matching_rule(text, language, {"anywhere"})
        if rule is not None:
            found.setdefault(at, rule)

    def changes() -> Iterator[Change]:
        for removed, at in enumerate(sorted(found)):
            rule = found[at]
            block = document.blocks[at]
            yield Removal(
                "boilerplate removal",
                f"{language.locale}.{rule.id}",
                rule.reason,
                at - removed,
                block,
            )

    return document.apply(changes())


def _matching_rule(text: str, language: Language, places: set[str]) -> BoilerplateRule | None:
    for rule in language.boilerplate:
        if rule.place in places and rule.matches(text):
            return rule
    return None
