"""The literal strings that a regular expression cannot match without.

The idea is that of RE2's FilteredRE2: most patterns need one of a few words, and looking for all
words of all patterns at once is one pass over a text.
"""

from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parser  # type: ignore[attr-defined]
from typing import Any

# Shorter words are in every other line, and more of them hardly tell anything.
_SHORTEST = 3
_MOST = 200
# Signs that are rare enough in a line to tell something by themselves.
_COMMON_SIGNS = frozenset(" .,:;!?-–—()'’\"")
# All digits count as one.
_DIGIT = "0"
_FIGURES = str.maketrans("123456789", "000000000")


def normal_form(text: str) -> str:
    """The text as `required_literals` has its strings: in small letters, every digit a 0."""
    return text.lower().translate(_FIGURES)


def required_literals(pattern: str) -> frozenset[str]:
    """Strings in normal form, one of which is in every text that the pattern matches.

    Empty if there are none that tell anything: any text may match then. Case is ignored,
    and so is whatever only looks around.

    >>> sorted(required_literals(r"(?:Læs|Se) (?:også|mere)\\b.*"))
    ['mere', 'også']
    """
    return _required(sre_parser.parse(pattern)) or frozenset()


def _required(items: Any) -> frozenset[str] | None:
    """What one of must be in a match of a sequence of parsed items; `None` if nothing must."""
    found: list[frozenset[str]] = []
    run = ""
    for operation, argument in [*items, (None, None)]:
        if operation is sre.LITERAL:
            run += normal_form(chr(argument))
            continue
        if _tells(run):
            found.append(frozenset((run,)))
        run = ""
        inner = _inside(operation, argument)
        if inner:
            found.append(inner)
    return max(found, key=_how_telling, default=None)


def _inside(operation: Any, argument: Any) -> frozenset[str] | None:
    if operation is sre.SUBPATTERN:
        return _required(argument[-1])
    if operation is sre.ATOMIC_GROUP:
        return _required(argument)
    if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return _required(argument[2]) if argument[0] > 0 else None
    if operation is sre.IN:
        return _in_class(argument)
    if operation is sre.BRANCH:
        branches = [_required(branch) for branch in argument[1]]
        if any(branch is None for branch in branches):
            return None
        union = frozenset().union(*(branch for branch in branches if branch))
        return union if len(union) <= _MOST else None
    return None


def _in_class(members: Any) -> frozenset[str] | None:
    """A class's rare signs, or its digits; `None` if it has anything else, or what it has not."""
    signs = set()
    for operation, argument in members:
        if (operation is sre.CATEGORY and argument is sre.CATEGORY_DIGIT) or (
            operation is sre.RANGE and argument == (ord("0"), ord("9"))
        ):
            signs.add(_DIGIT)
        elif operation is sre.LITERAL and _tells(normal_form(chr(argument))):
            signs.add(normal_form(chr(argument)))
        else:
            return None
    return frozenset(signs)


def _tells(literal: str) -> bool:
    return len(literal) >= _SHORTEST or any(
        not (sign.isalpha() or sign in _COMMON_SIGNS) for sign in literal
    )


def _how_telling(literals: frozenset[str]) -> tuple[bool, int, int]:
    """A digit tells least; long strings tell more than short ones, few more than many."""
    return _DIGIT not in literals, min(map(len, literals)), -len(literals)
