"""Boilerplate rules: what is not the article's, as patterns with their evidence."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Literal, get_args

from msgspec import Struct, field
from msgspec.structs import replace

Class = Literal[
    "widget", "navigation", "consent", "advert", "byline", "media", "related", "comments", "residue"
]
Place = Literal["head", "tail", "edge", "anywhere"]
Part = Literal["line", "sentence", "start"]
Reach = Literal["itself", "teasers", "rest"]

# A longer line is text, whatever it says: of 1,100 lines of noise in the labelled documents one has
# more than 200 characters. It also bounds the work that a pattern may cause.
LONGEST_RULE_LINE = 250
_REFERENCE = re.compile(r"\{([a-z_]+)\}")
# What denies capitals would deny all letters once they are small.
_CASE_DENIED = re.compile(r"\(\?<?!\(\?-i:[^()]*\)\)")
_ESCAPE_OR_CAPITAL = re.compile(r"(\\.)|[A-ZÆØÅÉÖÄÜ]")


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
    """The boilerplate rules for one part of a line, with one look for all that share a place."""

    def __init__(self, rules: Sequence[BoilerplateRule]) -> None:
        self._groups = [
            _Group([rule for rule in rules if rule.place == place]) for place in get_args(Place)
        ]
        self._rules = tuple(rules)
        # Several steps ask about the same lines of a document, one after another.
        self._known = lru_cache(maxsize=1024)(self._match)

    def __iter__(self) -> Iterator[BoilerplateRule]:
        return iter(self._rules)

    def matching(self, text: str) -> tuple[BoilerplateRule, ...]:
        """Of the rules whose pattern matches the whole text, the first for each place."""
        return self._known(text) if len(text) <= LONGEST_RULE_LINE else ()

    def _match(self, text: str) -> tuple[BoilerplateRule, ...]:
        small = text.lower()
        found = (group.first(text, small) for group in self._groups)
        return tuple(rule for rule in found if rule)

    def at_start(self, text: str) -> tuple[BoilerplateRule, int] | None:
        """The first rule that matches where the text begins, and where its match ends."""
        patterns = (pair for group in self._groups for pair in group.patterns)
        matches = ((rule, pattern.match(text)) for rule, pattern in patterns)
        return next(((rule, match.end()) for rule, match in matches if match), None)


class _Group:
    """Rules that are looked up together."""

    def __init__(self, rules: Sequence[BoilerplateRule]) -> None:
        self.patterns = [(rule, re.compile(rule.pattern, re.IGNORECASE)) for rule in rules]

    @cached_property
    def _any(self) -> re.Pattern[str]:
        """Matches, in small letters, whatever a rule may match: half the time of ignoring case."""
        patterns = (lowered(rule.pattern) for rule, _ in self.patterns)
        return re.compile("|".join(f"({pattern})" for pattern in patterns) or "(?!)")

    def first(self, text: str, small: str) -> BoilerplateRule | None:
        """The first rule that matches the whole text, of which `small` is the small letters."""
        match = self._any.fullmatch(small)
        if match is None:  # as almost every line of an article
            return None
        likely, pattern = self.patterns[(match.lastindex or 1) - 1]
        if pattern.fullmatch(text):
            return likely
        return next((rule for rule, pattern in self.patterns if pattern.fullmatch(text)), None)


def lowered(pattern: str) -> str:
    """A pattern that matches, in small letters, all that the pattern matches, and perhaps more.

    >>> print(lowered(r"(?-i:[A-Z])\\w+ \\S+ (?!(?-i:NO))!"))
    (?:[a-z])\\w+ \\S+ !
    """
    pattern = _CASE_DENIED.sub("", pattern).replace("(?-i:", "(?:")
    return _ESCAPE_OR_CAPITAL.sub(lambda found: found[0] if found[1] else found[0].lower(), pattern)


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
