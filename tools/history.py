"""The account of a cleaning as data: a line of JSON for every change."""

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

import msgspec

from tools.document import Block, Change, Document, Flag, Removal, Rewrite

_What: TypeAlias = Literal["removal", "rewrite", "flag"]


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """A change as JSON holds it: that of `tools.document`, with its file and first line."""

    file: str
    line: int
    change: _What
    step: str
    rule: str
    reason: str
    at: int
    before: tuple[Block, ...] = ()
    after: tuple[Block, ...] = ()


def write_history(document: Document, file: str) -> Iterator[str]:
    """The history of a document, one line of JSON for each change in the order they were made."""
    for change in document.history:
        what: _What = "rewrite"
        if isinstance(change, Removal):
            what = "removal"
        elif isinstance(change, Flag):
            what = "flag"
        # A flag changes nothing: its block is not written twice.
        after = change.after if what == "rewrite" else ()
        blocks = change.before or change.after
        line = Line(
            file,
            blocks[0].line,
            what,
            change.step,
            change.rule,
            change.reason,
            change.at,
            change.before,
            after,
        )
        yield msgspec.json.encode(line).decode() + "\n"


def read_history(lines: Iterable[str], file: str) -> tuple[Change, ...]:
    """The changes of one file from a history, for `tools.document.replay`.

    Raises `msgspec.ValidationError` if a line is not one of a history.
    """
    return tuple(
        _change(line)
        for line in (msgspec.json.decode(text, type=Line) for text in lines)
        if line.file == file
    )


def _change(line: Line) -> Change:
    if line.change == "removal":
        return Removal(line.step, line.rule, line.reason, line.at, line.before[0])
    if line.change == "flag":
        return Flag(line.step, line.rule, line.reason, line.at, line.before[0])
    return Rewrite(line.step, line.rule, line.reason, line.at, line.before, line.after)
