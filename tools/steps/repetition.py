"""What stands twice: titles, leads, paragraphs, and a table of contents above its headings."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tools.document import Block, Document, Removal
from tools.language import Language
from tools.steps.layout import Layout, ends_as_prose

_STEP = "repetition"
# A shorter line may stand twice on purpose: an answer, an ingredient, a cell of a table.
_LONG = 40
_NO_WORD = re.compile(r"\W+")
_TRUNCATED = re.compile(r"\s*(?:…|\.{3})$")
# A page's title often has the site's name behind it, and both stand at its top.
_SITE_NAME = re.compile(r"\s+[-–—|·»:]\s+(?=[^-–—|·»:]{2,40}$)")
_TITLES = 12
_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[-*•·])\s+")
_QUOTES = "«»“”„\"‘’'"
# The number of a section, *3.1*, which stands once above its text.
_SECTION = re.compile(r"\d+\.\d+(?:\.\d+)*\.?\s+[^\W\d_]")
# An amount, of which two parts of a recipe may need the same.
_AMOUNT = re.compile(r"[\d½¼¾⅓⅔]")
# A list's bullets are still there, or there again if the text was cleaned before.
_BULLET = re.compile(r"^[-*•·]\s+")
# Two headings may agree with later lines by chance, three in a row are a table of contents.
_FEWEST_ENTRIES = 3
_ENTRY_LENGTH = 120
# What begins alike is compared as a whole. So many characters are looked at, so many of them count.
_BEGINNING = 30
_ALIKE = 12


def remove_repetition(document: Document, language: Language) -> Document:
    """The document with its title, its lead and every long paragraph standing once.

    Of two equal lines the first stays; of a truncated and a whole one, the whole. Lines that
    announce the headings below them in their order are a table of contents. Short lines amid the
    text may stand as often as they like, and so may answers to different questions and amounts.
    Words are never looked at: *macam-macam* is grammar.
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
    alike = _alike(blocks)
    sites = [at for at, block in enumerate(blocks[:_TITLES]) if _SITE_NAME.search(block.text)]
    if not alike and not sites:
        return {}  # as most articles: nothing even begins as something else does
    keys = {at: _key(blocks[at].text) for at in alike}
    found = dict(_contents(blocks, alike))
    first: dict[str, int] = {}
    twins = [(first.setdefault(key, at), at) for at, key in keys.items() if key]
    twins = [(earlier, at) for earlier, at in twins if earlier != at and at not in found]
    layout = Layout(blocks, language) if twins or sites else None
    for earlier, at in twins:
        assert layout
        text = _BULLET.sub("", blocks[at].text)
        if blocks[at].kind in ("row", "code", "term"):
            continue
        if _SECTION.match(text) or (len(text) >= _LONG and not _may_repeat(blocks, earlier, at)):
            found[at] = ("paragraph", f"the same as line {blocks[earlier].line}")
        elif not ends_as_prose(text) and len(text) > 3:
            if earlier == 0 and layout.in_head(at):
                found[at] = ("title", "the title again")
            elif earlier == at - 1 and not _AMOUNT.match(text):
                found[at] = ("line", "the same as the line above")
    if layout:
        found |= dict(_titles_with_site_name(blocks, sites, layout))
    found |= dict(_truncated(blocks, keys, found))
    return found


def _key(text: str) -> str:
    """What two lines have in common that differ in case, marks and numbering alone."""
    return _NO_WORD.sub(" ", text.casefold()).strip()


def _bare(text: str) -> str:
    return text if text[0].isalpha() else _NUMBERING.sub("", text).lstrip(_QUOTES)


def _alike(blocks: Sequence[Block]) -> list[int]:
    """The lines that begin as another does, which alone can be the same."""
    lines = list(enumerate(_bare(block.text)[:_BEGINNING].casefold() for block in blocks))
    for beginning in (lambda line: line[:3], lambda line: _key(line)[:_ALIKE]):  # cheap one first
        starts = [beginning(line) for _, line in lines]
        often = {start for start, count in Counter(starts).items() if count > 1}
        lines = [line for line, start in zip(lines, starts, strict=True) if start in often]
    return [at for at, _ in lines]


def _may_repeat(blocks: Sequence[Block], earlier: int, at: int) -> bool:
    """Whether a long line has a reason to stand twice: it answers another question, or it is an
    amount of something in another part of a recipe."""
    text = _BULLET.sub("", blocks[at].text)
    if _AMOUNT.match(text) and not ends_as_prose(text):
        return True
    asked = blocks[at - 1].text
    if earlier == at - 1 or not asked.endswith("?") or ". " in asked:
        return False
    return not earlier or _key(blocks[earlier - 1].text) != _key(asked)


def _contents(
    blocks: Sequence[Block], alike: Sequence[int]
) -> Iterator[tuple[int, tuple[str, str]]]:
    """The entries of a table of contents: lines that stand again, alone and in order, below."""
    bare = {
        at: _key(_bare(blocks[at].text)) for at in alike if len(blocks[at].text) <= _ENTRY_LENGTH
    }
    if len(bare) < 2 * _FEWEST_ENTRIES:
        return
    last = {key: at for at, key in bare.items()}
    at = 0
    while at < len(blocks):
        end, target = at, -1
        while (
            bare.get(end)
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
    blocks: Sequence[Block], sites: Sequence[int], layout: Layout
) -> Iterator[tuple[int, tuple[str, str]]]:
    if not sites:
        return
    first: dict[str, int] = {}
    for at, block in enumerate(blocks[: 2 * _TITLES]):
        first.setdefault(_key(block.text), at)
    for at in sites:
        block = blocks[at]
        if ends_as_prose(block.text) or not layout.in_head(at):
            continue
        twin = first.get(_key(_SITE_NAME.split(block.text, maxsplit=1)[0]), at)
        if twin != at and layout.in_head(twin):
            yield at, ("title", "the title with the site's name")


def _truncated(
    blocks: Sequence[Block], keys: dict[int, str], found: dict[int, tuple[str, str]]
) -> Iterator[tuple[int, tuple[str, str]]]:
    for at, its_key in keys.items():
        if at in found or len(its_key) < _LONG or not _TRUNCATED.search(blocks[at].text):
            continue
        # The last word may itself be cut.
        start = its_key.rsplit(" ", 1)[0] + " "
        for other, key in keys.items():
            if other != at and len(key) > len(start) and key.startswith(start):
                yield at, ("truncated", f"the beginning of line {blocks[other].line}")
                break
