"""The values that cleaning works on: blocks, the document, and the account of every change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

# A `row` is one of a table, with tabs between its cells; `code` is a line of text set as typed.
Kind = Literal[
    "title", "heading", "paragraph", "item", "term", "definition", "quote", "row", "code"
]


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of a block's text that leads to an absolute address."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article that stands by itself.

    `line` and `last_line` are the 1-based lines of the raw source that it came from. `level` is a
    heading's, from 2 to 6, and how deep a list item is nested, from 0; `number` is that of an item
    in an ordered list. `links` are in the order in which their texts stand in the block's.
    """

    text: str
    line: int
    last_line: int
    kind: Kind = "paragraph"
    level: int = 0
    number: int | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Removal:
    """A block taken out. `at` is its index in the blocks at that moment, counted from 0."""

    step: str
    rule: str
    reason: str
    at: int
    block: Block

    @property
    def before(self) -> tuple[Block, ...]:
        return (self.block,)

    @property
    def after(self) -> tuple[Block, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A run of blocks, from index `at` on, replaced by others: altered, joined or given a kind."""

    step: str
    rule: str
    reason: str
    at: int
    before: tuple[Block, ...]
    after: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """A block kept as it is, although something about it is in doubt, for an editor to look at."""

    step: str
    rule: str
    reason: str
    at: int
    block: Block

    @property
    def before(self) -> tuple[Block, ...]:
        return (self.block,)

    @property
    def after(self) -> tuple[Block, ...]:
        return (self.block,)


Change = Removal | Rewrite | Flag


@dataclass(frozen=True, slots=True)
class Document:
    """An article on its way through the steps: its blocks, and what has been done to them."""

    blocks: tuple[Block, ...]
    history: tuple[Change, ...] = ()

    @property
    def raw(self) -> tuple[Block, ...]:
        """The blocks before the first change of the history: it, undone from its end."""
        blocks = list(self.blocks)
        for change in reversed(self.history):
            blocks[change.at : change.at + len(change.after)] = change.before
        return tuple(blocks)

    def apply(self, changes: Iterable[Change]) -> "Document":
        """The document after the changes, made one after another, with each added to the history.

        Raises `ValueError` if the blocks that a change replaces do not stand where it says.
        """
        made = tuple(changes)
        if not made:
            return self
        return Document(replay(self.blocks, made), self.history + made)


def replay(blocks: Sequence[Block], history: Iterable[Change]) -> tuple[Block, ...]:
    """The blocks after the changes of a history, made in its order.

    Over the blocks of the raw source the whole history gives the cleaned document; the idea is
    ftfy's `apply_plan`. Raises `ValueError` where a change does not fit.
    """
    result = list(blocks)
    for change in history:
        end = change.at + len(change.before)
        if tuple(result[change.at : end]) != change.before:
            raise ValueError(f"{change.rule}: block {change.at} is not the one that it changes")
        result[change.at : end] = change.after
    return tuple(result)


def retext(block: Block, text: str) -> Block:
    """The block with another text, its place and kind unchanged."""
    return replace(block, text=text)
