"""Where in a document a line stands: above its running text, below it, or amid it."""

import re
from collections.abc import Sequence, Set
from functools import cached_property
from itertools import accumulate

from tools.document import Block
from tools.language import Language
from tools.rules import BoilerplateRule

_WORD = re.compile(r"[^\W\d_]{3,}")
_SENTENCE_END = re.compile(r"[.!?…:;][»”’\"')\]]*$")
# A lead and a first paragraph are about this long, in characters that are no spaces.
_MARGIN = 400


def ends_as_prose(text: str) -> bool:
    """Whether the text ends in a mark that ends a sentence or a clause.

    >>> ends_as_prose("Kunden kom igen."), ends_as_prose("Kunden")
    (True, False)
    """
    return _SENTENCE_END.search(text[-8:]) is not None


def letters(text: str) -> int:
    """How many characters of the text are no spaces: a length that joining lines leaves alone."""
    return len(text) - text.count(" ")


class Layout:
    """The places of a document's lines, counted in running text.

    `rules` are the boilerplate rules that know each line, wherever it stands. Running text are
    the lines that end as prose does and that no rule knows, each counted where it stands first.
    `noise` are more lines that do not count, by their index. It is counted in letters and not in
    lines, so that a line has the same place before and after one-sentence lines are joined.
    """

    def __init__(
        self, blocks: Sequence[Block], language: Language, noise: Set[int] = frozenset()
    ) -> None:
        self.rules = [
            () if block.kind in ("title", "row", "code") else language.boilerplate_in(block.text)
            for block in blocks
        ]
        running: list[int] = []
        seen: set[str] = set()
        for at, (block, rules) in enumerate(zip(blocks, self.rules, strict=True)):
            new = at not in noise and block.text not in seen
            counts = not rules and new and ends_as_prose(block.text)
            running.append(letters(block.text) if counts else 0)
            seen.add(block.text)
        self._above = [0, *accumulate(running)]
        self._running = [block.text for block, count in zip(blocks, running, strict=True) if count]

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the running text, in small letters."""
        return frozenset(_WORD.findall(" ".join(self._running).lower()))

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
