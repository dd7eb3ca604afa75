"""Fits the weights of `tools/steps/evidence.py`: `python -m tests.fit_evidence [FOLDER...]`.

Needs `pip install -r requirements-fit.txt`. Gradient-boosted trees (Friedman 2001) on the
development documents. A document's rules are left out at random, as they are where a site's wording
is new, and its words are judged without it. More folders may hold `<locale>/*.labels` of their own;
the weights in the project were fitted with 414 pages of real sites too, which are others' work and
stay outside. The threshold is the lowest at which as many good lines stay as are asked when each
document is judged by weights fitted to the others.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from tests.labelled import Labelled, load_labelled
from tools.language import Language, load_languages
from tools.rules import BoilerplateRule, Rules
from tools.steps.evidence import FEATURES, MORE_IS_NOISE, WEIGHTS, Split, Weights, features
from tools.steps.layout import Layout
from tools.steps.mojibake import repair_encoding
from tools.steps.normalisation import normalise
from tools.steps.segmentation import segment
from tools.steps.tables import recover_tables

if TYPE_CHECKING:
    from sklearn.ensemble import HistGradientBoostingClassifier

_LEFT_OUT = 0.4  # the share of noise lines that the rules miss on sites they were not written for
_ROUNDS = 2  # each document with so many choices of rules
_GOOD_KEPT = 0.981  # what is asked is .98 on documents that nobody here has seen
_LONGEST = 250

_WORD = re.compile(r"[^\W\d_]{3,}")
_SYNTAX = re.compile(r"\\.|\(\?[a-z:=!<-]*|\{[a-z_]+\}")


def _labels(document: Labelled) -> dict[int, bool]:
    """Whether each raw line, by its number, is noise."""
    result: dict[int, bool] = {}
    number = 0
    for row in document.path.read_text("utf-8").split("\n"):
        if row.startswith(("# ", "=\t")):
            continue
        number += 1
        if row:
            result[number] = row.startswith("drop")
    first = min(result, default=1)
    return {number - first + 1: noise for number, noise in result.items()}


class _SomeRules:
    """Rules without those that are left out."""

    def __init__(self, rules: Rules, left_out: Set[str]) -> None:
        self._rules = rules
        self._left_out = left_out

    def __iter__(self) -> Iterator[BoilerplateRule]:
        return (rule for rule in self._rules if rule.id not in self._left_out)

    def matching(self, text: str) -> tuple[BoilerplateRule, ...]:
        return tuple(r for r in self._rules.matching(text) if r.id not in self._left_out)


def _without(language: Language, left_out: Set[str]) -> Language:
    some = {part: _SomeRules(rules, left_out) for part, rules in language.boilerplate.items()}
    return msgspec.structs.replace(language, boilerplate=some)


def _noise_words(
    rules: Sequence[BoilerplateRule], documents: Sequence[Labelled], language: Language
) -> dict[str, float]:
    """The words of rules and of documents' noise, with their log odds against good lines."""
    noise: Counter[str] = Counter()
    good: Counter[str] = Counter()
    for rule in rules:
        noise.update(set(_WORD.findall(_SYNTAX.sub(" ", rule.pattern.lower()))))
    for document in documents:
        for line in document.lines:
            counts = noise if line.label == "drop" else good
            counts.update(set(_WORD.findall(line.text.lower())))
    return {
        word: round(float(np.clip(np.log((count + 0.5) / (good[word] + 0.5)), -3, 3)), 1)
        for word, count in sorted(noise.items())
        if word not in language.common_words
    }


def _examples(
    document: Labelled, others: Sequence[Labelled], language: Language, rng: random.Random
) -> tuple[list[tuple[float, ...]], list[bool], list[bool]]:
    """The features of a document's lines, whether they are noise, and whether a rule knows them."""
    left_out = {
        rule.id
        for rule in language.rules
        if not rule.id.startswith("common.") and rng.random() < _LEFT_OUT
    }
    some = _without(language, left_out)
    words = _noise_words(some.rules, others, language)
    raw = segment(document.raw)
    for step in (recover_tables, repair_encoding, normalise):
        raw = step(raw, some)
    layout = Layout(raw.blocks, some)
    known = {
        at
        for at, rules_of_line in enumerate(layout.rules)
        if any(layout.fits(rule, at) for rule in rules_of_line)
    }
    labels = _labels(document)
    values = [features(at, raw.blocks, known, layout, some, words) for at in range(len(raw.blocks))]
    noise = [labels[block.line] for block in raw.blocks]
    return values, noise, [at in known for at in range(len(raw.blocks))]


