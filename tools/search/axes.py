"""From the model's 384 dimensions to the 64 that the search keeps, and from words to sentences.

A query's vector is the mean of its words', but the model reads a sentence as more than that. So
words are turned by the map that brings the means of sentences' words nearest to the model's own
vectors of those sentences (ridge regression over the sentences of the site), and then all is seen
along the axes on which the pages differ most (singular value decomposition of their means).
Measured on 600 queries (360 of them those for tuning in tests/relevance) by likeness alone, the
right guide in the top three: .67 without the map and on the axes of all vectors, .75 so, .74 for
means of words in all 384 dimensions, and .83 for the whole model.
"""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.model import Vectors
from tools.search.embeddings import DIMENSIONS, FOLDER, Bytes, EmbeddingsError, to_bytes

AXES = FOLDER / "axes.npz"
# Below 1 it makes no difference; above 10 rare directions are lost.
_RIDGE = 0.3


@dataclass(frozen=True)
class Axes:
    """The means of words and sections, and where their differences from these are projected to."""

    word_mean: Vectors
    section_mean: Vectors
    word_axes: Vectors
    section_axes: Vectors

    def words(self, vectors: Vectors) -> Bytes:
        """Vectors of words as the search keeps them."""
        return to_bytes(units(vectors - self.word_mean) @ self.word_axes)

    def sections(self, vectors: Vectors) -> Bytes:
        """Vectors of sections and questions as the search keeps them."""
        return to_bytes((vectors - self.section_mean) @ self.section_axes)


@dataclass(frozen=True)
class Sentences:
    """The model's vectors of sentences, and of each the places of its words and their weights."""

    vectors: Vectors
    words: Sequence[Sequence[int]]
    weights: Sequence[Sequence[float]]


def fit(words: Vectors, sections: Vectors, pages: Sequence[str], sentences: Sentences) -> Axes:
    """The axes of a site: of its words, its sections, the page of each, and its sentences."""
    word_mean, section_mean = words.mean(axis=0), sections.mean(axis=0)
    centred = units(words - word_mean)
    means = units(
        np.array(
            [
                np.asarray(weights, np.float32) @ centred[list(places)]
                for places, weights in zip(sentences.words, sentences.weights, strict=True)
            ]
        )
    )
    wanted = units(sentences.vectors - sentences.vectors.mean(axis=0))
    ridge = _RIDGE * np.eye(means.shape[1], dtype=np.float32)
    turned = np.linalg.solve(means.T @ means + ridge, means.T @ wanted)
    of_page = np.array(pages)
    by_page = [
        (sections - section_mean)[of_page == page].mean(axis=0) for page in sorted(set(pages))
    ]
    axes = np.linalg.svd(np.array(by_page), full_matrices=False)[2][:DIMENSIONS].T
    return Axes(word_mean, section_mean, turned @ axes, axes)


def units(vectors: Vectors) -> Vectors:
    """Each vector at length one; zero stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths, lengths, 1), np.float32)


def load_axes(root: Path) -> Axes | None:
    """The stored axes; nothing if there are none. Raises `EmbeddingsError`."""
    try:
        with np.load(root / AXES) as file:
            stored: dict[str, NDArray[np.float16]] = dict(file)
        return Axes(**{name: part.astype(np.float32) for name, part in stored.items()})
    except FileNotFoundError:
        return None
    except (OSError, EOFError, ValueError, TypeError, zipfile.BadZipFile) as error:
        remedy = "remove it and run `make vectors`, which then makes all vectors anew"
        raise EmbeddingsError(f"{AXES}: cannot be read: {error}; {remedy}") from None


def write_axes(root: Path, axes: Axes) -> None:
    """Writes the axes in half precision, the same bytes for the same axes."""
    (root / FOLDER).mkdir(exist_ok=True)
    np.savez(root / AXES, **{name: part.astype(np.float16) for name, part in vars(axes).items()})
