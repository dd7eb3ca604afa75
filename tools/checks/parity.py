"""The languages have the same pages, built the same way."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from tools.finding import Finding
from tools.language import Language
from tools.outline import outline
from tools.pages import Page, page_path


def check_parity(pages: Sequence[Page], languages: Mapping[str, Language]) -> Iterator[Finding]:
    """Findings for pages that a language lacks, and for pages whose units part from those of
    their origin: a translation's is the page that it names, any other's that of the first
    language. Aligning translation units is how FastAPI keeps its translations.
    """
    by_place = {(page.slug, page.locale): page for page in pages}
    for slug in sorted({page.slug for page in pages}):
        present = [by_place[slug, locale] for locale in languages if (slug, locale) in by_place]
        if not present:
            continue
        for locale in languages:
            if (slug, locale) not in by_place:
                message = f"is missing, {present[0].path} is there"
                path = page_path(locale, slug)
                yield Finding(path, 1, "parity.missing-page", message, "translate it")
        for page in present:
            translation = page.meta.get("translation")
            of = translation.get("of") if isinstance(translation, dict) else None
            origin = by_place.get((slug, str(of)), present[0])
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
