"""Quotation marks that are opened and never closed, for an editor to look at."""

import re
from collections.abc import Iterator

from tools.document import Change, Document, Flag
from tools.language import Language

_MARK = re.compile(r"[«»“”„\"]")
# An inch, and the opening mark of each paragraph of a quotation that goes on in the next.
_INCH = re.compile(r"(?<=\d)[\"”]")
_OPENING = re.compile(r"[-–—]?\s*[«»“”„\"]")


def flag_quotations(document: Document, language: Language) -> Document:
    """The document with every paragraph flagged whose quotation marks do not come in pairs.

    Where the missing mark stood cannot be known, so nothing is put in. A quotation of several
    paragraphs, each of which opens anew, is closed in the last alone.
    """
    blocks = document.blocks

    def changes() -> Iterator[Change]:
        for at, block in enumerate(blocks):
            if block.kind in ("row", "code") or not _MARK.search(block.text):
                continue
            following = blocks[at + 1].text if at + 1 < len(blocks) else ""
            if _is_unpaired(block.text) and not _OPENING.match(following):
                reason = "a quotation mark without its partner: look at the source"
                yield Flag("quotations", "unpaired", reason, at, block)

    return document.apply(changes())


def _is_unpaired(text: str) -> bool:
    """Whether the marks of one sort are not in pairs; *„…“*, *“…”*, *”…”* and *»…«* all are."""
    text = _INCH.sub("", text) if any(mark in text for mark in '"”') else text
    curly = sum(map(text.count, "“”„"))
    return text.count('"') % 2 == 1 or curly % 2 == 1 or text.count("«") != text.count("»")
