"""Tables that extraction flattened into lines with a sign between their cells."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from tools.document import Block, Change, Document, Rewrite
from tools.language import Language

_BORDER = re.compile(r"^\s*\|\s*|\s*\|\s*$")
_BETWEEN = re.compile(r"\s*\t\s*|\s+\|\s+")


def recover_tables(document: Document, language: Language) -> Document:
    """The document with its table rows marked as such, a tab between their cells.

    A row is one of at least two lines below each other with equally many cells, parted by tabs
    or by upright strokes. A single line with such signs is more often a menu, and stays.
    """
    cells = [_cells(block, language) for block in document.blocks]

    def changes() -> Iterator[Change]:
        at = 0
        for count, run in groupby(cells, key=len):
            size = len(list(run))
            for row in range(at, at + size) if count > 1 and size > 1 else ():
                block = document.blocks[row]
                table_row = replace(block, kind="row", text="\t".join(cells[row]))
                reason = "a line of a table"
                yield Rewrite("structure", "table-row", reason, row, (block,), (table_row,))
            at += size

    return document.apply(changes())


def _cells(block: Block, language: Language) -> list[str]:
    """The cells of a line that may be a table's row; none for any other."""
    if block.kind != "paragraph" or ("|" not in block.text and "\t" not in block.text):
        return []
    cells = _BETWEEN.split(_BORDER.sub("", block.text.strip()))
    if len(cells) < 2 or not any(cells) or language.boilerplate_in(block.text.strip()):
        return []
    return cells
