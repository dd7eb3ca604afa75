"""Figures and dates as each language's country writes them, by the Unicode CLDR (through Babel)."""

from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from tools.language import Language

MINUS = "−"


def decimal(value: float, language: Language, digits: int = 0) -> str:
    """The number rounded to so many decimals: 2.400,5 in Danish, 2 400,5 in Norwegian."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(value, pattern, language.tag)).replace("-", MINUS)


def percent(share: float, language: Language, digits: int = 0) -> str:
    """A share of 1 as a percentage: 70 % in Danish and Norwegian, 70% in Indonesian."""
    return language.percent.replace("{n}", decimal(100 * share, language, digits))


def money(value: float, language: Language) -> str:
    """An amount in the currency of the language's country, without decimals."""
    return language.money.replace("{n}", decimal(value, language))


def long_date(day: date, language: Language) -> str:
    """The date with its month in letters: 22. november 2026."""
    return str(format_date(day, "long", language.tag))
