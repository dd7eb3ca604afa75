"""Where in a document a line stands: above its running text, below it, or amid it."""

from bisect import bisect_left
from collections.abc import Sequence, Set
from copy import copy
from itertools import accumulate

from tools.document import Block
from tools.language import Language
from tools.rules import BoilerplateRule

_SENTENCE_END = frozenset(".!?…:;")
_CLOSING = "»”’\"')]"
# A lead and a first paragraph are about this long, in characters that are no spaces.
_MARGIN = 400


def ends_as_prose(text: str) -> bool:
    """Whether the text ends in a mark that ends a sentence or a clause.

    >>> ends_as_prose("Kunden kom igen."), ends_as_prose("Kunden")
    (True, False)
    """
    end = text[-1:]
    if end in _CLOSING:
        end = text[-8:].rstrip(_CLOSING)[-1:]
    return end in _SENTENCE_END


def letters(text: str) -> int:
    """How many characters of the text are no spaces: a length that joining lines leaves alone."""
    return len(text) - text.count(" ")


class Layout:
    """The places of a document's lines, counted in running text.

    `rules` are the boilerplate rules that know each line, wherever it stands; `prose` says of each
    whether it ends as prose does. Running text are the lines that do and that no rule knows, each
    counted where it stands first. It is counted in letters and not in lines, so that a line has
    the same place before and after one-sentence lines are joined.
    """

    def __init__(self, blocks: Sequence[Block], language: Language) -> None:
        self._texts = [block.text for block in blocks]
        self.rules = [
            () if block.kind in ("title", "row", "code") else language.boilerplate_in(block.text)
            for block in blocks
        ]
        self.prose = [ends_as_prose(text) for text in self._texts]
        seen: set[str] = set()
        self._running: list[int] = []
        for text, rules, prose in zip(self._texts, self.rules, self.prose, strict=True):
            counts = prose and not rules and text not in seen
            self._running.append(letters(text) if counts else 0)
            seen.add(text)
        self._above = [0, *accumulate(self._running)]
        self._text: str | None = None

    def without(self, noise: Set[int]) -> "Layout":
        """The layout of the same lines if those of `noise`, by their index, do not count either."""
        if not any(self._running[at] for at in noise):
            return self
        layout = copy(self)
        layout._running = [
            0 if at in noise else running for at, running in enumerate(self._running)
        ]
        layout._above = [0, *accumulate(layout._running)]
        layout._text = None
        return layout

    def has_word(self, word: str) -> bool:
        """Whether the running text has the word, given in small letters.

        Few lines ask; to look for their words is quicker than to part the whole text into words.
        """
        if self._text is None:
            running = zip(self._texts, self._running, strict=True)
            self._text = " ".join([text for text, count in running if count]).lower()
        text = self._text
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            if not (text[end : end + 1].isalpha() or (start and text[start - 1].isalpha())):
                return True
            start = text.find(word, start + 1)
        return False

    @property
    def tail(self) -> int:
        """The first line with no running text below it."""
        return max(0, bisect_left(self._above, self.total) - 1)

    @property
    def total(self) -> int:
        """The letters of all running text."""
        return self._above[-1]

    def above(self, at: int) -> int:
        """The letters of running text above a line."""
        return self._above[at]

    def below(self, at: int) -> int:
        """The letters of running text below a line."""
        return self.total - self._above[at + 1]

    def in_head(self, at: int) -> bool:
        """Whether there is no more than a lead and a paragraph above the line."""
        return self.above(at) <= _MARGIN

    def in_tail(self, at: int) -> bool:
        """Whether there is no more than a paragraph or two below the line."""
        return self.below(at) <= _MARGIN

    def fits(self, rule: BoilerplateRule, at: int) -> bool:
        """Whether a line stands where the rule expects what it matches."""
        if rule.place == "head":
            return self.in_head(at)
        if rule.place == "tail":
            return self.in_tail(at)
        return rule.place == "anywhere" or self.in_head(at) or self.in_tail(at)
