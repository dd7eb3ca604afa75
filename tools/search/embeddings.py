"""Vectors of words and texts, as `make vectors` stores them and the search compares them.

64 dimensions, each a signed byte; only the direction matters. `axes.py` tells how they come from
the model's. A text without a vector of its own has the mean of its words', of which the rare
ones weigh most.
"""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.errors import InputError
from tools.search.sections import Text
from tools.search.words import words_of

FOLDER = Path("tools/search/vectors")
WORDS = FOLDER / "words.tsv"
TEXTS = FOLDER / "texts.json"
DIMENSIONS = 64
# Of a part, above and below zero. 127 find the same pages, but for one of the 600 queries that the
# search was tuned on, and make files twice as large.
_LEVELS = 7
# 64 bytes in base64 are 86 letters and two signs that fill up.
_ROW = re.compile(r"([^\t]+)\t(\d+(?:\.\d+)?)\t([a-z ]*)\t([A-Za-z0-9+/]{86}==)")
# A word that stands in no list of frequent words is about as rare as the rarest that does.
RARE = 2.5
# The decimal logarithm of how often a word is said in a billion words: of every word it is this.
_ALWAYS = 8.0
_REMEDY = "restore it from git, or remove it and run `make vectors`"

Bytes = NDArray[np.int8]
Floats = NDArray[np.float32]


class EmbeddingsError(InputError):
    """A file of vectors is missing, or is not what `make vectors` writes."""


def weight(frequency: float) -> float:
    """How much a word of a frequency says: its inverse document frequency, near enough."""
    return _ALWAYS - frequency


@dataclass(frozen=True, slots=True)
class Word:
    """What is known of a word, whatever language it is in.

    `frequency` is on the Zipf scale (van Heuven 2014), 0 to 8, in the language that says it most;
    `locales` are those among whose frequent words it is; `encoded` is its vector.
    """

    frequency: float
    locales: tuple[str, ...]
    encoded: str

    @property
    def vector(self) -> Bytes:
        """Its direction, in signed bytes."""
        return decode(self.encoded)

    @property
    def weight(self) -> float:
        """How much it says."""
        return weight(self.frequency)


@dataclass(frozen=True)
class Embeddings:
    """Words by their folded form, and texts by name with the revision that was embedded."""

    words: Mapping[str, Word]
    texts: Mapping[str, tuple[str, Bytes]]

    def frequent(self, locale: str) -> frozenset[str]:
        """The words that a language says most."""
        return frozenset(word for word, known in self.words.items() if locale in known.locales)

    def is_current(self, text: Text) -> bool:
        """Whether there is a vector for the text as it stands."""
        return text.name in self.texts and self.texts[text.name][0] == text.revision

    def of_text(self, text: Text) -> Floats:
        """The text's vector, of length one; that of its words if it has changed since.

        Zero if it has no word that is known.
        """
        if self.is_current(text):
            return unit(self.texts[text.name][1])
        known = [self.words[word] for word in words_of(text.whole) if word in self.words]
        if not known:
            return np.zeros(DIMENSIONS, np.float32)
        return unit(np.sum([unit(word.vector) * word.weight for word in known], axis=0))


def unit(vector: NDArray[np.generic]) -> Floats:
    """The vector at length one; zero stays zero."""
    floats = vector.astype(np.float32)
    return np.asarray(floats / (float(np.linalg.norm(floats)) or 1.0), np.float32)


def to_bytes(vectors: NDArray[np.floating]) -> Bytes:
    """Each vector's direction in signed bytes of few levels, its largest part at the last."""
    largest = np.abs(vectors).max(axis=-1, keepdims=True)
    return np.rint(vectors * (_LEVELS / np.where(largest, largest, 1))).astype(np.int8)


def encode(vector: Bytes) -> str:
    """The vector's bytes in base64."""
    return base64.b64encode(vector.tobytes()).decode("ascii")


def decode(text: str) -> Bytes:
    """The vector that a text encodes. Raises `ValueError` if it is none."""
    vector = np.frombuffer(base64.b64decode(text, validate=True), np.int8)
    if len(vector) != DIMENSIONS:
        raise ValueError(f"{len(vector)} dimensions in place of {DIMENSIONS}")
    return vector


def load_embeddings(root: Path) -> Embeddings:
    """The stored vectors of the project at `root`. Raises `EmbeddingsError`."""
    return Embeddings(load_words(root), load_texts(root))


def load_words(root: Path) -> Mapping[str, Word]:
    """The stored words, folded. Raises `EmbeddingsError`."""
    try:
        rows = (root / WORDS).read_text("utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise _unreadable(str(WORDS), error) from None
    words = {}
    for number, row in enumerate(rows, 1):
        found = _ROW.fullmatch(row)
        if found is None:
            problem = "is no word with its frequency, locales and vector"
            raise _unreadable(f"{WORDS}:{number}", ValueError(problem))
        word, frequency, locales, vector = found.groups()
        words[word] = Word(float(frequency), tuple(locales.split()), vector)
    return words


def load_texts(root: Path) -> Mapping[str, tuple[str, Bytes]]:
    """The stored texts, by name. Raises `EmbeddingsError`."""
    try:
        stored = json.loads((root / TEXTS).read_text("utf-8"))
        return {name: (revision, decode(vector)) for name, (revision, vector) in stored.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise _unreadable(str(TEXTS), error) from None


def _unreadable(place: str, error: Exception) -> EmbeddingsError:
    return EmbeddingsError(f"{place}: cannot be read: {error}; {_REMEDY}")


def write_embeddings(root: Path, embeddings: Embeddings) -> None:
    """Writes the vectors, a line for each word and each text, in the order of their names."""
    rows = (
        f"{word}\t{entry.frequency:.1f}\t{' '.join(entry.locales)}\t{entry.encoded}\n"
        for word, entry in sorted(embeddings.words.items())
    )
    lines = (
        f"{json.dumps(name, ensure_ascii=False)}: {json.dumps([revision, encode(vector)])}"
        for name, (revision, vector) in sorted(embeddings.texts.items())
    )
    (root / FOLDER).mkdir(exist_ok=True)
    (root / WORDS).write_text("".join(rows), "utf-8", newline="\n")
    (root / TEXTS).write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8", newline="\n")
