"""Raw text into blocks."""

import re

from tools.document import Block, Document

# What ends a line in text files. `str.splitlines` ends one at U+0085 too, which in damaged text is
# the second half of a letter: *Å* read in the wrong encoding.
_LINE_END = re.compile("\r\n?|[\v\f\u2028\u2029]")


def segment(text: str) -> Document:
    """The document of a plain text: a block for every line that is not empty.

    Lines are kept as they are, spaces at their ends included; blank lines leave only the gap in
    the line numbers.
    """
    return Document(
        tuple(
            Block(line, number, number)
            for number, line in enumerate(_LINE_END.sub("\n", text).split("\n"), start=1)
            if line.strip()
        )
    )
