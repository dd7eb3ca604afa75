"""Evidence that a line is not the article's, where no rule knows its wording: place, neighbours,
shape and words, weighed together."""

import math
import re
from collections.abc import Callable, Mapping, Sequence, Set
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from tools.document import Block
from tools.errors import LanguageFileError
from tools.language import Language
from tools.steps.layout import Layout, ends_as_prose, letters

WEIGHTS = Path(__file__).parent.parent / "languages" / "evidence.json"

# How far a neighbour is seen, in lines.
_NEAR = 3
# A longer line is text. It is not weighed, nor is one amid the text without noise near it.
_LONGEST = 250
# What a word that stands in no rule and in no noise is taken for.
_UNKNOWN = -1.5

_WORD = re.compile(r"[^\W\d_]{3,}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TIME = re.compile(r"\b\d{1,2}[.:]\d\d\b")
_ADDRESS = re.compile(r"[@©]|https?:|www\.")
_SEPARATOR = re.compile(r" [|·•>›»/] |[|·•→›]")
_DIGIT = re.compile(r"[\d²³¹]")
_QUOTE = re.compile(r"[«»“”„\"]")
_ITEM = re.compile(r"[-*•–]\s|\d+[.)]\s")

# What is weighed, each a number. Those of `MORE_IS_NOISE` may only speak for noise as they grow:
# once the noise around it is gone, a line must not look worse than before.
FEATURES = (
    "prose",
    "question",
    "exclamation",
    "ellipsis",
    "colon",
    "colon_inside",
    "quote",
    "item",
    "letters",
    "words",
    "capitals",
    "all_capitals",
    "digits",
    "common_words",
    "words_of_text",
    "small_start",
    "year",
    "time",
    "address",
    "separator",
    "noise_words",
    "noisiest_word",
    "above_text",
    "below_text",
    "in_head",
    "in_tail",
    "near_noise",
    "noise_before",
    "noise_after",
    "noise_above_in_tail",
    "before_prose",
    "after_prose",
    "after_colon",
    "short_lines",
)
MORE_IS_NOISE = frozenset(
    ("near_noise", "noise_before", "noise_after", "noise_above_in_tail", "above_text", "below_text")
)


class Split(msgspec.Struct, frozen=True, array_like=True):
    """Where a tree parts the lines: by a feature's index and a limit, into two parts of its own.

    A number instead of a split are points.
    """

    feature: int
    limit: float
    otherwise: "Split | float"
    above: "Split | float"


class Weights(msgspec.Struct, frozen=True):
    """What `python -m tests.fit_evidence` found.

    A line that gets more points than the threshold from the trees together is noise. `words` are
    for each locale those of noise, with the logarithm of how much more often they stand in noise
    than in good lines.
    """

    features: tuple[str, ...]
    bias: float
    threshold: float
    trees: tuple[Split | float, ...]
    words: Mapping[str, Mapping[str, float]]


@cache
def load_weights(file: Path = WEIGHTS) -> Weights:
    """The weights of a file; raises `LanguageFileError` if they are not for these features."""
    weights = msgspec.json.decode(file.read_bytes(), type=Weights)
    if weights.features != FEATURES:
        raise LanguageFileError(f"{file}: is not for these features; fit it again")
    return weights


@cache
def _points() -> Callable[..., float]:
    """The points of a line by its features, in their order.

    The trees as one expression of Python's: a walk along them takes five times as long.
    """
    weights = load_weights()
    trees = " + ".join(map(_expression, weights.trees))
    function: Callable[..., float] = eval(
        f"lambda {', '.join(FEATURES)}: {weights.bias} + ({trees})"
    )
    return function


def _expression(tree: Split | float) -> str:
    if not isinstance(tree, Split):
        return repr(tree)
    above, otherwise = _expression(tree.above), _expression(tree.otherwise)
    return f"({above} if {FEATURES[tree.feature]} > {tree.limit} else {otherwise})"


class Evidence:
    """What speaks for and against the lines of a document."""

    def __init__(self, blocks: Sequence[Block], language: Language) -> None:
        self._blocks = blocks
        self._language = language
        self._noise_words = load_weights().words.get(language.locale, {})
        # As more noise is known, most lines look as they did.
        self._shapes: dict[int, _Shape] = {}
        self._weighed: dict[int, tuple[tuple[float, ...], float]] = {}

    def weigh(self, noise: Set[int], layout: Layout) -> dict[int, float]:
        """The lines that are noise by the evidence, by their index, each with its points.

        `noise` are the indices of those that are known to be, `layout` the places of the lines
        when these do not count. Only paragraphs at the edges of the text or near noise are weighed.
        """
        threshold = load_weights().threshold
        found = {}
        for at, block in enumerate(self._blocks):
            if at in noise or block.kind != "paragraph" or len(block.text) > _LONGEST:
                continue
            if layout.above(at) and layout.below(at) and noise.isdisjoint(_around(at)):
                continue
            points = self._points(at, noise, layout)
            if points > threshold:
                found[at] = points
        return found

    def _points(self, at: int, noise: Set[int], layout: Layout) -> float:
        shape = self._shapes.get(at)
        if shape is None:
            shape = _shape(self._blocks[at].text, self._language, self._noise_words)
            self._shapes[at] = shape
        place = _place(at, self._blocks, noise, layout)
        share = _share(shape.words, layout)
        values = (*shape.before, share, *shape.after, *place)
        before, points = self._weighed.get(at, ((), 0.0))
        if values != before:
            points = _points()(*values)
            self._weighed[at] = values, points
        return points


def features(
    at: int,
    blocks: Sequence[Block],
    noise: Set[int],
    layout: Layout,
    language: Language,
    noise_words: Mapping[str, float],
) -> tuple[float, ...]:
    """What is weighed of a line, in the order of `FEATURES`.

    Nothing depends on empty lines or on the lines of noise but the features of `MORE_IS_NOISE`, so
    that a document that was cleaned before is judged as it was then.
    """
    shape = _shape(blocks[at].text, language, noise_words)
    place = _place(at, blocks, noise, layout)
    return *shape.before, _share(shape.words, layout), *shape.after, *place


class _Shape(NamedTuple):
    """The features of a line's text, those before and those after the one that needs the running
    text too, and the words that that one looks at."""

    before: tuple[float, ...]
    after: tuple[float, ...]
    words: Sequence[str]


def _shape(text: str, language: Language, noise_words: Mapping[str, float]) -> _Shape:
    words = _WORD.findall(text.lower())
    tokens = text.split()
    known = [noise_words.get(word, _UNKNOWN) for word in words] or [_UNKNOWN]
    common = language.common_words
    before = (
        ends_as_prose(text),
        text.endswith("?"),
        text.endswith("!"),
        text.endswith(("…", "...")),
        text.endswith(":"),
        ": " in text,
        _QUOTE.search(text) is not None,
        _ITEM.match(text) is not None,
        math.log(1 + letters(text)),
        len(tokens),
        sum([token[0].isupper() for token in tokens]) / max(1, len(tokens)),
        text.isupper(),
        len(_DIGIT.findall(text)) / max(1, len(text)),
        sum([word in common for word in words]) / max(1, len(words)),
    )
    after = (
        text[:1].islower(),
        _YEAR.search(text) is not None,
        _TIME.search(text) is not None,
        _ADDRESS.search(text) is not None,
        _SEPARATOR.search(text) is not None,
        sum(known) / len(known),
        max(known),
    )
    return _Shape(before, after, [word for word in words if len(word) > 3 and word not in common])


def _share(words: Sequence[str], layout: Layout) -> float:
    """The share of a line's own words that the running text has too; headings have many."""
    return sum(map(layout.has_word, words)) / len(words) if words else 0.0


def _place(at: int, blocks: Sequence[Block], noise: Set[int], layout: Layout) -> tuple[float, ...]:
    above, below = _kept(at, -1, noise), _kept(at, 1, noise)
    no_text_above, no_text_below = layout.above(at) == 0, layout.below(at) == 0
    in_tail = no_text_below and not no_text_above
    return (
        no_text_above,
        in_tail,
        layout.in_head(at),
        layout.in_tail(at),
        sum([line in noise for line in _around(at)]),
        at - 1 in noise,
        at + 1 in noise,
        sum([line in noise for line in range(layout.tail, at)]) if in_tail else 0,
        below < len(blocks) and layout.prose[below],
        above >= 0 and layout.prose[above],
        above >= 0 and blocks[above].text.endswith(":"),
        _short_lines(at, blocks, noise, layout),
    )


def _around(at: int) -> range:
    return range(at - _NEAR, at + _NEAR + 1)


def _kept(at: int, step: int, noise: Set[int]) -> int:
    """The nearest line above or below that is not noise; it may be outside the document."""
    at += step
    while at in noise:
        at += step
    return at


def _short_lines(at: int, blocks: Sequence[Block], noise: Set[int], layout: Layout) -> int:
    """How many short lines, no sentences, stand together around a line, itself included."""
    count = 0
    for step in (-1, 1):
        index = at
        while 0 <= index < len(blocks) and count < 12:
            if index not in noise:
                if layout.prose[index] or len(blocks[index].text) > 60:
                    break
                count += 1
            index += step
    return max(0, count - 1)
