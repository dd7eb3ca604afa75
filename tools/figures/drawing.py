"""The pieces of a drawing, as SVG: text that wraps, lines, areas, boxes, dots, arrows.

Lengths are in units of a drawing that is `WIDTH` of them wide: about a pixel on a narrow phone.
How a piece looks is a matter of its kind, a class of overrides/assets/css/figures.css.
"""

import math
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Literal

WIDTH = 320
# From one line of text to the next.
LINE = 16
# No font is known when a page is built: the mean of DejaVu Sans, the widest of the usual ones.
_CHARACTER = 7.7

Point = tuple[float, float]

_ABOVE = {"top": 0.0, "middle": 0.5, "bottom": 1.0}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing's height, and its pieces from the back to the front."""

    height: float
    pieces: tuple[str, ...]


def text(
    words: str,
    x: float,
    y: float,
    width: float = WIDTH,
    *,
    anchor: Literal["start", "middle", "end"] = "start",
    edge: Literal["top", "middle", "bottom"] = "middle",
    kind: str = "",
) -> str:
    """Words on as many lines as they take; `y` is where that edge of the block of lines lies."""
    lines = textwrap.wrap(words, int(width / _CHARACTER), break_long_words=False)
    # A baseline lies this far below the upper edge of its line.
    first = y + 12 - LINE * len(lines) * _ABOVE[edge]
    left = _number(x)
    attributes = f' text-anchor="{anchor}"' if anchor != "start" else ""
    attributes += f' class="{kind}"' if kind else ""
    inner = f'</tspan><tspan x="{left}" dy="{LINE}">'.join(escape(each) for each in lines)
    if len(lines) > 1:
        inner = f"<tspan>{inner}</tspan>"
    return f'<text x="{left}" y="{_number(first)}"{attributes}>{inner}</text>'


def line(points: Iterable[Point], kind: str) -> str:
    """A line through the points."""
    return f'<path class="{kind}" d="{_through(points)}"/>'


def area(points: Iterable[Point], kind: str) -> str:
    """The area that the points enclose."""
    return f'<path class="{kind}" d="{_through(points)}z"/>'


def bracket(left: float, right: float, y: float, ends: float, kind: str) -> str:
    """A level line whose ends turn down so far, or up where that is less than zero."""
    return line([(left, y + ends), (left, y), (right, y), (right, y + ends)], kind)


def box(x: float, y: float, width: float, height: float, kind: str) -> str:
    """A box by its upper left corner."""
    place = f'x="{_number(x)}" y="{_number(y)}"'
    size = f'width="{_number(width)}" height="{_number(height)}"'
    return f'<rect class="{kind}" {place} {size} rx="4"/>'


def dot(point: Point, kind: str, radius: float = 4) -> str:
    """A round dot."""
    x, y = map(_number, point)
    return f'<circle class="{kind}" cx="{x}" cy="{y}" r="{_number(radius)}"/>'


def arrow(start: Point, end: Point, kind: str) -> str:
    """A line with a head at its end."""
    back = math.atan2(start[1] - end[1], start[0] - end[0])
    barbs = [
        (end[0] + 6 * math.cos(back + turn), end[1] + 6 * math.sin(back + turn))
        for turn in (-0.5, 0.5)
    ]
    head = _through([barbs[0], end, barbs[1]])
    solid = kind.removesuffix(" dashed")
    return f'<path class="{kind}" d="{_through([start, end])}"/><path class="{solid}" d="{head}"/>'


def _through(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in points)


def _number(value: float) -> str:
    return f"{round(value, 1):g}"
