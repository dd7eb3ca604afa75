"""What a Markdown body is made of: headings, paragraphs, list items, table rows, figures, code."""

import re
from dataclasses import dataclass

from tools.embeds import marks
from tools.prose import parse

_ID = re.compile(r"\{:?[^{}]*#(?P<id>[\w-]+)[^{}]*\}\s*$")
_UNITS = {
    "paragraph_open": "paragraph",
    "list_item_open": "list item",
    "tr_open": "table row",
    "fence": "code block",
    "code_block": "code block",
    "blockquote_open": "quotation",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A translation unit: its kind, the explicit id of a heading or the name of a figure or
    calculator, and its 1-based line.
    """

    kind: str
    id: str
    line: int

    def __str__(self) -> str:
        return f"{self.kind} #{self.id}" if self.id else self.kind


def outline(body: str, body_line: int) -> list[Unit]:
    """The translation units of a body that begins on line `body_line`, in their order.

    A paragraph that is all of a list item is part of that item.
    """
    units = []
    tokens = parse(body)
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        line = body_line + (token.map[0] if token.map else 0)
        if token.type == "heading_open" and following is not None:
            found = _ID.search(following.content)
            units.append(Unit(f"{token.tag} heading", found["id"] if found else "", line))
        elif token.type == "html_block":
            units += [Unit(mark.kind, mark.name, line) for mark in marks(token.content)]
        elif token.type in _UNITS and not token.hidden:
            units.append(Unit(_UNITS[token.type], "", line))
    return units
