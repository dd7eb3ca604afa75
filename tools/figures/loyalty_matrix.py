"""Dick and Basu's four kinds of customers: what they feel by what they do."""

from tools.figures.drawing import WIDTH, Drawing, box, text
from tools.language import Language

_LEFT, _TOP = 82, 38
_GAP = 4
_CELL = (WIDTH - 1 - _LEFT - _GAP) / 2
_ROW = 92
_CELLS = (
    ("hidden", 0, 0, "blank"),
    ("true", 1, 0, "plain"),
    ("none", 0, 1, "blank"),
    ("seeming", 1, 1, "key dashed"),
)


def draw(language: Language) -> Drawing:
    """The cells with the pages' names, and in each what to do."""
    words = language.figures["loyalty-matrix"]
    pieces = []
    for column, name in enumerate(("rarely", "often")):
        middle = _LEFT + column * (_CELL + _GAP) + _CELL / 2
        pieces.append(
            text(words[name], middle, _TOP - 4, _CELL, anchor="middle", edge="bottom", kind="quiet")
        )
    for row, name in enumerate(("likes", "indifferent")):
        middle = _TOP + row * (_ROW + _GAP) + _ROW / 2
        pieces.append(text(words[name], 0, middle, _LEFT, kind="quiet"))
    for name, column, row, kind in _CELLS:
        left, top = _LEFT + column * (_CELL + _GAP), _TOP + row * (_ROW + _GAP)
        middle = left + _CELL / 2
        pieces += [
            box(left, top, _CELL, _ROW, kind),
            text(words[name], middle, top + 8, _CELL, anchor="middle", edge="top", kind="strong"),
            text(
                words[f"{name}_advice"],
                middle,
                top + _ROW - 8,
                _CELL,
                anchor="middle",
                edge="bottom",
            ),
        ]
    return Drawing(_TOP + 2 * _ROW + _GAP + 1, tuple(pieces))
