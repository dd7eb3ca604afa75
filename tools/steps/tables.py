"""Tables that extraction flattened into lines with a sign between their cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from tools.document import Block, Change, Document, Rewrite
from tools.language import Language

_BORDER = re.compile(r"^\s*\|\s*|\s*\|\s*$")
_FEWEST_ROWS = 2
# Normalisation takes them out; a cell of nothing else is empty, and at the end of a row is none.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_BETWEEN = re.compile(r"\s*\t\s*|\s+\|\s+")


def recover_tables(document: Document, language: Language) -> Document:
    """The document with its table rows marked as such, a tab between their cells.

    A row is one of at least two lines below each other with equally many cells, parted by tabs
    or by upright strokes. A single line with such signs is more often a menu, and stays.
    """
    if not any("|" in block.text or "\t" in block.text for block in document.blocks):
        return document
    cells = [_cells(block) for block in document.blocks]

    def changes() -> Iterator[Change]:
        at = 0
        for count, run in groupby(cells, key=len):
            size = len(list(run))
            if count > 1 and _is_table(document.blocks[at : at + size], language):
                for row in range(at, at + size):
                    block = document.blocks[row]
                    table_row = replace(block, kind="row", text="\t".join(cells[row]))
                    reason = "a line of a table"
                    yield Rewrite("structure", "table-row", reason, row, (block,), (table_row,))
            at += size

    return document.apply(changes())


def _cells(block: Block) -> list[str]:
    """The cells of a line that may be a table's row; none for any other."""
    if block.kind != "paragraph" or ("|" not in block.text and "\t" not in block.text):
        return []
    cells = _BETWEEN.split(_BORDER.sub("", _CONTROL.sub("", block.text).strip()))
    return cells if len(cells) > 1 and any(cells) else []


def _is_table(rows: Sequence[Block], language: Language) -> bool:
    """Whether at least two of the lines are no boilerplate; a table's head may look like a menu."""
    if len(rows) < 2:
        return False
    return sum(not language.boilerplate_in(row.text.strip()) for row in rows) >= _FEWEST_ROWS
