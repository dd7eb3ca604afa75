"""Structure that extraction flattened: the title, headings and list items."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tools.document import Block, Change, Document, Kind, Rewrite
from tools.language import Language

_BULLET = re.compile(r"[-*•·–]\s+(?=\S)")
# Longer lines are sentences that lost their full stop more often than they are headings.
_HEADING_LENGTH = 80
_ENDS_AS_PROSE = re.compile(r"[.,;:!…][»”\")]*$")


def recover_structure(document: Document, language: Language) -> Document:
    """The document with its title, headings and list items marked as such.

    The title is the first line, if it reads as a heading. A line reads as a heading if it is
    short, does not end as prose does and stands before other text: a list or a paragraph. A line
    that begins with a bullet is a list item. What is in doubt stays a paragraph.
    """

    def changes() -> Iterator[Change]:
        for at, block in enumerate(document.blocks):
            bullet = _BULLET.match(block.text)
            if bullet:
                item = replace(block, kind="item", text=block.text[bullet.end() :])
                yield _rewrite(at, block, item, "list-item", "a line that begins with a bullet")
            elif _reads_as_heading(document, at):
                kind: Kind = "title" if at == 0 else "heading"
                reason = f"a short line that ends as a {kind} does, with text after it"
                yield _rewrite(at, block, replace(block, kind=kind), kind, reason)

    return document.apply(changes())


def _reads_as_heading(document: Document, at: int) -> bool:
    if at + 1 == len(document.blocks):
        return False
    block, following = document.blocks[at : at + 2]
    return (
        len(block.text) <= _HEADING_LENGTH
        and not _ENDS_AS_PROSE.search(block.text)
        and (bool(_BULLET.match(following.text)) or len(following.text) > len(block.text))
    )


def _rewrite(at: int, before: Block, after: Block, rule: str, reason: str) -> Rewrite:
    return Rewrite("structure", rule, reason, at, (before,), (after,))
