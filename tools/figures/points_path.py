"""From purchase to points to the reward: the points that a customer has after each visit."""

import math

from tools.figures.drawing import WIDTH, Drawing, box, line, text
from tools.figures.plot import Plot
from tools.language import Language

_BAR = 32


def draw(language: Language) -> Drawing:
    """The example of the language's page: a bar a visit, up to the one that reaches the reward."""
    words = language.figures["points-path"]
    each, threshold = int(words["points"]), int(words["threshold"])
    visits = math.ceil(threshold / each)
    plot = Plot(
        left=0, top=50, width=WIDTH, height=160, x=(0.5, visits + 0.5), y=(0, visits * each)
    )
    _, limit = plot.at(0, threshold)
    pieces = [
        text(words["earning"], 0, 0, edge="top"),
        line([(0, limit), (WIDTH, limit)], "third dashed"),
        text(words["limit"], 0, limit - 4, 210, edge="bottom", kind="quiet"),
        text(words["reward"], WIDTH, plot.top - 6, anchor="end", edge="bottom", kind="strong"),
    ]
    for visit in range(1, visits + 1):
        x, y = plot.at(visit, visit * each)
        pieces += [
            box(x - _BAR / 2, y, _BAR, plot.bottom - y, "key" if visit == visits else "plain"),
            text(str(visit * each), x, y + 3, anchor="middle", edge="top"),
            plot.x_tick(visit, str(visit)),
        ]
    pieces.append(plot.x_title(words["visits"]))
    return Drawing(plot.bottom + 38, tuple(pieces))
