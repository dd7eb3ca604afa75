"""What is left of a year's customers, when the same share of them leaves every year."""

from functools import partial

from tools.figures.drawing import Drawing, dot, line, text
from tools.figures.plot import Plot
from tools.language import Language
from tools.numbers import percent

YEARS = 5
# The share that leaves in a year, and how its curve is drawn.
CHURN = {0.1: "plain dashed", 0.2: "key", 0.3: "third dotted"}
_PLOT = Plot(left=50, top=30, width=160, height=220, x=(0, YEARS), y=(0, 1))


def left_after(years: float, churn: float) -> float:
    """The share of the customers at the start that are left after so many years."""
    return float((1 - churn) ** years)


def draw(language: Language) -> Drawing:
    """A curve a rate, with the rate and what is left at its end."""
    words = language.figures["retention-curve"]
    pieces = [_PLOT.axes(), _PLOT.y_title(words["left"]), _PLOT.x_title(words["years"])]
    pieces += [_PLOT.y_tick(share, percent(share, language)) for share in (0, 0.5, 1)]
    pieces += [_PLOT.x_tick(year, str(year)) for year in range(YEARS + 1)]
    for churn, kind in CHURN.items():
        end = left_after(YEARS, churn)
        x, y = _PLOT.at(YEARS, end)
        label = words["churn"].replace("{n}", percent(churn, language))
        label = label.replace("{left}", percent(end, language))
        curve = _PLOT.points(partial(left_after, churn=churn), 0, YEARS)
        pieces += [
            line(curve, kind),
            dot((x, y), kind),
            text(label, x + 8, y, 102, kind="strong" if kind == "key" else ""),
        ]
    return Drawing(290, tuple(pieces))
