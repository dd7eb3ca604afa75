"""What stands twice: titles, leads, paragraphs, and a table of contents above its headings."""

import re
from collections.abc import Iterator, Sequence

from tools.document import Block, Document, Removal
from tools.language import Language
from tools.steps.layout import Layout, ends_as_prose

_STEP = "repetition"
# A shorter line may stand twice on purpose: an answer, an ingredient, a cell of a table.
_LONG = 40
_NO_WORD = re.compile(r"\W+")
_TRUNCATED = re.compile(r"\s*(?:…|\.{3})$")
# A page's title often has the site's name behind it.
_SITE_NAME = re.compile(r"\s+[-–—|·»:]\s+(?=[^-–—|·»:]{2,40}$)")
_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[-*•·])\s+")
# Two headings may agree with later lines by chance, three in a row are a table of contents.
_FEWEST_ENTRIES = 3
_ENTRY_LENGTH = 120


def remove_repetition(document: Document, language: Language) -> Document:
    """The document with its title, its lead and every long paragraph standing once.

    Of two equal lines the first stays; of a truncated and a whole one, the whole. Lines that
    announce the headings below them in their order are a table of contents. Short lines amid the
    text may stand as often as they like.
    """
    while True:
        found = _repeated(document.blocks, language)
        if not found:
            return document
        document = document.apply(
            Removal(_STEP, *found[at], at - removed, document.blocks[at])
            for removed, at in enumerate(sorted(found))
        )


def remove_repeated_lines(
    document: Document, language: Language, repeated: frozenset[str]
) -> Document:
    """The document without those of the `repeated` lines that stand where a site puts its own.

    That is above or below the running text; a line directly above text may be a heading that
    many articles have, and stays, as does what is a sentence of some length.
    """
    blocks = document.blocks
    layout = Layout(blocks, language)
    found = [
        at
        for at, block in enumerate(blocks)
        if block.text.strip() in repeated
        and block.kind == "paragraph"
        and (layout.below(at) == 0 or layout.above(at) == 0)
        and layout.total > 0
        and not (at + 1 < len(blocks) and ends_as_prose(blocks[at + 1].text))
    ]
    reason = "other documents of this run have the line too, outside their text"
    return document.apply(
        Removal(_STEP, "across-documents", reason, at - removed, blocks[at])
        for removed, at in enumerate(found)
    )


def _repeated(blocks: Sequence[Block], language: Language) -> dict[int, tuple[str, str]]:
    """The lines to remove by their index, each with its rule and reason."""
    keys = [_key(block.text) for block in blocks]
    found = dict(_contents(blocks))
    first: dict[str, int] = {}
    twins: list[tuple[int, int]] = []
    for at, key in enumerate(keys):
        earlier = first.setdefault(key, at)
        if earlier != at and key and at not in found:
            twins.append((earlier, at))
    layout = Layout(blocks, language)
    for earlier, at in twins:
        block = blocks[at]
        if block.kind in ("row", "code", "term"):
            continue
        if len(block.text) >= _LONG:
            found[at] = ("paragraph", f"the same as line {blocks[earlier].line}")
        elif not ends_as_prose(block.text) and len(block.text) > 3:
            if earlier == 0 and layout.in_head(at):
                found[at] = ("title", "the title again")
            elif earlier == at - 1 and not block.text[0].isdigit():
                found[at] = ("line", "the same as the line above")
    found |= dict(_titles_with_site_name(blocks, first, layout))
    found |= dict(_truncated(blocks, keys, found))
    return found


def _key(text: str) -> str:
    """What two lines have in common that differ in case, marks and numbering alone."""
    return _NO_WORD.sub(" ", text.casefold()).strip()


def _contents(blocks: Sequence[Block]) -> Iterator[tuple[int, tuple[str, str]]]:
    """The entries of a table of contents: lines that stand again, alone and in order, below."""
    bare = [
        _key(_NUMBERING.sub("", block.text)) if len(block.text) <= _ENTRY_LENGTH else ""
        for block in blocks
    ]
    last = {key: at for at, key in enumerate(bare)}
    at = 0
    while at < len(blocks):
        end, target = at, -1
        while (
            end < len(blocks)
            and bare[end]
            and last[bare[end]] > max(end, target)
            and not ends_as_prose(blocks[end].text.rstrip("?"))
        ):
            target = last[bare[end]]
            end += 1
        # The headings come after the whole table, or they are lines that merely stand twice.
        if end - at >= _FEWEST_ENTRIES and last[bare[at]] >= end:
            for entry in range(at, end):
                yield entry, ("contents", "a table of contents above its headings")
        at = max(end, at + 1)


def _titles_with_site_name(
    blocks: Sequence[Block], first: dict[str, int], layout: Layout
) -> Iterator[tuple[int, tuple[str, str]]]:
    for at, block in enumerate(blocks[:12]):
        if ends_as_prose(block.text) or not layout.in_head(at):
            continue
        title = _SITE_NAME.split(block.text, maxsplit=1)[0]
        twin = first.get(_key(title), at) if title != block.text else at
        if twin != at and layout.in_head(twin):
            yield at, ("title", "the title with the site's name")


def _truncated(
    blocks: Sequence[Block], keys: Sequence[str], found: dict[int, tuple[str, str]]
) -> Iterator[tuple[int, tuple[str, str]]]:
    for at, block in enumerate(blocks):
        if at in found or len(keys[at]) < _LONG or not _TRUNCATED.search(block.text):
            continue
        # The last word may itself be cut.
        start = keys[at].rsplit(" ", 1)[0] + " "
        for other, key in enumerate(keys):
            if other != at and len(key) > len(start) and key.startswith(start):
                yield at, ("truncated", f"the beginning of line {blocks[other].line}")
                break
