"""Boilerplate inside a line of the article: a dateline before it, a credit or a teaser in it."""

import re
from collections.abc import Iterator

from tools.document import Block, Change, Document, Rewrite, retext
from tools.language import Language
from tools.rules import BoilerplateRule
from tools.sentences import sentence_spans
from tools.steps.layout import Layout

_STEP = "boilerplate removal"
_BRACKETED = re.compile(r"\([^()]{3,150}\)|\[[^\[\]]{3,150}\]")


def remove_fragments(document: Document, language: Language) -> Document:
    """The document with the sentences, brackets and openings removed that a rule matches.

    A line of which nothing would be left is not this step's: the line rules have judged it.
    """
    layout = Layout(document.blocks, language)

    def changes() -> Iterator[Change]:
        for at, block in enumerate(document.blocks):
            if block.kind in ("title", "heading", "row", "code"):
                continue
            if any(layout.fits(rule, at) for rule in layout.rules[at]):
                continue  # noise as a whole: a caption is none without its credit
            for rule, shortened in _shortened(block, language, in_head=layout.in_head(at)):
                yield Rewrite(_STEP, rule.id, rule.reason, at, (block,), (shortened,))
                block = shortened

    return document.apply(changes())


def _shortened(
    block: Block, language: Language, *, in_head: bool
) -> Iterator[tuple[BoilerplateRule, Block]]:
    while in_head and (opening := language.boilerplate["start"].at_start(block.text)):
        rule, end = opening
        rest = block.text[end:].lstrip(" –—-:")
        if not rest or not end:
            break
        block = retext(block, rest)
        yield rule, block
    rules = language.boilerplate["sentence"]
    for spans in (_brackets, _sentences):
        for start, end in reversed(spans(block.text, language)):
            matching = rules.matching(block.text[start:end].strip(" ()[]"))
            rest = _without(block.text, start, end)
            if matching and rest:
                block = retext(block, rest)
                yield matching[0], block


def _brackets(text: str, language: Language) -> list[tuple[int, int]]:
    if "(" not in text and "[" not in text:
        return []
    return [match.span() for match in _BRACKETED.finditer(text)]


def _sentences(text: str, language: Language) -> list[tuple[int, int]]:
    spans = sentence_spans(text, language)
    return spans if len(spans) > 1 else []


def _without(text: str, start: int, end: int) -> str:
    before, after = text[:start].rstrip(), text[end:].lstrip()
    return before + after if after[:1] in {*".,;:!?"} else f"{before} {after}".strip()
