"""What a page names in its Markdown and the build draws there: figures and calculators.

`<figure data-figure="NAME"></figure>` or `<form data-calculator="NAME"></form>`, alone on its line,
is HTML, which every Markdown parser leaves alone.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tools.calculators import calculator
from tools.figures import figure
from tools.language import Language

_MARK = re.compile(
    r'<(?P<element>figure|form) data-(?P<kind>figure|calculator)="(?P<name>[^"]*)"></(?P=element)>'
)
_KINDS: Mapping[str, Callable[[str, Language], str]] = {"figure": figure, "calculator": calculator}


@dataclass(frozen=True, slots=True)
class Mark:
    """A place where a page names a figure or a calculator."""

    kind: str
    name: str


def marks(html: str) -> list[Mark]:
    """The figures and calculators that a piece of HTML, or of Markdown, names, in their order."""
    return [Mark(found["kind"], found["name"]) for found in _MARK.finditer(html)]


def embed(html: str, language: Language) -> str:
    """The HTML with every figure and calculator that it names drawn in the language's words.

    Raises `KeyError` for a name that there is none of; a check finds those first.
    """
    return _MARK.sub(lambda found: _KINDS[found["kind"]](found["name"], language), html)


def in_words(markdown: str, language: Language) -> str:
    """The Markdown with every figure as what it shows, and without the calculators, whose formulas
    and examples the page has in its text.
    """

    def told(found: re.Match[str]) -> str:
        words = language.figures.get(found["name"])
        return f"> {words['description']} {words['caption']}" if words else ""

    return _MARK.sub(told, markdown)
