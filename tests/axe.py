"""axe-core, asked in the page itself what hinders readers there."""

from importlib.resources import files
from typing import Any, NamedTuple

from playwright.sync_api import Page

_SCRIPT = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_RUN = """(rules) => axe.run({
    runOnly: rules,
    resultTypes: ["violations", "incomplete"],
})"""


class Fault(NamedTuple):
    """What is wrong, with the rule's name before it, and the selector of the element."""

    what: str
    selector: str

    def __str__(self) -> str:
        return f"{self.what} ({self.selector})"


class Findings(NamedTuple):
    """What breaks a rule, and what axe leaves to a person: a text before a picture, say."""

    faults: list[Fault]
    doubts: list[Fault]


def find_faults(page: Page) -> Findings:
    """What the rules of WCAG 2.2 A and AA, and those that axe adds, find as the page now looks."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_SCRIPT)
    found = page.evaluate(_RUN, _RULES)
    return Findings(_faults(found["violations"]), _faults(found["incomplete"]))


def _faults(results: list[dict[str, Any]]) -> list[Fault]:
    return [
        Fault(f"{result['id']}: {_message(node)}", " ".join(map(str, node["target"])))
        for result in results
        for node in result["nodes"]
    ]


def _message(node: dict[str, Any]) -> str:
    checks = [*node["any"], *node["all"], *node["none"]]
    return "; ".join(check["message"] for check in checks)
