"""Sentence alignment of a translation with its origin, by the vectors of their sentences."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float64]

# Of sentences of each side that one step may take: one for one, one that became two, two that
# became one, one that is lost, one that is new.
_STEPS = ((1, 1), (1, 2), (2, 1), (1, 0), (0, 1))
# A pair must be this much alike (cosine of centred vectors) to be one. Measured by taking out each
# sentence of the library's translations in turn, and by putting in each of another page's.
_LEAST = 0.1
# A sentence that became two must gain this much over its better half alone.
_DIVISION = 0.05


@dataclass(frozen=True, slots=True)
class Pairing:
    """The indices of the sentences that say the same; one side is empty where nothing does."""

    origin: tuple[int, ...]
    translation: tuple[int, ...]


def centred(vectors: Vectors, mean: Vectors) -> Vectors:
    """The vectors less their language's mean, at length one: what tells sentences apart."""
    moved = vectors - mean
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True))


def align(origin: Vectors, translation: Vectors) -> list[Pairing]:
    """The pairings of two texts' sentences, in order and without crossing, each sentence in one.

    The idea is Vecalign's (Thompson and Koehn 2019): dynamic programming over the similarities of
    sentence vectors, a joined sentence having the mean of its parts.
    """
    rows, columns = len(origin), len(translation)
    best = np.full((rows + 1, columns + 1), -np.inf)
    best[0, 0] = 0.0
    step = np.zeros((rows + 1, columns + 1, 2), dtype=int)
    for row in range(rows + 1):
        for column in range(columns + 1):
            for taken, given in _STEPS:
                if taken > row or given > column:
                    continue
                score = best[row - taken, column - given] + _gain(
                    origin[row - taken : row], translation[column - given : column]
                )
                if score > best[row, column]:
                    best[row, column] = score
                    step[row, column] = taken, given
    pairings: list[Pairing] = []
    row, column = rows, columns
    while row or column:
        taken, given = (int(each) for each in step[row, column])
        pairings.append(
            Pairing(tuple(range(row - taken, row)), tuple(range(column - given, column)))
        )
        row, column = row - taken, column - given
    return pairings[::-1]


def _gain(origin: Vectors, translation: Vectors) -> float:
    if not len(origin) or not len(translation):
        return 0.0
    one, other = (side.sum(axis=0) for side in (origin, translation))
    likeness = float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))
    return likeness - _LEAST - _DIVISION * (len(origin) + len(translation) - 2)
