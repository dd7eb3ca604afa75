"""Boilerplate removal: lines that a site puts around every article, by the language's rules."""

from collections.abc import Iterator, Mapping, Sequence

from tools.document import Block, Change, Document, Flag, Removal
from tools.language import Language
from tools.rules import BoilerplateRule
from tools.steps.evidence import Evidence
from tools.steps.layout import Layout, ends_as_prose

_STEP = "boilerplate removal"
# The rules whose lines a title of one or two words may be taken for.
_SECTION = ("category", "section", "breadcrumb", "section-name")
# With fewer letters of running text there is no telling what stands above and below it.
_LEAST_TEXT = 300
# A longer line is no teaser's headline.
_TEASER_LENGTH = 160
# What takes the rest of a document with it comes after the larger part of its text.
_SHARE_BEFORE_REST = 0.5
# A line between two of boilerplate is one too if it is this short and no sentence.
_LABEL_LENGTH = 40


def remove_boilerplate(document: Document, language: Language) -> Document:
    """The document without the lines that a boilerplate rule matches where the rule expects them.

    A label may take the teasers below it, or the rest of the document, along; a short line
    between two of boilerplate goes with them. A line that matches away from its rule's place is
    kept and flagged: *Hjalp denne artikel dig?* in the middle of a text on surveys is an example,
    not a widget.
    """
    blocks = document.blocks
    layout = Layout(blocks, language)
    rules = layout.rules
    found: dict[int, tuple[str, str]] = {}
    doubtful: dict[int, BoilerplateRule] = {}
    title = _only_title(blocks, rules, layout)
    for at in range(len(blocks)):
        fitting = [rule for rule in rules[at] if layout.fits(rule, at)]
        if fitting and at != title:
            rule = fitting[0]
            for taken in _taken(rule, at, blocks, rules, layout):
                found.setdefault(taken, (rule.id, rule.reason))
        elif rules[at]:
            doubtful[at] = rules[at][0]
    for at in _between(blocks, found, layout):
        found[at] = ("between", "a label between two lines of boilerplate")
    found |= _weighed(blocks, found, layout, language)

    def changes() -> Iterator[Change]:
        removed = 0
        for at, block in enumerate(blocks):
            if at in found:
                yield Removal(_STEP, *found[at], at - removed, block)
                removed += 1
            elif at in doubtful:
                rule = doubtful[at]
                reason = f"reads as {rule.reason}, but stands elsewhere than such lines do"
                yield Flag(_STEP, rule.id, reason, at - removed, block)

    return document.apply(changes())


def _weighed(
    blocks: Sequence[Block],
    found: Mapping[int, tuple[str, str]],
    layout: Layout,
    language: Language,
) -> dict[int, tuple[str, str]]:
    """What the evidence says is noise besides, again and again until it says no more.

    A page's article comes extracted, with a title, and is not weighed, nor is what has hardly
    any running text. Of the lines that may be
    the title of a text, one always stays.
    """
    if layout.total < _LEAST_TEXT or any(block.kind == "title" for block in blocks):
        return {}
    noise = set(found)
    weighed: dict[int, tuple[str, str]] = {}
    evidence = Evidence(blocks, language)
    while True:
        layout = layout.without(noise)
        more = evidence.weigh(noise, layout)
        titles = [
            at
            for at, prose in enumerate(layout.prose)
            if not prose and at not in noise and layout.above(at) == 0
        ]
        if titles and all(at in more for at in titles):
            del more[min(titles, key=more.__getitem__)]
        if not more:
            return weighed
        noise |= more.keys()
        for at, points in more.items():
            reason = f"place, neighbours, shape and words speak against it ({points:.1f} points)"
            weighed[at] = ("evidence", reason)


def _only_title(
    blocks: Sequence[Block], rules: Sequence[Sequence[BoilerplateRule]], layout: Layout
) -> int | None:
    """The last line above the text that may be its title, if rules for a section's name know it.

    A title of one word looks like the name of a section; where there is no other line above the
    text that could be the title, it is the title.
    """
    above = [
        at
        for at, block in enumerate(blocks)
        if layout.above(at) == 0 and not ends_as_prose(block.text.rstrip("?!"))
    ]
    if any(not rules[at] for at in above) or any(block.kind == "title" for block in blocks):
        return None
    maybe = [at for at in above if all(rule.id.endswith(_SECTION) for rule in rules[at])]
    return maybe[-1] if maybe else None


def _taken(
    rule: BoilerplateRule,
    at: int,
    blocks: Sequence[Block],
    rules: Sequence[Sequence[BoilerplateRule]],
    layout: Layout,
) -> range:
    """The lines that go by a rule's match at one: it, and what it takes along."""
    if rule.takes == "rest" and layout.above(at) >= _SHARE_BEFORE_REST * layout.total:
        return range(at, len(blocks))
    end = at + 1
    if rule.takes != "itself":
        # Amid the text one headline may belong to the label; the next is the text's own again.
        last = len(blocks) if layout.below(at) == 0 else end + 1
        while end < min(last, len(blocks)) and (rules[end] or _reads_as_teaser(blocks[end])):
            end += 1
    return range(at, end)


def _reads_as_teaser(block: Block) -> bool:
    text = block.text
    return (
        block.kind in ("paragraph", "item", "heading")
        and len(text) <= _TEASER_LENGTH
        and (not ends_as_prose(text) or text.endswith(("?", "…", "...")))
    )


def _between(
    blocks: Sequence[Block], found: dict[int, tuple[str, str]], layout: Layout
) -> list[int]:
    """Short labels below all running text, with boilerplate on both sides or before the end."""
    return [
        at
        for at, block in enumerate(blocks)
        if at not in found
        and at - 1 in found
        and (at + 1 in found or (at + 1 == len(blocks) and at - 2 in found))
        and layout.below(at) == 0
        and layout.above(at) > 0
        and len(block.text) <= _LABEL_LENGTH
        and not ends_as_prose(block.text)
    ]
