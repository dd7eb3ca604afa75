"""Where the value of a loyal customer may come from, and what is taken from it."""

from tools.figures.drawing import WIDTH, Drawing, arrow, box, text
from tools.language import Language

_SOURCES = ("purchases", "acquisition", "referrals", "steadiness")
_ROW, _GAP = 44, 8
_SIDE, _VALUE = 170, 108


def draw(language: Language) -> Drawing:
    """Boxes of one size, since nobody knows the shares: four sources, the cost, the value."""
    words = language.figures["value-sources"]
    left = WIDTH - 1 - _VALUE
    # The value stands in the middle of all five rows.
    middle = (5 * _ROW + 4 * _GAP) / 2
    pieces = [
        box(left, middle - 50, _VALUE, 100, "plain"),
        text(
            words["value"], left + _VALUE / 2, middle, _VALUE - 12, anchor="middle", kind="strong"
        ),
    ]
    for row, name in enumerate((*_SOURCES, "cost")):
        place = row * (_ROW + _GAP) + _ROW / 2
        # The ends come closer to each other than the rows, within the value's side.
        ends = (_SIDE + 4, place), (left - 4, middle + (place - middle) / 3)
        if name == "cost":
            kind, pointer = "key dashed", arrow(ends[1], ends[0], "key dashed")
        else:
            kind, pointer = "blank", arrow(*ends, "axis")
        pieces += [
            box(1, place - _ROW / 2 + 1, _SIDE, _ROW - 2, kind),
            text(words[name], 1 + _SIDE / 2, place, _SIDE - 8, anchor="middle"),
            pointer,
        ]
    return Drawing(2 * middle, tuple(pieces))
