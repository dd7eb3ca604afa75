"""Boilerplate rules: what is not the article's, as patterns with their evidence."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Literal

import ahocorasick
from msgspec import Struct, field
from msgspec.structs import replace

from tools.literals import needs_of_all, normal_form

Class = Literal[
    "widget", "navigation", "consent", "advert", "byline", "media", "related", "comments", "residue"
]
Place = Literal["head", "tail", "edge", "anywhere"]
Part = Literal["line", "sentence", "start"]
Reach = Literal["itself", "teasers", "rest"]

# A longer line is text, whatever it says: of 1,100 lines of noise in the labelled documents one has
# more than 200 characters. It also bounds the work that a pattern may cause.
LONGEST_RULE_LINE = 250
# Few lines of noise are as long as this; a rule for such shows it by its example.
LONGEST_LABEL = 120
_LONG_EXAMPLE = 75
_REFERENCE = re.compile(r"\{([a-z_]+)\}")


class BoilerplateRule(Struct, frozen=True, forbid_unknown_fields=True):
    """Text that is not the article's.

    `pattern` matches the whole `part` of a line: the line itself, a sentence of it (one in
    brackets too), or its start. Case does not count, except inside `(?-i:...)`; `{name}` stands
    for an entry of `[patterns]`. `place` is the evidence asked for beside it: `head`, above the
    running text; `tail`, below it; `edge`, either; `anywhere`, none. `takes` says what goes with
    a line: nothing, the `teasers` that follow it, or the `rest` of the document. `removes` and
    `keeps` are a line that the rule changes and one that it must not; `leaves` is what remains of
    the first, nothing for a whole line.
    """

    id: str
    kind: Class = field(name="class")
    pattern: str
    reason: str
    removes: str
    keeps: str
    place: Place = "anywhere"
    part: Part = "line"
    takes: Reach = "itself"
    leaves: str = ""


class Rules:
    """The boilerplate rules for one part of a line, with one look for all of them at once.

    Only those are tried on a line whose pattern needs a string that the line has, or that need
    none, and only if a match can be as long as the line. Sets of rules are the bits of a number.
    """

    def __init__(self, rules: Sequence[BoilerplateRule]) -> None:
        self._rules = tuple(rules)
        self._patterns: list[re.Pattern[str] | None] = [None] * len(self._rules)
        # Several steps ask about the same lines of a document, one after another.
        self._known = lru_cache(maxsize=1024)(self._match)

    def __iter__(self) -> Iterator[BoilerplateRule]:
        return iter(self._rules)

    def _pattern(self, index: int) -> re.Pattern[str]:
        """The rule's pattern, compiled by the first line that it is tried on: most never are."""
        pattern = self._patterns[index]
        if pattern is None:
            pattern = re.compile(self._rules[index].pattern, re.IGNORECASE)
            self._patterns[index] = pattern
        return pattern

    @cached_property
    def _needed(self) -> tuple[ahocorasick.Automaton, int, list[int]]:
        """The strings that rules need, each with the rules that it is for; the rules that need
        none; and for each length of a line the rules that may match one."""
        needed: dict[str, int] = {"\0": 0}  # an automaton without a string cannot be asked
        free = 0
        by_length = [0] * (LONGEST_RULE_LINE + 1)
        needs = needs_of_all([rule.pattern for rule in self._rules])
        for index, (literals, shortest, longest) in enumerate(needs):
            rule = self._rules[index]
            for literal in literals:
                needed[literal] = needed.get(literal, 0) | 1 << index
            if not literals:
                free |= 1 << index
            if len(rule.removes) <= _LONG_EXAMPLE:
                longest = min(longest, LONGEST_LABEL)
            for length in range(shortest, min(longest, LONGEST_RULE_LINE) + 1):
                by_length[length] |= 1 << index
        automaton = ahocorasick.Automaton()
        for literal, rules in needed.items():
            automaton.add_word(literal, rules)
        automaton.make_automaton()
        return automaton, free, by_length

    def matching(self, text: str) -> tuple[BoilerplateRule, ...]:
        """The rules whose pattern matches the whole text, in their order."""
        return self._known(text) if len(text) <= LONGEST_RULE_LINE else ()

    def _match(self, text: str) -> tuple[BoilerplateRule, ...]:
        automaton, tried, by_length = self._needed
        for _, rules in automaton.iter(normal_form(text)):
            tried |= rules
        tried &= by_length[len(text)]
        matching = []
        while tried:
            index = (tried & -tried).bit_length() - 1
            tried &= tried - 1
            if (self._patterns[index] or self._pattern(index)).fullmatch(text):
                matching.append(self._rules[index])
        return tuple(matching)

    def at_start(self, text: str) -> tuple[BoilerplateRule, int] | None:
        """The first rule that matches where the text begins, and where its match ends."""
        for index, rule in enumerate(self._rules):
            if match := self._pattern(index).match(text):
                return rule, match.end()
        return None


def with_patterns(
    rule: BoilerplateRule, patterns: Mapping[str, str], prefix: str
) -> BoilerplateRule:
    """The rule with its pattern's references filled in, and its id unique among the files."""
    pattern = rule.pattern
    while _REFERENCE.search(pattern):  # a pattern may refer to others
        pattern = _REFERENCE.sub(lambda match: f"(?:{patterns[match[1]]})", pattern)
    return replace(rule, id=f"{prefix}.{rule.id}", pattern=pattern)
