"""Stems and parts of words, by a language's affixes; all words here are folded."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from tools.language import Search
from tools.search.words import fold

# No stem is shorter. What is left of a word when a beginning was taken from it means nothing below
# four letters; a shorter part is found in many a word that is no compound.
_SHORTEST = 3
_SHORTEST_ROOT = 4
_SHORTEST_PART = 4
_VOWELS = frozenset("aeiouy")


def candidates(word: str, search: Search) -> Iterator[str]:
    """The word, then what is left of it without one affix, without two, and so on.

    The longest affixes go first. Of a doubled consonant at the end one goes too: *butikk*, *butik*.
    """
    seen = {word}
    queue = [word]
    for each in queue:
        yield each
        shorter = list(_without_ending(each, search))
        shorter += [
            sound + each[len(start) :]
            for start, sound in search.beginnings
            if each.startswith(start)
        ]
        if _ends_doubled(each):
            shorter.append(each[:-1])
        for stem in sorted(shorter, key=len):
            if stem not in seen and _is_stem(stem):
                seen.add(stem)
                queue.append(stem)


@dataclass(frozen=True)
class Analyser:
    """The stems and parts of a language's words; it takes them as they are spelled.

    Known are the words `on_site` and the `frequent` ones. What is `whole` has no shorter stem.
    """

    search: Search
    on_site: frozenset[str]
    frequent: frozenset[str]
    whole: frozenset[str]
    _stems: dict[str, str] = field(default_factory=dict)
    _parts: dict[str, list[str]] = field(default_factory=dict)

    def stem(self, form: str) -> str:
        """The stem under which the search files a word.

        Where a language has beginnings, any syllable may look like one: there it is the shortest
        candidate that is a known word. Else it is what no ending can be taken from.
        """
        if form not in self._stems:
            word = fold(form)
            find = self._shortest_known if self.search.beginnings else self._stripped
            self._stems[form] = find(word)
        return self._stems[form]

    def parts(self, form: str) -> list[str]:
        """The known words that a compound is made of; none if it is no compound."""
        if form not in self._parts:
            found = parts(fold(form), self.search, self._may_be_part) if self.search.links else []
            self._parts[form] = [part for part in found if self.stem(part) != self.stem(form)]
        return self._parts[form]

    @cached_property
    def _may_be_part(self) -> frozenset[str]:
        return (self.on_site | self.frequent) - {fold(word) for word in self.search.stop_words}

    def _shortest_known(self, word: str) -> str:
        shortest = word
        for candidate in candidates(word, self.search):
            if candidate in self.whole:
                return candidate
            if self._is_known(candidate) and _SHORTEST_ROOT <= len(candidate) < len(shortest):
                shortest = candidate
        return shortest

    def _is_known(self, word: str) -> bool:
        return word in self.on_site or word in self.frequent or word in self.search.roots

    def _stripped(self, word: str) -> str:
        while True:
            stems = _without_ending(word, self.search)
            stem = next((each for each in stems if _is_stem(each)), None)
            if stem is None:
                return word[:-1] if _ends_doubled(word) else word
            word = stem


def parts(word: str, search: Search, known: Collection[str]) -> list[str]:
    """The known words that a folded compound is made of, as few as can be; none if it is none.

    All but the last may have a link after them: *medlem-s-kort*.
    """
    # The fewest parts that end at each place, and of those the ones whose last is longest.
    best: list[list[str] | None] = [[], *[None] * len(word)]
    for end in range(_SHORTEST_PART, len(word) + 1):
        for start in range(end - _SHORTEST_PART + 1):
            before = best[start]
            if before is None:
                continue
            part = word[start:end]
            if part == word:
                continue
            names = [part]
            if end < len(word):
                names += [part.removesuffix(link) for link in search.links if part.endswith(link)]
            name = next((n for n in names if len(n) >= _SHORTEST_PART and n in known), None)
            if name is None:
                continue
            so_far = best[end]
            if so_far is None or len(before) + 1 < len(so_far):
                best[end] = [*before, name]
    found = best[-1] or []
    return found if len(found) > 1 else []


def _without_ending(word: str, search: Search) -> Iterator[str]:
    """What is left of a word without one of the endings, the longest first."""
    for start in range(max(0, len(word) - search.longest_ending), len(word)):
        if word[start:] in search.endings:
            yield word[:start]


def _is_stem(word: str) -> bool:
    return len(word) >= _SHORTEST and not _VOWELS.isdisjoint(word)


def _ends_doubled(word: str) -> bool:
    doubled = len(word) > _SHORTEST and word[-1] == word[-2]
    return doubled and word[-1].isalpha() and word[-1] not in _VOWELS
