"""How much customers talk by how satisfied they are: an uneven U."""

from tools.figures.drawing import Drawing, dot, line, text
from tools.figures.plot import Plot
from tools.language import Language

_PLOT = Plot(left=4, top=44, width=312, height=150, x=(-1, 1), y=(0, 1))


def _talk(satisfaction: float) -> float:
    """A sketch of what Anderson (1998) found: most at both ends, a little more at the lower."""
    return 0.15 + (0.7 if satisfaction < 0 else 0.55) * satisfaction**2


def draw(language: Language) -> Drawing:
    """The curve, without figures: it is a sketch."""
    words = language.figures["word-of-mouth-u"]
    most = _PLOT.at(-1, _talk(-1))
    return Drawing(
        _PLOT.bottom + 24,
        (
            _PLOT.axes(),
            _PLOT.y_title(words["talk"]),
            line([most, (_PLOT.right, most[1])], "rule"),
            line(_PLOT.points(_talk, -1, 1), "plain"),
            dot(most, "key"),
            dot(_PLOT.at(1, _talk(1)), "plain"),
            text(words["most"], most[0] + 10, most[1] - 3, 240, edge="bottom", kind="strong"),
            text(words["least"], *_PLOT.at(0, 0.48), 170, anchor="middle"),
            text(words["dissatisfied"], 0, _PLOT.bottom + 6, 150, edge="top"),
            text(words["satisfied"], _PLOT.right, _PLOT.bottom + 6, 150, anchor="end", edge="top"),
        ),
    )
