"""The editor's report of a cleaning: raw and clean side by side, in one page of HTML."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Literal, TextIO

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from tools import render
from tools.document import Block, Change, Document, Flag
from tools.language import load_languages

# What may become of a raw line, the least of it first; `flagged` may hold beside any but `removed`.
FATES = ("unchanged", "marked", "rewritten", "joined", "added", "removed")
FLAGGED = "flagged"
# The ids that the page itself has.
_RESERVED = ("documents", "only-changes", "rules", "show-all", "totals")
_SLUG_LENGTH = 60
# Letters that have no ASCII letter in them by Unicode.
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "đ": "d", "ł": "l"})
_TOKEN = re.compile(r"\w+|\s|[^\w\s]")
# More words than this on either side are not compared: it could take minutes.
_MOST_TOKENS = 5_000
# Spaces and marks that do not show as such, and what stands for them in a comparison.
_SIGNS = {"\n": "↵", "\t": "⇥", "\u00a0": "[nbsp]", "\u00ad": "[shy]", "\ufeff": "[bom]"}

Operation = Literal["same", "del", "ins"]
Segment = tuple[Operation, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A cleaned document: its name, locale and language tag, its raw blocks, what came of them."""

    name: str
    locale: str
    tag: str
    raw: tuple[Block, ...]
    document: Document


@dataclass(frozen=True, slots=True)
class Line:
    """A raw block: its line number or numbers, and whether it is gone."""

    number: str
    text: str
    gone: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A change as it is told: what it did to which lines, by which rule, and why.

    `group` is the class of a boilerplate rule, for any other the step. `number` is the rule's in
    this report, by which it is filtered. `lines` is empty where they are plain to see.
    """

    verb: str
    group: str
    rule: str
    number: int
    lines: str
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """Raw blocks, what stands for them in the clean document, and the changes between the two.

    `flags` counts those on what is kept: of what is removed nothing needs an editor's eye.
    """

    fate: str
    lines: tuple[Line, ...]
    kinds: tuple[str, ...]
    segments: tuple[Segment, ...]
    notes: tuple[Note, ...]
    flags: int

    @property
    def tags(self) -> str:
        """What the row is filtered by: what was done to it, and the rules and their groups."""
        tags = {self.fate, *(note.verb for note in self.notes)}
        if not self.flags:
            tags.discard(FLAGGED)
        tags |= {group_tag(note.group) for note in self.notes}
        tags |= {str(note.number) for note in self.notes}
        return " ".join(sorted(tags))


@dataclass(frozen=True, slots=True)
class Section:
    """A document in the report. `counts` has its raw lines by fate, and its flags."""

    id: str
    title: str
    name: str
    language: str
    tag: str
    counts: Mapping[str, int]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """What the table of contents holds of a document."""

    id: str
    title: str
    name: str
    tag: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that made changes, and its number in this report."""

    group: str
    name: str
    number: int


@dataclass(slots=True)
class Totals:
    """The sums over the documents so far; all that is kept of one that is written."""

    counts: Counter[str] = field(default_factory=Counter)
    contents: list[Heading] = field(default_factory=list)
    _rules: dict[tuple[str, str], Rule] = field(default_factory=dict)
    _changes: Counter[Rule] = field(default_factory=Counter)
    _ids: set[str] = field(default_factory=lambda: set(_RESERVED))
    _last_number: Counter[str] = field(default_factory=Counter)

    def rule(self, change: Change) -> Rule:
        """The rule of a change; the first to ask for it gives it its number."""
        group = _classes().get(change.rule, change.step)
        return self._rules.setdefault(
            (group, change.rule), Rule(group, change.rule, len(self._rules) + 1)
        )

    def id(self, title: str) -> str:
        """An id that no other document has."""
        base = result = slug(title)
        while result in self._ids:
            self._last_number[base] += 1
            end = f"-{self._last_number[base] + 1}"
            result = base[: _SLUG_LENGTH - len(end)] + end
        self._ids.add(result)
        return result

    def add(self, section: Section) -> None:
        self.counts.update(section.counts)
        self._changes.update(
            self._rules[note.group, note.rule] for row in section.rows for note in row.notes
        )
        self.contents.append(
            Heading(section.id, section.title, section.name, section.tag, section.counts)
        )

    @property
    def groups(self) -> list[tuple[str, int, list[tuple[Rule, int]]]]:
        """The rules and their changes by group, the most frequent first."""
        groups: dict[str, list[tuple[Rule, int]]] = defaultdict(list)
        for rule, count in sorted(self._changes.items(), key=lambda it: (-it[1], it[0].name)):
            groups[rule.group].append((rule, count))
        sums = [(name, sum(count for _, count in rules), rules) for name, rules in groups.items()]
        return sorted(sums, key=lambda group: (-group[1], group[0]))


