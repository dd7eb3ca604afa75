"""A big brand and a small one: as wide as their buyers are many, as high as each one buys."""

from tools.figures.drawing import Drawing, box, text
from tools.language import Language
from tools.numbers import decimal

# The pages' made-up example: buyers of 1,000 households, and purchases of each in a year.
BRANDS = {"big": (400, 6), "small": (100, 5)}
_BUYER, _PURCHASE = 0.5, 24
_BOTTOM = 186


def draw(language: Language) -> Drawing:
    """The two boxes, whose areas are the purchases in all."""
    words = language.figures["double-jeopardy"]
    pieces = []
    for (name, (buyers, purchases)), left in zip(BRANDS.items(), (1, 242), strict=True):
        width, height = buyers * _BUYER, purchases * _PURCHASE
        middle, top = left + width / 2, _BOTTOM - height
        counted = words["buyers"].replace("{n}", decimal(buyers, language))
        each = words["purchases"].replace("{n}", decimal(purchases, language))
        pieces += [
            box(left, top, width, height, "key" if name == "small" else "plain"),
            text(words[name], middle, _BOTTOM + 6, anchor="middle", edge="top", kind="strong"),
            text(counted, middle, _BOTTOM + 22, 100, anchor="middle", edge="top"),
            text(each, middle, top - 4, max(width, 100), anchor="middle", edge="bottom"),
        ]
    return Drawing(230, tuple(pieces))
