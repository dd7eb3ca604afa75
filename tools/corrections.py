"""An editor's corrections to one source, from `sources/<locale>/<id>.corrections.toml`."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct

from tools.document import Change, Document, Removal, Rewrite, retext
from tools.errors import SourceError
from tools.toml_file import load_toml

Certainty = Literal["sure", "likely", "unrecoverable"]
# A line break would begin a new line of Markdown, where other signs are markup.
_Line = Annotated[str, Meta(pattern=r"^[^\r\n]*\Z")]
_Filled = Annotated[str, Meta(min_length=1)]


class Correction(Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch of the cleaned article and what stands there instead.

    `certainty` is `sure` where only one reading makes sense, `likely` where it is the best of
    several, `unrecoverable` where something is lost and what is left of it is taken out.
    """

    find: _Filled
    replace: _Line
    reason: _Filled
    certainty: Certainty


class _CorrectionsFile(Struct, frozen=True, forbid_unknown_fields=True):
    correction: tuple[Correction, ...]


def load_corrections(root: Path, file: Path) -> tuple[Correction, ...]:
    """The corrections of a file, relative to the root, in its order; none if there is no file.

    Raises `SourceError`, naming the file and the entry, if one is malformed.
    """
    if not (root / file).exists():
        return ()
    return load_toml(root / file, _CorrectionsFile, SourceError, shown=file).correction


def correct(document: Document, corrections: Sequence[Correction], file: Path) -> Document:
    """The document with every correction made, each a change of its own in the history.

    All of them are looked up in the text as it is before the first is made, so their order does
    not matter. Raises `SourceError`, naming `file` and the entry, for each whose `find` does not
    occur exactly once, or that overlaps another.
    """
    places: list[tuple[int, int, int, Correction]] = []
    problems = []
    for number, correction in enumerate(corrections, start=1):
        found = [
            (at, start)
            for at, block in enumerate(document.blocks)
            for start in _occurrences(correction.find, block.text)
        ]
        if len(found) == 1:
            places.append((*found[0], number, correction))
        else:
            problems.append(
                f"{file}: correction {number}: {_shorten(correction.find)!r} occurs {len(found)} "
                "times in the cleaned article; make it occur exactly once"
            )
    places.sort(key=lambda place: place[:3])
    for (at, start, number, correction), (next_at, next_start, next_number, _) in pairwise(places):
        if at == next_at and start + len(correction.find) > next_start:
            problems.append(
                f"{file}: correction {next_number}: overlaps correction {number}; join them"
            )
    if problems:
        raise SourceError(*problems)

    def changes() -> Iterator[Change]:
        blocks = list(document.blocks)
        removed = 0
        for at, of_block in groupby(places, key=lambda place: place[0]):
            moved = 0  # how far the corrections so far have moved the rest of the block
            for _, start, _, correction in of_block:
                block = blocks[at]
                start += moved
                end = start + len(correction.find)
                text = block.text[:start] + correction.replace + block.text[end:]
                moved += len(correction.replace) - len(correction.find)
                step, rule, reason = "correction", correction.certainty, correction.reason
                if text.strip():
                    blocks[at] = retext(block, text)
                    yield Rewrite(step, rule, reason, at - removed, (block,), (blocks[at],))
                else:
                    yield Removal(step, rule, reason, at - removed, block)
                    removed += 1

    return document.apply(changes())


def _occurrences(find: str, text: str) -> Iterator[int]:
    start = text.find(find)
    while start >= 0:
        yield start
        start = text.find(find, start + 1)


def _shorten(text: str, length: int = 60) -> str:
    return text if len(text) <= length else text[:length].rstrip() + "…"
