"""The account of a cleaning, in prose."""

from pathlib import Path

from tools.document import Block, Change, Document, Flag


def explain(document: Document, path: Path) -> str:
    """A line for every change in the order of the source's lines: place, step, rule, what, why."""
    changes = sorted(document.history, key=lambda change: _blocks(change)[0].line)
    return "\n".join(f"{path}:{_describe(change)}" for change in changes)


def _describe(change: Change) -> str:
    before = " ¶ ".join(block.text for block in change.before)
    after = " ¶ ".join(block.text for block in change.after)
    what = f"{_blocks(change)[0].line}: {change.step}, {change.rule}:"
    if isinstance(change, Flag):
        return f"{what} “{before}” kept: {change.reason}"
    if not change.before:
        return f"{what} “{after}” added: {change.reason}"
    if not change.after:
        return f"{what} “{before}” removed: {change.reason}"
    if len(change.before) > len(change.after):
        return f"{what} “{before}” joined: {change.reason}"
    if change.before[0].kind != change.after[0].kind:
        return f"{what} “{after}”: {change.reason}"
    before, after = _differing_words(before, after)
    return f"{what} “{before}” → “{after}”: {change.reason}"


def _blocks(change: Change) -> tuple[Block, ...]:
    return change.before or change.after


def _differing_words(before: str, after: str) -> tuple[str, str]:
    """The two texts without the words that they begin and end with in common, but for one."""
    old, new = before.split(" "), after.split(" ")
    shortest = min(len(old), len(new))
    head = next((n for n in range(shortest) if old[n] != new[n]), shortest)
    rest = shortest - head
    tail = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    head, tail = max(head - 1, 0), max(tail - 1, 0)
    return " ".join(old[head : len(old) - tail]), " ".join(new[head : len(new) - tail])
