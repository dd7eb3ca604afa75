"""Fits the weights of `tools/steps/evidence.py`: `python -m tests.fit_evidence [FOLDER...]`.

Boosted stumps (Friedman 2001), an additive model whose points can be read, on the development
documents. A document's rules are left out at random, as they are where a site's wording is new,
and its words are judged without it. More folders may hold `<locale>/*.labels` of their own. The
threshold is the lowest at which 99 of 100 good lines stay when each document is judged by weights
fitted to the others.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np

from tests.labelled import Labelled, load_labelled
from tools.language import Language, load_languages
from tools.rules import BoilerplateRule, Rules
from tools.steps.evidence import FEATURES, MORE_IS_NOISE, WEIGHTS, Stump, Weights, features
from tools.steps.layout import Layout
from tools.steps.mojibake import repair_encoding
from tools.steps.normalisation import normalise
from tools.steps.segmentation import segment
from tools.steps.tables import recover_tables

_LEFT_OUT = 0.4  # the share of noise lines that the rules miss on sites they were not written for
_ROUNDS = 3  # each document with so many choices of rules
_STUMPS = 120
_RATE = 0.2
_GOOD_KEPT = 0.99
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


def _with_rules(language: Language, rules: Sequence[BoilerplateRule]) -> Language:
    parts = {
        part: Rules([rule for rule in rules if rule.part == part]) for part in language.boilerplate
    }
    return msgspec.structs.replace(language, boilerplate=parts)


def _noise_words(
    rules: Sequence[BoilerplateRule], documents: Sequence[Labelled], language: Language
) -> dict[str, float]:
    """The words of the rules and of the documents' noise, with their log odds against good lines."""
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
    rules = [
        rule for rule in language.rules if rule.id.startswith("common.") or rng.random() > _LEFT_OUT
    ]
    some = _with_rules(language, rules)
    words = _noise_words(rules, others, language)
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


def _fit(values: np.ndarray, noise: np.ndarray) -> tuple[float, list[Stump]]:
    """A bias and stumps for the log odds of a line's being noise."""
    share = noise.mean()
    bias = float(np.log(share / (1 - share)))
    odds = np.full(len(noise), bias)
    limits = [np.unique(np.quantile(column, np.linspace(0.02, 0.98, 33))) for column in values.T]
    stumps = []
    for _ in range(_STUMPS):
        chance = 1 / (1 + np.exp(-odds))
        gradient, hessian = noise - chance, chance * (1 - chance)
        best: tuple[float, int, float, float, float] | None = None
        for index, name in enumerate(FEATURES):
            for limit in limits[index]:
                above = values[:, index] > limit
                if not 10 <= above.sum() <= len(above) - 10:
                    continue
                points = [
                    gradient[side].sum() / (hessian[side].sum() + 2.0) for side in (above, ~above)
                ]
                if name in MORE_IS_NOISE and points[0] < points[1]:
                    continue
                gain = sum(
                    gradient[side].sum() ** 2 / (hessian[side].sum() + 2.0)
                    for side in (above, ~above)
                )
                if best is None or gain > best[0]:
                    best = (gain, index, float(limit), points[0], points[1])
        assert best is not None
        _, index, limit, high, low = best
        high, low = round(_RATE * float(high), 3), round(_RATE * float(low), 3)
        stumps.append(Stump(FEATURES[index], round(limit, 3), high, low))
        odds += np.where(values[:, index] > round(limit, 3), high, low)
    return bias, stumps


def _points(values: np.ndarray, bias: float, stumps: Sequence[Stump]) -> np.ndarray:
    points = np.full(len(values), bias)
    for stump in stumps:
        column = values[:, FEATURES.index(stump.feature)]
        points += np.where(column > stump.limit, stump.above, stump.otherwise)
    return points


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
        bias, stumps = _fit(*stack([index for index in order if index not in held_out]))
        for index in held_out:
            values, its_noise, its_known = rounds[0][index]
            points += list(_points(np.array(values, float), bias, stumps))
            noise += its_noise
            known += its_known
    gone, is_noise = np.where(known, np.inf, points), np.array(noise)
    threshold = next(
        limit for limit in np.arange(-2, 6, 0.05) if (gone[~is_noise] <= limit).mean() >= _GOOD_KEPT
    )
    print(f"rules alone: {np.isinf(gone[is_noise]).mean():.3f} of the noise removed")
    print(f"with evidence: {(gone[is_noise] > threshold).mean():.3f}, threshold {threshold:.2f}")
    bias, stumps = _fit(*stack(order))
    words: Mapping[str, Mapping[str, float]] = {
        locale: _noise_words(languages[locale].rules, of_locale, languages[locale])
        for locale, of_locale in documents.items()
    }
    weights = Weights(round(bias, 3), round(float(threshold), 2), tuple(stumps), words)
    text = msgspec.json.format(msgspec.json.encode(weights), indent=1)
    WEIGHTS.write_bytes(text + b"\n")


if __name__ == "__main__":
    main(sys.argv[1:])
