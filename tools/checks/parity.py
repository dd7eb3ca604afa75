"""The languages have the same pages, built the same way."""

from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from tools.finding import Finding
from tools.outline import outline
from tools.pages import Page, page_path
from tools.project import Project


def check_parity(project: Project) -> Iterator[Finding]:
    """Findings for pages that a language lacks, and for pages whose units part from those of
    their origin: a translation's is the page that it names, any other's that of the first
    language. Aligning translation units is how FastAPI keeps its translations.
    """
    by_place, languages = project.by_place, project.languages
    for slug in sorted({page.slug for page in project.pages}):
        present = [by_place[slug, locale] for locale in languages if (slug, locale) in by_place]
        if not present:
            continue
        for locale in languages:
            if (slug, locale) not in by_place:
                message = f"is missing, {present[0].path} is there"
                path = page_path(locale, slug)
                yield Finding(path, 1, "parity.missing-page", message, "translate it")
        for page in present:
            origin = project.origin(page) or present[0]
            if origin is not page:
                yield from _compare(page, origin)


def _compare(page: Page, origin: Page) -> Iterator[Finding]:
    units = outline(page.body, page.body_line)
    others = outline(origin.body, origin.body_line)
    for unit, other in zip_longest(units, others):
        if unit and other and (unit.kind, unit.id) == (other.kind, other.id):
            continue
        kind = (other or unit).kind
        here, there = (Counter(u.kind for u in side)[kind] for side in (units, others))
        line = unit.line if unit else units[-1].line if units else page.body_line
        message = (
            f"{unit or 'the end'} where {origin.path}:{other.line if other else origin.body_line} "
            f"has {other or 'its end'} ({kind}: {here} here, {there} there)"
        )
        yield Finding(page.path, line, "parity.structure", message, "build both the same way")
        return
