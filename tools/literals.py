"""The strings that a regular expression cannot match without.

The idea is that of RE2's FilteredRE2: most patterns need one of a few strings, and looking for all
strings of all patterns at once is one pass over a text. Where a line begins and ends is part of the
strings, so a pattern for a button is tried on lines that begin with one of its words, no others.
"""

import contextlib
import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from math import prod
from pathlib import Path

# CPython's own parser of patterns; it has no public name, but Hypothesis relies on it too.
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import msgspec

_MEMORY = Path(__file__).parent / "languages" / ".needs.json"

_Strings = frozenset[str]
_Items = Iterable[tuple[object, Any]]

# What stands before and behind a text: no pattern has them, and normalisation removes them.
_BEGIN, _END = "\x02", "\x03"
# All digits count as one.
_DIGIT = "0"
_FIGURES = bytes.maketrans(b"123456789", b"000000000")
# More strings than these at a time tell little, and are slow to find; the words that a line may
# begin with are worth more than their number.
_MOST = 100
_MOST_WORDS = 600
_LARGEST_CLASS = 40
_MOST_COPIES = 4
_ANYTHING = frozenset(("",))

# About how often a character is the next one in a text; one that is not listed hardly ever is.
_OFTEN = (
    dict.fromkeys("bcfghjkmpquvwxyzæøå", 0.03)
    | dict.fromkeys("adeilnorst", 0.08)
    | dict.fromkeys('-–:()"»«”“’?!', 0.002)
    | {" ": 0.16, ".": 0.02, ",": 0.02, _DIGIT: 0.02, _BEGIN: 0.0125, _END: 0.0125}
)
_RARELY = 0.0005
# The places in a line where a string may begin; strings found in more lines are of no use.
_PLACES = 80
_USEFUL = 1.0


def normal_form(text: str) -> str:
    """The text as `Needs` has its literals: in small letters, every digit a 0, with a
    mark at either end."""
    # Three turns around bytes are five times as fast as one `str.translate`.
    figures = text.lower().encode("utf-8", "surrogatepass").translate(_FIGURES)
    return _BEGIN + figures.decode("utf-8", "surrogatepass") + _END


def check(pattern: str) -> None:
    """Raises `re.error` if the pattern is none; three times as fast as to compile it."""
    if _key(pattern) in _remembered():
        return  # it was checked before its needs were found
    sre_parser.parse(pattern, re.IGNORECASE)
    if "(?<" in pattern:  # whose width only the compiler looks at
        re.compile(pattern, re.IGNORECASE)


class Needs(NamedTuple):
    """What every text has that a pattern matches as a whole.

    `literals` are strings one of which is in its normal form, none if there are none that tell
    anything; `shortest` and `longest` are its bounds in characters.
    """

    literals: frozenset[str]
    shortest: int
    longest: int


def needs_of_all(patterns: Sequence[str]) -> list[Needs]:
    """The needs of patterns, remembered from one run to the next as Python remembers modules.

    To find them takes a second or two for all rules; that they cannot be kept is no fault.
    """
    known = _remembered()
    new = {_key(pattern): needs_of(pattern) for pattern in patterns if _key(pattern) not in known}
    if new:
        known.update(new)
        draft = _MEMORY.with_suffix(f".{os.getpid()}.draft")
        with contextlib.suppress(OSError):
            draft.write_bytes(msgspec.json.encode(known))
            draft.replace(_MEMORY)
    return [known[_key(pattern)] for pattern in patterns]


@cache
def _remembered() -> dict[str, Needs]:
    try:
        return msgspec.json.decode(_MEMORY.read_bytes(), type=dict[str, Needs])
    except (OSError, msgspec.MsgspecError):
        return {}


@cache
def _key(pattern: str) -> str:
    """A name for a pattern's needs, another one as soon as this module finds them otherwise."""
    return hashlib.sha256(_this_module() + pattern.encode()).hexdigest()[:24]


@cache
def _this_module() -> bytes:
    return Path(__file__).read_bytes()


def needs_of(pattern: str) -> Needs:
    """What a text must have to be matched by the pattern, whatever the case of its letters.

    >>> needed, shortest, _ = needs_of(r"(?:Læs|Se) (?:også|mere)\\b.*")
    >>> sorted(literal.removeprefix(_BEGIN) for literal in needed), shortest
    (['læs mere', 'læs også', 'se mere', 'se også'], 7)
    """
    parsed = sre_parser.parse(pattern, re.IGNORECASE)
    begin, end = ((sre.LITERAL, ord(mark)) for mark in (_BEGIN, _END))
    ends, needed = _Walk().along((begin, *parsed, end), _ANYTHING)
    best = min((*needed, ends), key=_how_often)
    return Needs(best if _how_often(best) < _USEFUL else frozenset(), *parsed.getwidth())