def write_report(entries: Iterable[Entry], out: TextIO) -> None:
    """Writes the report of the documents as they come, and the totals after the last.

    The same documents give the same report. Raises `ValueError` if the history of one does not
    lead from its raw blocks to its clean ones.
    """
    totals = Totals()

    def sections() -> Iterator[Section]:
        for entry in entries:
            section = make_section(entry, totals)
            totals.add(section)
            yield section

    # The template asks for the totals only after it has gone through the sections.
    out.writelines(
        _template().generate(sections=sections(), totals=totals, fates=FATES, flagged=FLAGGED)
    )


def make_section(entry: Entry, totals: Totals) -> Section:
    """A document as the report shows it; new rules and its id are noted in the totals."""
    rows = tuple(_rows(entry, totals))
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update("removed" if line.gone else row.fate for line in row.lines)
        counts["added"] += row.fate == "added"
        counts[FLAGGED] += row.flags
    title = render.title(entry.document) or entry.name
    language = load_languages().get(entry.locale)
    return Section(
        totals.id(title),
        title,
        entry.name,
        language.name if language else entry.locale,
        entry.tag,
        +counts,  # without those that are 0
        rows,
    )


def slug(text: str) -> str:
    """The text as an id: small ASCII letters, digits and hyphens, 1 to 60 of them.

    >>> slug("Smørrebrød på Ærø: à la carte?"), slug("忠誠")
    ('smoerrebroed-paa-aeroe-a-la-carte', 'document')
    """
    text = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", text)[:_SLUG_LENGTH].strip("-") or "document"


@cache
def group_tag(group: str) -> str:
    """The word by which rows are filtered by the group of their rules."""
    return f"in-{slug(group)}"


def compare(old: str, new: str) -> tuple[Segment, ...]:
    """What two texts have in common, word by word, and what only one of them has.

    What goes from line to line by a space alone is shown as a line's end taken out.

    >>> compare("a b , c", "a x, c")
    (('same', 'a '), ('del', 'b '), ('ins', 'x'), ('same', ', c'))
    """
    if old == new:
        return (("same", old),) if old else ()
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    shortest = min(len(before), len(after))
    head = next((n for n in range(shortest) if before[n] != after[n]), shortest)
    rest = range(shortest - head)
    tail = next((n for n in rest if before[-1 - n] != after[-1 - n]), len(rest))
    middle = before[head : len(before) - tail], after[head : len(after) - tail]
    segments: list[Segment] = [("same", "".join(before[:head]))]
    if max(map(len, middle)) > _MOST_TOKENS:
        segments += [("del", "".join(middle[0])), ("ins", "".join(middle[1]))]
    else:
        segments += _differences(*middle)
    segments.append(("same", "".join(before[len(before) - tail :])))
    return tuple(_gathered(segments))


def _differences(before: Sequence[str], after: Sequence[str]) -> Iterator[Segment]:
    opcodes = SequenceMatcher(None, before, after).get_opcodes()
    for at, (operation, start, end, new_start, new_end) in enumerate(opcodes):
        old, new = "".join(before[start:end]), "".join(after[new_start:new_end])
        if operation == "equal" and (old != " " or at in (0, len(opcodes) - 1)):
            yield "same", old
        elif old.strip(" ") == "\n" and new == " ":
            yield "del", old.strip(" ")
            yield "same", " "
        else:  # a space between two words that differ is taken with them
            yield "del", old
            yield "ins", new


def _gathered(segments: Iterable[Segment]) -> Iterator[Segment]:
    """The segments, what is taken out and put in between two common ones in one piece each."""
    parts: dict[Operation, str] = {"del": "", "ins": ""}
    same = ""
    for operation, text in (*segments, ("same", "")):
        if operation != "same":
            if text and same:
                yield "same", same
                same = ""
            parts[operation] += text
            continue
        for changed in parts:
            if parts[changed]:
                yield changed, parts[changed]
                parts[changed] = ""
        same += text
    if same:
        yield "same", same


def show_signs(text: str) -> str:
    """The text of a difference, with signs for what would not be seen: line ends, lone spaces.

    >>> show_signs(" "), show_signs("to\\tord"), show_signs("\\u200b")
    ('␣', 'to⇥ord', '[U+200B]')
    """
    if not text.strip(" "):
        return "␣" * len(text)
    return "".join(_SIGNS.get(character) or _shown(character) for character in text)


def _shown(character: str) -> str:
    hidden = unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Zs") and character != " "
    return f"[U+{ord(character):04X}]" if hidden else character


