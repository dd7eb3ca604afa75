"""How much more must be sold to earn as much as before a discount."""

from functools import partial

from tools.figures.drawing import Drawing, dot, line, text
from tools.figures.plot import Plot
from tools.language import Language
from tools.numbers import percent

_GREATEST = 0.3
# The contribution margins whose curves are drawn: the narrow one is the thing to see.
_NARROW, _WIDE = 0.4, 0.6
_PLOT = Plot(left=52, top=32, width=246, height=200, x=(0, _GREATEST), y=(0, 3))


def extra_volume(discount: float, margin: float) -> float:
    """The extra units sold that keep the contribution, as a share of those before.

    Discount and contribution margin are shares of the old price; the margin is the greater.
    """
    return discount / (margin - discount)


def draw(language: Language) -> Drawing:
    """A curve a margin, with two values of the narrow one."""
    words = language.figures["discount-volume"]
    narrow, wide = (partial(extra_volume, margin=margin) for margin in (_NARROW, _WIDE))
    labels = [
        words["margin"].replace("{n}", percent(margin, language)) for margin in (_NARROW, _WIDE)
    ]
    x, y = _PLOT.at(0.28, 2.5)
    pieces = [_PLOT.y_tick(share, percent(share, language)) for share in (0, 1, 2, 3)]
    pieces += [_PLOT.x_tick(share, percent(share, language)) for share in (0.1, 0.2, 0.3)]
    pieces += [
        _PLOT.axes(),
        _PLOT.y_title(words["extra"]),
        _PLOT.x_title(words["discount"]),
        line(_PLOT.points(wide, 0, _GREATEST), "plain dashed"),
        line(_PLOT.points(narrow, 0, _GREATEST), "key"),
        text(labels[0], x, y, 200, anchor="end", kind="strong"),
        text(labels[1], _PLOT.right, _PLOT.bottom - 2, 200, anchor="end", edge="bottom"),
    ]
    for discount in (0.1, 0.2):
        x, y = _PLOT.at(discount, narrow(discount))
        value = "+" + percent(narrow(discount), language)
        pieces += [dot((x, y), "key"), text(value, x - 6, y - 10, anchor="end", kind="strong")]
    return Drawing(_PLOT.bottom + 38, tuple(pieces))
