"""Evidence that a line is not the article's, where no rule knows its wording: place, neighbours,
shape and words, weighed together."""

import math
import re
from collections.abc import Mapping, Sequence, Set
from functools import cache
from pathlib import Path

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


def weigh(
    blocks: Sequence[Block],
    noise: set[int],
    layout: Layout,
    language: Language,
    weights: Weights,
) -> dict[int, float]:
    """The lines that are noise by the evidence, by their index, each with its points.

    `noise` are the indices of those that are known to be, `layout` the places of the lines when
    these do not count. Only paragraphs at the edges of the text or near noise are weighed.
    """
    words = weights.words.get(language.locale, {})
    found = {}
    for at, block in enumerate(blocks):
        if at in noise or block.kind != "paragraph" or len(block.text) > _LONGEST:
            continue
        near = any(at + step in noise for step in range(-_NEAR, _NEAR + 1))
        if not near and layout.above(at) and layout.below(at):
            continue
        values = features(at, blocks, noise, layout, language, words)
        points = weights.bias + sum(_points(tree, values) for tree in weights.trees)
        if points > weights.threshold:
            found[at] = points
    return found


def _points(tree: Split | float, values: Sequence[float]) -> float:
    while isinstance(tree, Split):
        tree = tree.above if values[tree.feature] > tree.limit else tree.otherwise
    return tree


def features(
    at: int,
    blocks: Sequence[Block],
    noise: set[int],
    layout: Layout,
    language: Language,
    noise_words: Mapping[str, float],
) -> tuple[float, ...]:
    """What is weighed of a line, in the order of `FEATURES`.

    Nothing depends on empty lines or on the lines of noise but the features of `MORE_IS_NOISE`, so
    that a document that was cleaned before is judged as it was then.
    """
    text = blocks[at].text
    words = _WORD.findall(text.lower())
    tokens = text.split()
    known = [noise_words.get(word, _UNKNOWN) for word in words] or [_UNKNOWN]
    before, after = _kept(at, -1, blocks, noise), _kept(at, 1, blocks, noise)
    near = sum(at + step in noise for step in range(-_NEAR, _NEAR + 1))
    below = layout.below(at) == 0 and layout.above(at) > 0
    return (
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
        sum(token[0].isupper() for token in tokens) / max(1, len(tokens)),
        text.isupper(),
        sum(map(str.isdigit, text)) / max(1, len(text)),
        sum(word in language.common_words for word in words) / max(1, len(words)),
        _share(words, layout.words, language.common_words),
        text[:1].islower(),
        _YEAR.search(text) is not None,
        _TIME.search(text) is not None,
        _ADDRESS.search(text) is not None,
        _SEPARATOR.search(text) is not None,
        sum(known) / len(known),
        max(known),
        layout.above(at) == 0,
        below,
        layout.in_head(at),
        layout.in_tail(at),
        near,
        at - 1 in noise,
        at + 1 in noise,
        sum(line in noise for line in range(at) if layout.below(line) == 0) if below else 0,
        after is not None and ends_as_prose(after.text),
        before is not None and ends_as_prose(before.text),
        before is not None and before.text.endswith(":"),
        _short_lines(at, blocks, noise),
    )


def _share(words: Sequence[str], known: Set[str], common: Set[str]) -> float:
    """The share of a line's own words that the running text has too; headings have many."""
    own = [word for word in words if len(word) > 3 and word not in common]
    return sum(word in known for word in own) / len(own) if own else 0.0


def _kept(at: int, step: int, blocks: Sequence[Block], noise: set[int]) -> Block | None:
    """The nearest line above or below that is not noise."""
    at += step
    while at in noise:
        at += step
    return blocks[at] if 0 <= at < len(blocks) else None


def _short_lines(at: int, blocks: Sequence[Block], noise: set[int]) -> int:
    """How many short lines, no sentences, stand together around a line, itself included."""
    count = 0
    for step in (-1, 1):
        index = at
        while 0 <= index < len(blocks) and count < 12:
            if index not in noise:
                text = blocks[index].text
                if len(text) > 60 or ends_as_prose(text):
                    break
                count += 1
            index += step
    return max(0, count - 1)