# -- rows ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block on its way, and the places of what it came from.

    Raw block `n` has place `2n + 1`; `2n` is the gap before it, for what a step adds there.
    """

    block: Block
    places: frozenset[int]


def _rows(entry: Entry, totals: Totals) -> Iterator[Row]:
    pieces, changes = _follow(entry)
    size = 2 * len(entry.raw) + 1
    reach = list(range(size))  # how far the row that begins at a place must go, at the least
    changes_at: dict[int, list[tuple[Change, frozenset[int]]]] = defaultdict(list)
    pieces_at: dict[int, list[_Piece]] = defaultdict(list)
    for change, places in changes:
        start = min(places)
        reach[start] = max(reach[start], *places)
        changes_at[start].append((change, places))
    for piece in pieces:
        pieces_at[min(piece.places)].append(piece)
    # All changes of a row in the order in which they were made, wherever in it they begin.
    order = {id(change): at for at, (change, _) in enumerate(changes)}
    start = 0
    while start < size:
        end = start
        for place in range(start, size):
            if place > end:
                break
            end = max(end, reach[place])
        span = range(start, end + 1)
        made = [each for place in span for each in changes_at[place]]
        made.sort(key=lambda each: order[id(each[0])])
        clean = [piece for place in span for piece in pieces_at[place]]
        raw = {place: entry.raw[place // 2] for place in span if place % 2}
        if raw or made or clean:
            yield _row(raw, clean, made, totals)
        start = end + 1


def _follow(entry: Entry) -> tuple[list[_Piece], list[tuple[Change, frozenset[int]]]]:
    """The clean blocks and the changes, each with the places that it concerns."""
    pieces = [_Piece(block, frozenset((2 * at + 1,))) for at, block in enumerate(entry.raw)]
    changes = []
    for change in entry.document.history:
        end = change.at + len(change.before)
        before = pieces[change.at : end]
        if tuple(piece.block for piece in before) != change.before:
            raise ValueError(f"{entry.name}: {change.rule}: does not fit block {change.at}")
        places = frozenset[int]().union(*(piece.places for piece in before))
        if not before:
            following = min(pieces[end].places) if end < len(pieces) else 2 * len(entry.raw)
            places = frozenset((following - following % 2,))
        pieces[change.at : end] = [_Piece(block, places) for block in change.after]
        changes.append((change, places))
    if tuple(piece.block for piece in pieces) != entry.document.blocks:
        raise ValueError(f"{entry.name}: its history does not lead to its blocks")
    return pieces, changes


def _row(
    raw: Mapping[int, Block],
    clean: Sequence[_Piece],
    made: Sequence[tuple[Change, frozenset[int]]],
    totals: Totals,
) -> Row:
    kept = {place for piece in clean for place in piece.places}
    old = "\n".join(block.text for place, block in raw.items() if place in kept)
    new = "\n".join(piece.block.text for piece in clean)
    notes = []
    for change, places in made:
        rule = totals.rule(change)
        lines = [raw[place] for place in sorted(places) if place % 2]
        where = _numbers(lines) if lines and len(raw) > len(lines) else ""
        notes.append(Note(_verb(change), rule.group, rule.name, rule.number, where, change.reason))
    if not clean:
        fate = "removed"
    elif not any(place % 2 for place in kept):
        fate = "added"
    else:
        verbs = {note.verb for note in notes}
        fate = next((fate for fate in ("joined", "rewritten", "marked") if fate in verbs), FATES[0])
    return Row(
        fate,
        tuple(Line(_numbers([raw[at]]), raw[at].text, at not in kept) for at in raw),
        tuple(piece.block.kind for piece in clean),
        (("same", new),) if fate == "added" else compare(old, new),
        tuple(notes),
        sum(isinstance(change, Flag) and not kept.isdisjoint(places) for change, places in made),
    )


def _verb(change: Change) -> str:
    """What a change did, in a word: a fate, or `flagged`."""
    if not change.after:
        return "removed"
    if not change.before:
        return "added"
    if isinstance(change, Flag):
        return FLAGGED
    if len(change.before) > len(change.after):
        return "joined"
    before, after = change.before, change.after
    same = [block.text for block in before] == [block.text for block in after]
    # A bullet or a table's strokes go when a line is given its kind; the text is as it was.
    return "marked" if same or before[0].kind != after[0].kind else "rewritten"


def _numbers(blocks: Sequence[Block]) -> str:
    first, last = blocks[0].line, blocks[-1].last_line
    return f"{first}" if first == last else f"{first}–{last}"


@cache
def _classes() -> Mapping[str, str]:
    """The class of every boilerplate rule by its id."""
    return {rule.id: rule.kind for each in load_languages().values() for rule in each.rules}


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    environment.filters["show_signs"] = show_signs
    environment.globals["group_tag"] = group_tag
    return environment.get_template("report.html")