@lru_cache(maxsize=4096)
def _how_often(strings: _Strings) -> float:
    """About how often any of the strings stands in a line."""
    return _PLACES * sum(map(_chance, strings))


@lru_cache(maxsize=4096)
def _chance(string: str) -> float:
    return prod([_OFTEN.get(character, _RARELY) for character in string])


class _Walk:
    """A walk along a parsed pattern, with what the text must have for a match to get so far.

    At each step there are `ends`, strings with one of which the text must end up to here. They
    grow with what the pattern goes on with; where it may go on with anything, or with too much,
    they are put down as needed, and new ones begin.
    """

    def __init__(self) -> None:
        # Parts are met again, as often as what stands before them is put down.
        self._from_anything: dict[int, tuple[_Strings, tuple[_Strings, ...]]] = {}

    def along(self, items: _Items, ends: _Strings) -> tuple[_Strings, tuple[_Strings, ...]]:
        """The ends after a sequence of items, and sets of strings: of each one is needed."""
        if ends is not _ANYTHING:
            return self._along(items, ends)
        known = self._from_anything.get(id(items))
        if known is None:
            known = self._from_anything[id(items)] = self._along(items, ends)
        return known

    def _along(self, items: _Items, ends: _Strings) -> tuple[_Strings, tuple[_Strings, ...]]:
        needed: tuple[_Strings, ...] = ()
        literal = ""
        # The parser's sequences go through a slow `__getitem__`, what they hold does not.
        for operation, argument in (*getattr(items, "data", items), (None, None)):
            if operation is sre.LITERAL:
                literal += chr(argument)
                continue
            if operation is sre.ASSERT:  # what it sees is a part of the text too
                seen, more = self.along(argument[1], _ANYTHING)
                needed += (*more, seen)
            if operation in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
                continue
            if literal:
                tail = _folded(literal)
                ends = frozenset([string + tail for string in ends])
                literal = ""
            if operation is not None:
                ends, more = self._over((operation, argument), ends)
                needed += more
            if len(ends) > _MOST or ("" in ends and len(ends) > 1):
                needed += (ends,)
                ends = _ANYTHING
        return ends, needed

    def _over(
        self, item: tuple[object, Any], ends: _Strings
    ) -> tuple[_Strings, tuple[_Strings, ...]]:
        operation, argument = item
        if operation is sre.SUBPATTERN:
            return self.along(argument[-1], ends)
        if operation is sre.ATOMIC_GROUP:
            return self.along(argument, ends)
        if operation is sre.BRANCH:
            return self._one_of(argument[1], ends)
        if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            least, most, repeated = argument
            return self._again(repeated, least, most, ends)
        if operation is sre.IN and (members := _members(argument)):
            if len(ends) * len(members) <= _MOST:
                return frozenset([string + sign for string in ends for sign in members]), ()
            return members, (ends,)
        return _ANYTHING, (ends,)

    def _one_of(
        self, branches: Iterable[_Items], ends: _Strings
    ) -> tuple[_Strings, tuple[_Strings, ...]]:
        ways = [self.along(branch, ends) for branch in branches]
        union = frozenset().union(*[its_ends for its_ends, _ in ways])
        if len(union) > (_MOST if len(ends) > 1 else _MOST_WORDS) and ends is not _ANYTHING:
            union, needed = self._one_of(branches, _ANYTHING)
            return union, (ends, *needed)
        if not any(needed for _, needed in ways):
            return union, ()
        best = [min((*needed, its_ends), key=_how_often) for its_ends, needed in ways]
        return union, (ends, frozenset().union(*best))

    def _again(
        self, items: _Items, least: int, most: int, ends: _Strings
    ) -> tuple[_Strings, tuple[_Strings, ...]]:
        needed: tuple[_Strings, ...] = ()
        copies = most if most <= _MOST_COPIES else min(least, _MOST_COPIES)
        for copy in range(copies):
            ways = [items] if copy < least else [items, ()]
            ends, more = self._one_of(ways, ends)
            needed += more
        if copies == most:
            return ends, needed
        last, _ = self.along(items, _ANYTHING)
        return (last if least else ends | last), (*needed, ends)


def _members(members: _Items) -> _Strings | None:
    """The few characters of a class; `None` if they are many, or all but some."""
    found: set[str] = set()
    for operation, argument in members:
        if operation is sre.LITERAL:
            found.add(_folded(chr(argument)))
        elif operation is sre.CATEGORY and argument is sre.CATEGORY_DIGIT:
            found.add(_DIGIT)
        elif operation is sre.RANGE and argument[1] - argument[0] < _LARGEST_CLASS:
            found.update(_folded(chr(code)) for code in range(argument[0], argument[1] + 1))
        else:
            return None
    return frozenset(found) if len(found) <= _LARGEST_CLASS else None


def _folded(text: str) -> str:
    return normal_form(text)[1:-1]
