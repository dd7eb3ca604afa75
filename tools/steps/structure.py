"""Structure that extraction flattened: the title, headings, lists and definitions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from tools.document import Block, Change, Document, Rewrite
from tools.language import Language

_STEP = "structure"
_BULLET = re.compile(r"([-*•·–—▪▫◦‣●○■□➢➤►✓✔✅\uf0b7\uf0a7\uf0fc])\s+(?=\S)")
# Letters that a word processor's symbol font shows as bullets; only several lines make a list.
_LETTER_BULLET = re.compile(r"([oØü§v])\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)]\s*(?=\S)")
_DASHES = frozenset("-–—")


# Longer lines are sentences that lost their full stop more often than they are headings.
_HEADING_LENGTH = 80
_TITLE_LENGTH = 140
_ENDS_AS_PROSE = re.compile(r"[.,;:!…][»”\")]*$")


def recover_structure(document: Document, language: Language) -> Document:
    """The document with its title, headings, lists and definitions marked as such.

    The title is the first line, if it reads as a heading. A line reads as a heading if it is
    short, does not end as prose does and stands before other text: a list or a paragraph. Lines
    with bullets are list items, and so are numbered lines that count up. A dash before a sentence
    that stands alone opens direct speech and stays. What is in doubt stays a paragraph.
    """
    blocks = document.blocks
    items = _items(blocks)
    kinds = [
        replace(block, kind="item") if at in items else block for at, block in enumerate(blocks)
    ]

    def changes() -> Iterator[Change]:
        titled = any(block.kind == "title" for block in blocks)
        for at, block in enumerate(blocks):
            if block.kind != "paragraph":
                continue
            if at in items:
                yield _rewrite(at, block, items[at], "list-item", "a line of a list")
            elif _reads_as_heading(kinds, at, title=at == 0 and not titled):
                bare = _BULLET.sub("", block.text, count=1)
                if at == 0 and not titled:
                    title = replace(block, kind="title", text=bare)
                    yield _rewrite(at, block, title, "title", _reason("title"))
                else:
                    heading = replace(block, kind="heading", level=2, text=bare)
                    yield _rewrite(at, block, heading, "heading", _reason("heading"))

    return document.apply(changes())


def _items(blocks: Sequence[Block]) -> dict[int, Block]:
    """The lines of lists by their index, as items without their bullets."""
    items: dict[int, Block] = {}
    marks = [_mark(block) for block in blocks]
    at = 0
    for mark, run in groupby(marks, key=lambda mark: mark[:1]):
        size = len(list(run))
        if mark == "1":
            _number(blocks, at, at + size, items)
        elif mark:
            for index in range(at, at + size):
                if _is_item(blocks, index, size, marks[index]):
                    text = blocks[index].text[2:].lstrip()
                    items[index] = replace(blocks[index], kind="item", text=text)
        at += size
    return items


def _mark(block: Block) -> str:
    """The bullet of a line, `1` for a number, nothing for neither; letters begin with an `a`."""
    if block.kind != "paragraph":
        return ""
    if bullet := _BULLET.match(block.text):
        return f"•{bullet[1]}"
    if _NUMBER.match(block.text):
        return "1"
    letter = _LETTER_BULLET.match(block.text)
    return f"a{letter[1]}" if letter else ""


def _is_item(blocks: Sequence[Block], at: int, size: int, mark: str) -> bool:
    text = blocks[at].text
    if mark[0] == "a":
        return size > 1
    if size > 1:
        return mark[1] == "-" or mark[1] not in _DASHES or not _ENDS_AS_PROSE.search(text)
    # Alone, a dash before a sentence is direct speech, a bullet before a few words a heading.
    if mark[1] in _DASHES and _ENDS_AS_PROSE.search(text):
        return False
    return not _stands_above_prose(blocks, at)


def _stands_above_prose(blocks: Sequence[Block], at: int) -> bool:
    if at + 1 == len(blocks) or _ENDS_AS_PROSE.search(blocks[at].text):
        return False
    following = blocks[at + 1].text
    return len(following) > len(blocks[at].text) and bool(_ENDS_AS_PROSE.search(following))


def _number(blocks: Sequence[Block], start: int, end: int, items: dict[int, Block]) -> None:
    """Adds the numbered lines that count up by one to the items."""
    numbers = [int(_NUMBER.match(block.text)[1]) for block in blocks[start:end]]  # type: ignore[index]
    for at, number in zip(range(start, end), numbers, strict=True):
        neighbours = {numbers[i - start] for i in (at - 1, at + 1) if start <= i < end}
        if neighbours & {number - 1, number + 1}:
            text = _NUMBER.sub("", blocks[at].text, count=1)
            items[at] = replace(blocks[at], kind="item", text=text, number=number)


def _reads_as_heading(blocks: Sequence[Block], at: int, *, title: bool) -> bool:
    if at + 1 == len(blocks):
        return False
    block, following = blocks[at : at + 2]
    return (
        len(block.text) <= (_TITLE_LENGTH if title else _HEADING_LENGTH)
        and not _ENDS_AS_PROSE.search(block.text)
        and (title or following.kind != "paragraph" or len(following.text) > len(block.text))
    )


def _reason(kind: str) -> str:
    return f"a short line that ends as a {kind} does, with text after it"


def _rewrite(at: int, before: Block, after: Block, rule: str, reason: str) -> Rewrite:
    return Rewrite(_STEP, rule, reason, at, (before,), (after,))