def _fit(values: np.ndarray, noise: np.ndarray) -> "HistGradientBoostingClassifier":
    # Needed to fit alone, so not to be asked of whoever collects the tests.
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(
        max_iter=80,
        max_depth=4,
        learning_rate=0.1,
        l2_regularization=3,
        min_samples_leaf=10,
        max_bins=64,
        early_stopping=False,
        monotonic_cst=[int(name in MORE_IS_NOISE) for name in FEATURES],
        random_state=0,
    ).fit(values, noise)


def _tree(nodes: np.ndarray, at: int = 0) -> Split | float:
    """A tree of scikit-learn's as ours."""
    node = nodes[at]
    if node["is_leaf"]:
        return round(float(node["value"]), 3)
    return Split(
        int(node["feature_idx"]),
        round(float(node["num_threshold"]), 4),
        _tree(nodes, int(node["left"])),
        _tree(nodes, int(node["right"])),
    )


def main(folders: Sequence[str]) -> None:
    """Writes the weights, and prints what they do for documents that they were not fitted to."""
    languages = load_languages()
    documents = {
        locale: [d for d in load_labelled("dev", locale) if d.html is None]
        + [d for folder in folders for d in load_labelled("", locale, Path(folder))]
        for locale in languages
    }
    rng = random.Random(1)
    rounds = [
        [
            _examples(document, [d for d in of_locale if d is not document], languages[locale], rng)
            for locale, of_locale in documents.items()
            for document in of_locale
        ]
        for _ in range(_ROUNDS)
    ]
    count = len(rounds[0])
    order = rng.sample(range(count), count)

    def stack(chosen: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        rows = [
            (values, noise)
            for examples in rounds
            for index in chosen
            for values, noise, known in zip(*examples[index], strict=True)
            if not known
        ]
        return np.array([values for values, _ in rows], float), np.array(
            [n for _, n in rows], float
        )

    points, noise, known = [], [], []
    for fold in range(6):
        held_out = order[fold::6]
        model = _fit(*stack([index for index in order if index not in held_out]))
        for index in held_out:
            values, its_noise, its_known = rounds[0][index]
            if not values:
                continue
            points += list(model.decision_function(np.array(values, float)))
            noise += its_noise
            known += its_known
    gone, is_noise = np.where(known, np.inf, points), np.array(noise)
    threshold = next(
        limit for limit in np.arange(-2, 6, 0.05) if (gone[~is_noise] <= limit).mean() >= _GOOD_KEPT
    )
    for limit in (0.0, 0.5, 1.0, 1.5, 2.0):
        removed, kept = (gone[is_noise] > limit).mean(), (gone[~is_noise] <= limit).mean()
        print(f"threshold {limit}: {removed:.3f} of the noise removed, {kept:.3f} of the good kept")
    print(f"rules alone: {np.isinf(gone[is_noise]).mean():.3f} of the noise removed")
    print(f"with evidence: {(gone[is_noise] > threshold).mean():.3f}, threshold {threshold:.2f}")
    model = _fit(*stack(order))
    words: Mapping[str, Mapping[str, float]] = {
        locale: _noise_words(languages[locale].rules, of_locale, languages[locale])
        for locale, of_locale in documents.items()
    }
    # scikit-learn has no public way to the trees that it found.
    trees = tuple(_tree(predictors[0].nodes) for predictors in model._predictors)
    bias = round(float(model._baseline_prediction[0, 0]), 3)
    weights = Weights(FEATURES, bias, round(float(threshold), 2), trees, words)
    lines = msgspec.json.encode(weights).replace(b"]],[", b"]],\n[").replace(b"},", b"},\n")
    WEIGHTS.write_bytes(lines + b"\n")


if __name__ == "__main__":
    main(sys.argv[1:])
