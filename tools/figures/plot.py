"""A plot: where values lie in a drawing, its axes, and curves that are computed."""

from collections.abc import Callable
from dataclasses import dataclass

from tools.figures.drawing import LINE, Point, line, text

# Straight pieces of a curve: more show no difference.
_PIECES = 20


@dataclass(frozen=True, slots=True)
class Plot:
    """A rectangle of a drawing, and the least and the greatest value along each of its sides."""

    left: float
    top: float
    width: float
    height: float
    x: tuple[float, float]
    y: tuple[float, float]

    @property
    def bottom(self) -> float:
        """How far down its lower side lies."""
        return self.top + self.height

    @property
    def right(self) -> float:
        """How far to the right its right side lies."""
        return self.left + self.width

    def at(self, x: float, y: float) -> Point:
        """Where two values meet."""
        across = (x - self.x[0]) / (self.x[1] - self.x[0])
        up = (y - self.y[0]) / (self.y[1] - self.y[0])
        return self.left + across * self.width, self.bottom - up * self.height

    def points(self, function: Callable[[float], float], start: float, end: float) -> list[Point]:
        """The points of a function's curve between two values of x."""
        steps = (start + (end - start) * piece / _PIECES for piece in range(_PIECES + 1))
        return [self.at(x, function(x)) for x in steps]

    def axes(self) -> str:
        """The left and the lower side."""
        corners = [(self.left, self.top), (self.left, self.bottom), (self.right, self.bottom)]
        return line(corners, "axis")

    def x_tick(self, value: float, label: str) -> str:
        """A value's label below the plot."""
        x, _ = self.at(value, self.y[0])
        return text(label, x, self.bottom + 4, anchor="middle", edge="top", kind="quiet")

    def y_tick(self, value: float, label: str) -> str:
        """A value's label left of the plot, and a rule across it."""
        x, y = self.at(self.x[0], value)
        rule = line([(x, y), (self.right, y)], "rule")
        return rule + text(label, x - 6, y, anchor="end", kind="quiet")

    def x_title(self, words: str) -> str:
        """What is measured along the lower side, below its labels."""
        below = self.bottom + 4 + LINE
        return text(words, self.right, below, anchor="end", edge="top", kind="quiet")

    def y_title(self, words: str) -> str:
        """What is measured upwards, above the plot."""
        return text(words, 0, self.top - 8, edge="bottom", kind="quiet")
