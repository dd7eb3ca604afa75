"""Language identification: which of our languages a line or a document is in, or that it is unsure.

CLD2 proposes a language, the telling words of `tools/languages/` decide. CLD2 is small (14 MB with
its data), fast and knows Nynorsk and Malay, but takes a line of Norwegian, Danish or Indonesian
too often for the neighbour. The telling words have no opinion on languages that are not ours, so
whether a whole document is in one of those is asked of CLD2 alone.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tools.language import Language

# What a line is heard as counts for less than one telling word if the language is ours, for more
# than one if it is not: English has "at", Dutch has "op". Chosen on 5,000 lines of 60 characters
# or more from three sources a language: 98.4 % of them right, where CLD2 alone has 92 %, and of
# 2,800 lines of English, German and Dutch 0.2 % taken for ours.
_HEARD_AS_OURS = 0.9
_HEARD_AS_OTHER = 1.5
# An ending is a weaker sign than a word: "-ede" is Danish, but stands in "Tweede" as well.
_ENDING = 0.25
_SHORTEST_WORD_WITH_ENDING = 6
_LONGEST_ENDING = 5

# A line with fewer letters is no evidence, one with fewer than `_FULL` counts for less: it is as
# often a menu as text, and CLD2 alone has 75 % of such lines right, where it has 92 % of full ones.
_FEWEST_LETTERS = 15
_FULL = 60
# A document is judged by so many pieces of so many characters, spread over it.
_PIECES = 60
_PIECE = 300
# Less text than this, in letters of full lines, is no document: about three short sentences.
_LEAST_TEXT = 100
# Shares of a document's text. Chosen on 2,200 runs of ten lines from the same sources, of which 480
# in Nynorsk or Malay: three taken for another language, all between Indonesian and Malay, and of
# ours 6 % unsure.
_SURE = 0.65
_FOREIGN = 0.4
_PLAIN = 0.95
_FOREIGN_IF_PLAIN = 0.58
_SURELY_FOREIGN = 0.6

_T = TypeVar("_T")

_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"\S*(?:://|@|www\.)\S*")


@dataclass(frozen=True, slots=True)
class Guess:
    """The language of a text. `confidence` is the share of the evidence for it, from 0.0 to 1.0.

    `locale` is one of ours, `None` where that is unsure. `other` is the ISO 639 code of a language
    that is not ours: without a `locale` the text is in it; beside one it is what CLD2 heard in a
    line against the telling words, which never is so of a document. Neither: it may be anything,
    or no language at all.
    """

    locale: str | None = None
    other: str | None = None
    confidence: float = 0.0


def identify_line(text: str, languages: Mapping[str, Language]) -> Guess:
    """The language of a line by its first 300 characters; unsure if it has few letters.

    A line of Nynorsk, Swedish or Malay that shares words with one of ours is given to ours, with
    the language that it was heard as in `other`: a line alone does not tell them well.
    """
    return _guess(_words(text[:_PIECE]), languages)


def identify_language(lines: Iterable[str], languages: Mapping[str, Language]) -> Guess:
    """The language of a document by its lines together; `None` where it is unsure.

    Long lines weigh more and short ones, as a page's menus are, hardly. At most 60 pieces, spread
    over the document, are looked at, so neither its length nor a line's costs time. Unsure are
    too little text, text in two languages, and a language between ours and a neighbour.
    """
    ours: dict[str, float] = defaultdict(float)
    others: dict[str, float] = defaultdict(float)
    total = 0.0
    for piece in _pieces(lines):
        words = _words(piece)
        letters = sum(map(len, words))
        if letters < _FEWEST_LETTERS:
            continue
        weight = letters * min(1.0, letters / _FULL)
        total += weight
        guess = _guess(words, languages)
        if guess.locale:
            ours[guess.locale] += weight
        if guess.other:
            others[guess.other] += weight
    if total < _LEAST_TEXT:
        return Guess()
    locale, most = _first(ours)
    other, most_foreign = _first(others)
    if most_foreign >= _SURELY_FOREIGN * total:
        return Guess(other=other, confidence=most_foreign / total)
    foreign = _FOREIGN if most < _PLAIN * total else _FOREIGN_IF_PLAIN
    if most >= _SURE * total and sum(others.values()) < foreign * total:
        return Guess(locale, confidence=most / total)
    return Guess(confidence=most / total)


def _pieces(lines: Iterable[str]) -> list[str]:
    """At most 60 pieces of at most 300 characters, spread over the lines; all if they are few.

    Short lines are left out where there are enough long ones, long ones cut up where there are
    too few lines.
    """
    every = [line for line in lines if len(line) >= _FEWEST_LETTERS]
    long = [line for line in every if len(line) >= _FULL]
    chosen = _spread(long if len(long) >= _PIECES else every, _PIECES)
    if not chosen:
        return []
    each = _PIECES // len(chosen)
    return [
        line[start : start + _PIECE]
        for line in chosen
        for start in _spread(range(0, len(line), _PIECE), each)
    ]


def _spread(items: Sequence[_T], most: int) -> Sequence[_T]:
    """At most so many of the items, at even distances; all of them if they are no more."""
    if len(items) <= most:
        return items
    return [items[index * len(items) // most] for index in range(most)]


def _words(text: str) -> list[str]:
    """The words of a text, without digits, marks and addresses, composed and in lower case."""
    return _WORD.findall(unicodedata.normalize("NFC", _ADDRESS.sub(" ", text)).lower())


def _guess(words: list[str], languages: Mapping[str, Language]) -> Guess:
    if sum(map(len, words)) < _FEWEST_LETTERS:
        return Guess()
    evidence = {locale: _telling(words, language) for locale, language in languages.items()}
    heard, share = _heard(words)
    locale = next((known for known in languages if heard in (known, languages[known].tag)), None)
    other = None if locale else heard
    if locale:
        evidence[locale] += _HEARD_AS_OURS * share
    elif other:
        evidence[other] = _HEARD_AS_OTHER * share
    best, most = _first(evidence)
    if list(evidence.values()).count(most) > 1:
        return Guess(other=other)
    return Guess(None if best == other else best, other, most / sum(evidence.values()))


def _telling(words: Iterable[str], language: Language) -> float:
    """How many of the words are the language's telling ones; an ending counts for a part of one."""
    evidence = 0.0
    for word in set(words):
        if word in language.telling:
            evidence += 1
        elif len(word) >= _SHORTEST_WORD_WITH_ENDING and any(
            f"-{word[-length:]}" in language.telling for length in range(2, _LONGEST_ENDING + 1)
        ):
            evidence += _ENDING
    return evidence


def _heard(words: Iterable[str]) -> tuple[str | None, float]:
    """The code of the language that CLD2 proposes, and the share of the text that it is."""
    # Loaded by the first text that needs it, not by a command that needs none.
    from pycld2 import detect

    _, _, proposals = detect(" ".join(words), isPlainText=True, bestEffort=True)
    _, code, percent, _ = proposals[0]
    return (None, 0.0) if code == "un" else (str(code), percent / 100)


def _first(shares: Mapping[str, float]) -> tuple[str | None, float]:
    return max(shares.items(), key=lambda item: item[1], default=(None, 0.0))
