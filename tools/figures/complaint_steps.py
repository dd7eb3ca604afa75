"""The six steps of handling a complaint, as a path that turns after the third."""

from tools.figures.drawing import WIDTH, Drawing, bracket, dot, line, text
from tools.language import Language

_STEPS = ("listen", "apologise", "solve", "compensate", "follow_up", "cause")
# The steps that are taken while the customer is there.
_AT_ONCE = 4
_COLUMN = WIDTH / 3
_UPPER, _LOWER = 16, 110


def draw(language: Language) -> Drawing:
    """Steps one to four on a whole line; the two that come later on a dashed one."""
    words = language.figures["complaint-steps"]
    left, centre, right = (_COLUMN * (column + 0.5) for column in range(3))
    places = [(x, _UPPER) for x in (left, centre, right)]
    places += [(x, _LOWER) for x in (right, centre, left)]
    # The turn keeps clear of the words below the third step.
    turn = [(WIDTH - 1, _UPPER), (WIDTH - 1, _LOWER)]
    pieces = [
        line([*places[:3], *turn, places[3]], "plain"),
        line(places[3:], "key dashed"),
    ]
    for number, (name, (x, y)) in enumerate(zip(_STEPS, places, strict=True), 1):
        pieces += [
            dot((x, y), "plain" if number <= _AT_ONCE else "key", 15),
            text(str(number), x, y, anchor="middle", kind="inverse"),
            text(words[name], x, y + 20, _COLUMN - 8, anchor="middle", edge="top"),
        ]
    below = _LOWER + 62
    pieces += [
        bracket(left - 20, centre + 20, below, -5, "key"),
        text(words["later"], _COLUMN, below + 4, anchor="middle", edge="top"),
    ]
    return Drawing(below + 24, tuple(pieces))
