"""Near-duplicates: an article that is a copy or a light rewrite of one already registered."""

import re
import zlib
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from tools.document import Document
from tools.language import Language
from tools.pipeline import clean_document
from tools.sources import MANIFEST, load_sources, read_source

# Three words in a row hardly recur in two articles that were written apart.
_SHINGLE = 3
# Below this there is too little text to compare.
_FEWEST_SHINGLES = 20
# With every tenth word changed .7 of a copy's shingles are left, with every fourth .4; two articles
# of one language that were written apart share less than .05. The halves of a translation into a
# neighbour language share up to .25, so only articles of one language are compared.
LIKELY_COPY = 0.3
# So many words of a text are looked at: more than an article has, few enough to hold in memory.
_MOST_WORDS = 100_000
_WORD = re.compile(r"\w+")


def shingles(document: Document) -> frozenset[int]:
    """The text of a document as hashes of every three words in a row, case apart.

    Of a very long text only the first 100,000 words count.

    Broder 1997, "On the resemblance and containment of documents".
    """
    every = (word[0] for block in document.blocks for word in _WORD.finditer(block.text))
    words = [word.casefold() for word in islice(every, _MOST_WORDS)]
    return frozenset(
        zlib.crc32(" ".join(words[at : at + _SHINGLE]).encode())
        for at in range(len(words) - _SHINGLE + 1)
    )


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the shorter text's shingles that the other has too, from 0.0 to 1.0."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter >= _FEWEST_SHINGLES else 0.0


def near_duplicates(
    document: Document, registered: Mapping[str, frozenset[int]]
) -> Iterator[tuple[str, float]]:
    """The names of those registered articles that the document is a likely copy of, and how like.

    `registered` are the shingles of articles in the document's language.
    """
    if not registered:
        return
    own = shingles(document)
    for name, other in registered.items():
        share = likeness(own, other)
        if share >= LIKELY_COPY:
            yield name, share


def registered_shingles(
    root: Path, languages: Mapping[str, Language]
) -> dict[str, dict[str, frozenset[int]]]:
    """The shingles of every registered article by its locale and file; none outside a project.

    Of the article as it was cleaned: an editor's corrections leave a seventh of its shingles, and a
    copy of the source would not be known again. Raises `SourceError` if a source cannot be used.
    """
    result: dict[str, dict[str, frozenset[int]]] = {}
    if (root / MANIFEST).exists():
        for source in load_sources(root, languages):
            document = clean_document(read_source(root, source), languages[source.locale])
            result.setdefault(source.locale, {})[source.path.as_posix()] = shingles(document)
    return result
