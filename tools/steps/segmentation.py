"""Raw text into blocks."""

from tools.document import Block, Document


def segment(text: str) -> Document:
    """The document of a plain text: a block for every line that is not empty.

    Lines are kept as they are, spaces at their ends included; blank lines leave only the gap in
    the line numbers.
    """
    return Document(
        tuple(
            Block(line, number, number)
            for number, line in enumerate(text.splitlines(), start=1)
            if line.strip()
        )
    )
