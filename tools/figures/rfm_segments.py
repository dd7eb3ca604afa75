"""The five RFM segments where their rules put them, by recency and frequency."""

from collections.abc import Mapping

from tools.figures.drawing import Drawing, Point, box, bracket, dot, text
from tools.figures.plot import Plot
from tools.language import Language

_SCORES = range(1, 6)
_PLOT = Plot(left=18, top=48, width=300, height=200, x=(0.5, 5.5), y=(0.5, 5.5))
# The least and the greatest scores of recency and of frequency that each segment's rule allows,
# and where its name stands among them.
_SEGMENTS = {
    "lost": ((1, 1), (1, 5), (1, 5), "blank"),
    "slipping": ((2, 2), (1, 5), (2, 5), "third"),
    "regular": ((3, 5), (1, 5), (4.3, 3.5), "plain"),
    "new": ((4, 5), (1, 1), (5, 1), "blank"),
}
# The customers of the pages' worked example by their scores; B is the one of high value.
_CUSTOMERS: Mapping[str, Point] = {
    "A": (4.8, 5),
    "B": (5.2, 5),
    "C D": (4, 1),
    "E": (3, 4),
    "F": (3, 3),
    "G": (2, 4),
    "H": (2, 3),
    "I J": (1, 2),
}


def draw(language: Language) -> Drawing:
    """The segments, with the ten customers of the example by their letters.

    High value is a matter of the amount: a bracket is over all the scores that it may have.
    """
    words = language.figures["rfm-segments"]
    pieces = []
    for name, (recency, frequency, place, kind) in _SEGMENTS.items():
        left, top = _PLOT.at(recency[0] - 0.5, frequency[1] + 0.5)
        right, bottom = _PLOT.at(recency[1] + 0.5, frequency[0] - 0.5)
        pieces += [
            box(left + 1, top + 1, right - left - 2, bottom - top - 2, kind),
            text(words[name], *_PLOT.at(*place), right - left, anchor="middle"),
        ]
    pieces.append(dot(_PLOT.at(*_CUSTOMERS["B"]), "key", 10))
    for letters, place in _CUSTOMERS.items():
        kind = "inverse" if letters == "B" else "quiet"
        pieces.append(text(letters, *_PLOT.at(*place), anchor="middle", kind=kind))
    start, _ = _PLOT.at(2.5, 5.5)
    pieces += [
        bracket(start + 1, _PLOT.right - 1, _PLOT.top - 8, 5, "key"),
        text(words["high_value"], _PLOT.right, _PLOT.top - 11, 210, anchor="end", edge="bottom"),
        _PLOT.y_title(words["frequency"]),
        _PLOT.x_title(words["recency"]),
    ]
    for score in _SCORES:
        _, y = _PLOT.at(1, score)
        pieces += [
            _PLOT.x_tick(score, str(score)),
            text(str(score), _PLOT.left - 6, y, anchor="end", kind="quiet"),
        ]
    return Drawing(_PLOT.bottom + 38, tuple(pieces))
