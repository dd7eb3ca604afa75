"""The account of a cleaning, in prose."""

from pathlib import Path

from tools.document import Block, Change, Document


def explain(document: Document, path: Path) -> str:
    """A line for every change in the order of the source's lines: place, step, rule, what, why."""
    changes = sorted(document.history, key=lambda change: change.before[0].line)
    return "\n".join(f"{path}:{_describe(change)}" for change in changes)


def _describe(change: Change) -> str:
    first = change.before[0]
    what = f"{first.line}: {change.step}, {change.rule}: {_quote(change.before)}"
    if not change.after:
        return f"{what} removed: {change.reason}"
    if [block.text for block in change.after] == [block.text for block in change.before]:
        return f"{what} is a {change.after[0].kind}: {change.reason}"
    return f"{what} → {_quote(change.after)}: {change.reason}"


def _quote(blocks: tuple[Block, ...]) -> str:
    return " ¶ ".join(f"“{block.text}”" for block in blocks)
