"""Figures and calculators that pages name are there to be drawn."""

from collections.abc import Iterator

from tools.embeds import marks
from tools.finding import Finding
from tools.project import Project


def check_embeds(project: Project) -> Iterator[Finding]:
    """A finding for each figure or calculator that a page names and the language has no words for.

    That every table of words has its drawing or form, the tests see to.
    """
    for page, language in project.pages_in_languages():
        known = {"figure": language.figures, "calculator": language.calculators}
        for number, line in enumerate(page.body.splitlines(), page.body_line):
            for mark in marks(line):
                if mark.name not in known[mark.kind]:
                    message = f"there is no {mark.kind} {mark.name!r}"
                    remedy = f"name one of {', '.join(sorted(known[mark.kind]))}"
                    yield Finding(page.path, number, "embeds.unknown", message, remedy)
