"""The values that cleaning works on: blocks, the document, and the account of every change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["title", "heading", "paragraph", "item"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article that stands by itself.

    `line` and `last_line` are the 1-based lines of the raw source that it came from.
    """

    text: str
    line: int
    last_line: int
    kind: Kind = "paragraph"


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


Change = Removal | Rewrite


@dataclass(frozen=True, slots=True)
class Document:
    """An article on its way through the steps: its blocks, and what has been done to them."""

    blocks: tuple[Block, ...]
    history: tuple[Change, ...] = ()

    def apply(self, changes: Iterable[Change]) -> "Document":
        """The document after the changes, made one after another, with each added to the history.

        Raises `ValueError` if the blocks that a change replaces do not stand where it says.
        """
        made = tuple(changes)
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
