"""Loyalty by satisfaction, where customers can choose and where they are locked in."""

from tools.figures.drawing import Drawing, line, text
from tools.figures.plot import Plot
from tools.language import Language

_PLOT = Plot(left=8, top=30, width=304, height=170, x=(0, 1), y=(0, 1))


def _competition(satisfaction: float) -> float:
    """A sketch of the shape in Jones and Sasser (1995): low for long, then steep."""
    return 0.06 + 0.84 * satisfaction**5


def _lock_in(satisfaction: float) -> float:
    """A sketch of the shape there for customers who cannot leave: high nearly everywhere."""
    return 0.95 - 0.3 * (1 - satisfaction) ** 3


def draw(language: Language) -> Drawing:
    """The two curves, without figures: they are sketches."""
    words = language.figures["satisfaction-curve"]
    return Drawing(
        _PLOT.bottom + 24,
        (
            _PLOT.axes(),
            _PLOT.y_title(words["loyalty"]),
            text(words["dissatisfied"], _PLOT.left, _PLOT.bottom + 6, 180, edge="top"),
            text(words["satisfied"], _PLOT.right, _PLOT.bottom + 6, 180, anchor="end", edge="top"),
            line(_PLOT.points(_lock_in, 0, 1), "plain dashed"),
            line(_PLOT.points(_competition, 0, 1), "key"),
            text(words["lock_in"], *_PLOT.at(0.5, 0.8), 200, anchor="middle", edge="top"),
            text(
                words["competition"],
                *_PLOT.at(0.36, 0.14),
                150,
                anchor="middle",
                edge="bottom",
                kind="strong",
            ),
        ),
    )
