"""The yearly result of a programme by the uplift in its members' purchases."""

from dataclasses import dataclass

from babel.numbers import parse_decimal

from tools.figures.drawing import Drawing, area, dot, line, text
from tools.figures.plot import Plot
from tools.language import Language
from tools.numbers import MINUS, money, percent

_GREATEST = 0.2


@dataclass(frozen=True, slots=True)
class Programme:
    """The worked example of a language's page; shares are of 1, amounts in its currency."""

    members: float
    spend: float
    margin: float
    reward: float
    redemption: float
    cost_share: float
    fixed_cost: float

    @property
    def cost(self) -> float:
        """What rewards cost, as a share of the purchases."""
        return self.reward * self.redemption * self.cost_share

    @property
    def break_even(self) -> float:
        """The uplift at which the result is zero."""
        fixed = self.fixed_cost / (self.members * self.spend)
        return (self.cost + fixed) / (self.margin - self.cost)

    def result(self, uplift: float) -> float:
        """The result of a year in which members buy so much more, as a share of before."""
        earned = uplift * self.margin - (1 + uplift) * self.cost
        return self.members * self.spend * earned - self.fixed_cost


def example(language: Language) -> Programme:
    """The worked example of the language's page, with which its calculator begins."""
    words = language.calculators["breakeven"]

    def number(letter: str) -> float:
        return float(parse_decimal(words[f"{letter}_example"], language.tag))

    return Programme(
        members=number("N"),
        spend=number("S"),
        margin=number("g") / 100,
        reward=number("p") / 100,
        redemption=number("u") / 100,
        cost_share=number("k"),
        fixed_cost=number("F"),
    )


def draw(language: Language) -> Drawing:
    """The line of the results, loss and profit as areas, and the point between them."""
    words = language.figures["break-even"]
    programme = example(language)
    low, high = programme.result(0), programme.result(_GREATEST)
    zero = programme.break_even
    plot = Plot(left=1, top=30, width=318, height=190, x=(0, _GREATEST), y=(low, high))
    origin, crossing, end = plot.at(0, 0), plot.at(zero, 0), plot.at(_GREATEST, 0)
    start, top = plot.at(0, low), plot.at(_GREATEST, high)
    point = words["point"].replace("{n}", percent(zero, language, 1))
    pieces = [
        area([origin, crossing, start], "key soft"),
        area([crossing, end, top], "plain soft"),
        line([origin, end], "axis"),
        line([start, top], "plain"),
        dot(crossing, "key", 5),
        plot.y_title(words["result"]),
        text(
            point, crossing[0] - 8, crossing[1] - 6, 150, anchor="end", edge="bottom", kind="strong"
        ),
        text(words["loss"], origin[0] + 6, origin[1] + 6, edge="top"),
        text(words["profit"], end[0] - 6, end[1] - 6, anchor="end", edge="bottom"),
        text(_signed(low, language), start[0] + 34, start[1], edge="bottom", kind="quiet"),
        text(_signed(high, language), top[0] - 34, top[1], anchor="end", edge="top", kind="quiet"),
        plot.x_title(words["uplift"]),
    ]
    pieces += [plot.x_tick(share, percent(share, language)) for share in (0.05, 0.1, 0.15)]
    return Drawing(260, tuple(pieces))


def _signed(amount: float, language: Language) -> str:
    """The amount with its sign in front of everything: −Rp57.600.000, +104.400 kr."""
    return ("+" if amount > 0 else MINUS) + money(abs(amount), language)
