"""The calculators' forms, with the words of each language around the same fields and results."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from msgspec import Struct

from tools.errors import InputError
from tools.language import Language
from tools.toml_file import load_toml

_FILE = Path(__file__).with_suffix(".toml")
# The table of words that all forms share.
COMMON = "common"

Kind = Literal["count", "number", "percent", "money"]


class CalculatorFileError(InputError):
    """`tools/calculators.toml` is wrong."""


class Field(Struct, frozen=True, forbid_unknown_fields=True):
    """A number that a reader types, its bounds in the units it is typed in, and what it needs."""

    name: str
    kind: Kind
    least: float | None = None
    most: float | None = None
    above: float | None = None
    below: float | None = None
    needs: str = ""
    strict: bool = False
    optional: bool = False

    @property
    def bounds(self) -> Mapping[str, str]:
        """The bounds there are; without a lower one, 0 is the least."""
        lowest = 0 if self.least is None and self.above is None else self.least
        bounds = {"least": lowest, "most": self.most, "above": self.above, "below": self.below}
        return {name: f"{bound:g}" for name, bound in bounds.items() if bound is not None}


class Answers(Struct, frozen=True, forbid_unknown_fields=True):
    """A scale from `first` up: a field for how many gave each answer, named `name` and the answer.

    The `examples` say how long it is.
    """

    name: str
    first: int
    examples: tuple[int, ...]


class Result(Struct, frozen=True, forbid_unknown_fields=True):
    """A number that the form answers with; `digits` are the fewest and the most decimals."""

    name: str
    kind: Kind
    digits: tuple[int, int] = (0, 0)
    signed: bool = False
    hidden: bool = False
    least: int | None = None
    most: int | None = None
    formula: str = ""


class Chart(Struct, frozen=True, forbid_unknown_fields=True):
    """The result `y` for values of the field or result `x` between two formulas."""

    x: str
    y: str
    low: str
    high: str


class Calculator(Struct, frozen=True, forbid_unknown_fields=True):
    """What a form asks for and answers."""

    results: tuple[Result, ...]
    fields: tuple[Field, ...] = ()
    answers: Answers | None = None
    chart: Chart | None = None


@cache
def load_calculators() -> Mapping[str, Calculator]:
    """Every calculator by its name. Raises `CalculatorFileError` if the file is wrong."""
    return load_toml(_FILE, dict[str, Calculator], CalculatorFileError)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_FILE.parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template(_FILE.with_suffix(".html").name)


def calculator(name: str, language: Language) -> str:
    """The `form` element that a page names, with its words from the language's file.

    Raises `KeyError` if there is none of the name.
    """
    return _template().render(
        name=name,
        calculator=load_calculators()[name],
        words=language.calculators[name],
        common=language.calculators[COMMON],
        patterns={"money": language.money, "percent": language.percent},
    )
