"""How hard a text is to read: its sentences, its words, and LIX."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tools.language import Language
from tools.sentences import split_sentences

# A figure with its signs is one: 60 000 with a no-break space, 1.500,50.
_WORD = re.compile(r"[^\W_]+(?:[-’'.,][^\W_]+|(?<=\d)[\u00a0\u202f]\d{3}(?!\d))*")
_COLON = re.compile(r":\s+(?=\S)")
_LONG = 7
_WORDS_A_MINUTE = 200


@dataclass(frozen=True, slots=True)
class Reading:
    """A text's sentences, and how many words it has, and long ones of more than six letters."""

    sentences: tuple[str, ...]
    words: int
    long_words: int

    @property
    def mean_sentence(self) -> float:
        """Words a sentence; 0.0 for an empty text."""
        return self.words / len(self.sentences) if self.sentences else 0.0

    @property
    def lix(self) -> float:
        """LIX: words a sentence plus the percentage of long words; 0.0 for an empty text.

        Björnsson 1968, "Läsbarhet". Figures are words, and no long ones.
        """
        return self.mean_sentence + 100 * self.long_words / self.words if self.words else 0.0


def count_words(text: str) -> int:
    """The words of a text; a figure with its signs is one, and so is a hyphenated word."""
    return len(_WORD.findall(text))


def reading_minutes(texts: Iterable[str]) -> int:
    """Whole minutes that the texts take to read, one at least.

    200 words a minute: a little under the 238 of Brysbaert 2019, "How many words do we read per
    minute?", for people who read with care, and figures.
    """
    return max(1, round(sum(map(count_words, texts)) / _WORDS_A_MINUTE))


def read(passages: Iterable[str], language: Language) -> Reading:
    """The measures of running text, given as its paragraphs, list items and quotations.

    A colon before a capital letter ends a sentence, as Björnsson counts; a full stop after an
    abbreviation or an ordinal does not.
    """
    sentences = [
        part
        for passage in passages
        for sentence in split_sentences(passage, language)
        for part in _clauses(sentence)
        if _WORD.search(part)
    ]
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    long_words = [word for word in words if sum(map(str.isalpha, word)) >= _LONG]
    return Reading(tuple(sentences), len(words), len(long_words))


def _clauses(sentence: str) -> Iterator[str]:
    """The parts of a sentence, the later ones begun by a capital letter after a colon."""
    start = 0
    for colon in _COLON.finditer(sentence):
        if sentence[colon.end()].isupper():
            yield sentence[start : colon.start()]
            start = colon.end()
    yield sentence[start:]
