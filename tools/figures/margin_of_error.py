"""How uncertain a share in a survey is, by the number of answers."""

import math

from tools.figures.drawing import Drawing, dot, line, text
from tools.figures.plot import Plot
from tools.language import Language
from tools.numbers import decimal

# Numbers of answers, each four times the one before: the margin of error is half as great.
_ANSWERS = (25, 100, 400)
_PLOT = Plot(left=26, top=40, width=292, height=180, x=(0, 480), y=(0, 23))


def margin_of_error(answers: float, share: float = 0.5) -> float:
    """The margin of error (95 %) of a share that so many answers give, in percentage points."""
    return 196 * math.sqrt(share * (1 - share) / answers)


def draw(language: Language) -> Drawing:
    """The curve for a share of a half, where the margin is the greatest, with three values."""
    words = language.figures["margin-of-error"]
    # Closer to each other where the curve is steeper.
    curve = [25 * 1.16**piece for piece in range(20)]
    pieces = [_PLOT.y_tick(points, str(points)) for points in (0, 10, 20)]
    pieces += [
        _PLOT.axes(),
        _PLOT.y_title(words["margin"]),
        _PLOT.x_title(words["answers"]),
        line([_PLOT.at(answers, margin_of_error(answers)) for answers in curve], "plain"),
    ]
    for answers in _ANSWERS:
        margin = margin_of_error(answers)
        x, y = _PLOT.at(answers, margin)
        pieces += [
            line([(x, y), (x, _PLOT.bottom)], "key dashed"),
            dot((x, y), "key"),
            text("±" + decimal(margin, language, 1), x + 7, y - 8, kind="strong"),
            _PLOT.x_tick(answers, str(answers)),
        ]
    return Drawing(_PLOT.bottom + 38, tuple(pieces))
