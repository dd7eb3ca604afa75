"""Boilerplate rules: what is not the article's, as patterns with their evidence."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Literal

import ahocorasick
from msgspec import Struct, field
from msgspec.structs import replace

from tools.literals import normal_form, required_literals

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


_Needed = tuple[ahocorasick.Automaton, frozenset[int]]


class Rules:
    """The boilerplate rules for one part of a line, with one look for all of them at once.

    Only those are tried on a line that need a word which it has, or that need none.
    """

    def __init__(self, rules: Sequence[BoilerplateRule]) -> None:
        self._rules = [(rule, re.compile(rule.pattern, re.IGNORECASE)) for rule in rules]
        # Several steps ask about the same lines of a document, one after another.
        self._known = lru_cache(maxsize=1024)(self._match)

    def __iter__(self) -> Iterator[BoilerplateRule]:
        return (rule for rule, _ in self._rules)

    @cached_property
    def _needed(self) -> tuple[_Needed, _Needed]:
        """What the rules for lines of any length need, and those for long lines alone."""
        everything = range(len(self._rules))
        long = [at for at in everything if len(self._rules[at][0].removes) > _LONG_EXAMPLE]
        return self._needed_by(everything), self._needed_by(long)

    def _needed_by(self, chosen: Sequence[int]) -> _Needed:
        """The words that rules need, with the rules that each is for; the rules that need none."""
        needed: dict[str, list[int]] = {}
        free = set()
        for index in chosen:
            rule = self._rules[index][0]
            literals = required_literals(rule.pattern)
            for literal in literals:
                needed.setdefault(literal, []).append(index)
            if not literals:
                free.add(index)
        automaton = ahocorasick.Automaton()
        automaton.add_word("\0", ())  # an empty one cannot be asked
        for literal, indices in needed.items():
            automaton.add_word(literal, tuple(indices))
        automaton.make_automaton()
        return automaton, frozenset(free)

    def matching(self, text: str) -> tuple[BoilerplateRule, ...]:
        """The rules whose pattern matches the whole text, in their order."""
        return self._known(text) if len(text) <= LONGEST_RULE_LINE else ()

    def _match(self, text: str) -> tuple[BoilerplateRule, ...]:
        automaton, free = self._needed[len(text) > LONGEST_LABEL]
        tried = set(free)
        for _, indices in automaton.iter(normal_form(text)):
            tried.update(indices)
        rules = self._rules
        return tuple(rules[index][0] for index in sorted(tried) if rules[index][1].fullmatch(text))

    def at_start(self, text: str) -> tuple[BoilerplateRule, int] | None:
        """The first rule that matches where the text begins, and where its match ends."""
        matches = ((rule, pattern.match(text)) for rule, pattern in self._rules)
        return next(((rule, match.end()) for rule, match in matches if match), None)


def with_patterns(
    rule: BoilerplateRule, patterns: Mapping[str, str], prefix: str
) -> BoilerplateRule:
    """The rule with its pattern's references filled in, and its id unique among the files."""
    pattern = rule.pattern
    while _REFERENCE.search(pattern):  # a pattern may refer to others
        pattern = _REFERENCE.sub(lambda match: f"(?:{patterns[match[1]]})", pattern)
    return replace(rule, id=f"{prefix}.{rule.id}", pattern=pattern)


def faults_of(rule: BoilerplateRule) -> list[str]:
    pattern = re.compile(rule.pattern, re.IGNORECASE)
    if rule.part == "sentence":  # which sentences a line has is for the step to say; its test asks
        return []
    match = pattern.match if rule.part == "start" else pattern.fullmatch
    faults = []
    if not match(rule.removes):
        faults.append("does not match its own 'removes'; mend the pattern or the example")
    if match(rule.keeps):
        faults.append("matches its own 'keeps'; narrow the pattern")
    return faults
