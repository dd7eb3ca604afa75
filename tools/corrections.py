"""An editor's corrections to one source, from `sources/<locale>/<id>.corrections.toml`."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from tools.document import Change, Document, Removal, Rewrite, retext
from tools.errors import SourceError

Certainty = Literal["sure", "likely", "unrecoverable"]

_KEYS = {"find", "replace", "reason", "certainty"}


@dataclass(frozen=True, slots=True)
class Correction:
    """A stretch of the cleaned article and what stands there instead.

    `certainty` is `sure` where only one reading makes sense, `likely` where it is the best of
    several, `unrecoverable` where something is lost and what is left of it is taken out.
    """

    find: str
    replace: str
    reason: str
    certainty: Certainty


def load_corrections(file: Path) -> tuple[Correction, ...]:
    """The corrections of a file in its order; none if there is no such file.

    Raises `SourceError`, naming the file and the entry, if one is malformed.
    """
    if not file.exists():
        return ()
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{file}: cannot be read: {error}") from None
    entries = data.pop("correction", [])
    if data or not isinstance(entries, list):
        raise SourceError(f"{file}: write every correction under [[correction]], and nothing else")
    problems = [
        f"{file}: correction {number}: {problem}"
        for number, entry in enumerate(entries, start=1)
        if (problem := _problem(entry))
    ]
    if problems:
        raise SourceError(*problems)
    return tuple(Correction(**entry) for entry in entries)


def _problem(entry: object) -> str | None:
    if not isinstance(entry, dict):
        return "is not a table; write it under [[correction]]"
    for key in sorted(_KEYS - entry.keys()):
        return f"has no {key!r}; add it"
    for key in sorted(entry.keys() - _KEYS):
        return f"has an unknown key {key!r}; correct or remove it"
    for key in sorted(_KEYS):
        if not isinstance(entry[key], str):
            return f"has no text under {key!r}; put it in quotation marks"
    for key in ("find", "reason"):
        if not entry[key].strip():
            return f"has an empty {key!r}; fill it in"
    if entry["certainty"] not in get_args(Certainty):
        choices = ", ".join(get_args(Certainty))
        return f"has the certainty {entry['certainty']!r}; choose one of {choices}"
    return None


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
    for (at, start, number, correction), (next_at, next_start, next_number, _) in zip(
        places, places[1:], strict=False
    ):
        if at == next_at and start + len(correction.find) > next_start:
            problems.append(
                f"{file}: correction {next_number}: overlaps correction {number}; join them"
            )
    if problems:
        raise SourceError(*problems)

    def changes() -> Iterator[Change]:
        blocks = list(document.blocks)
        # From the last place to the first, so that the places before it still hold.
        for at, start, _, correction in reversed(places):
            block = blocks[at]
            text = (
                block.text[:start] + correction.replace + block.text[start + len(correction.find) :]
            )
            step, rule, reason = "correction", correction.certainty, correction.reason
            if text.strip():
                blocks[at] = retext(block, text)
                yield Rewrite(step, rule, reason, at, (block,), (blocks[at],))
            else:
                yield Removal(step, rule, reason, at, block)

    return document.apply(changes())


def _occurrences(find: str, text: str) -> Iterator[int]:
    start = text.find(find)
    while start >= 0:
        yield start
        start = text.find(find, start + 1)


def _shorten(text: str, length: int = 60) -> str:
    return text if len(text) <= length else text[:length].rstrip() + "…"
