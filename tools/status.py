"""The translation matrix: for every page, how each language stands to the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tools.language import Language
from tools.pages import Page, page_path

State = Literal["source", "written", "current", "stale", "missing"]


@dataclass(frozen=True, slots=True)
class Status:
    """How a page stands in one language.

    `source`: made by cleaning; `written`: by an editor, in its own language; `current` and
    `stale`: a translation that follows its origin page, or an older revision of it; `missing`:
    not there. `note` says of a stale page what to do.
    """

    slug: str
    locale: str
    state: State
    note: str = ""


def translation_matrix(
    pages: Sequence[Page], languages: Mapping[str, Language]
) -> dict[str, list[Status]]:
    """For each slug, in alphabetical order, its status in every language, in their order."""
    by_place = {(page.slug, page.locale): page for page in pages}
    return {
        slug: [
            status(page, by_place)
            if (page := by_place.get((slug, locale)))
            else Status(slug, locale, "missing")
            for locale in languages
        ]
        for slug in sorted({page.slug for page in pages})
    }


def status(page: Page, by_place: Mapping[tuple[str, str], Page]) -> Status:
    """How a page stands to its origin, among all pages by slug and locale."""
    slug, locale = page.slug, page.locale
    if "source" in page.meta:
        return Status(slug, locale, "source")
    translation = page.meta.get("translation")
    if not isinstance(translation, dict):
        return Status(slug, locale, "written")
    origin = by_place.get((slug, str(translation.get("of"))))
    if origin and str(translation.get("revision")) == origin.revision:
        return Status(slug, locale, "current")
    note = (
        f"{page.path}: follows revision {translation.get('revision')} of {origin.path}, now "
        f"{origin.revision}; bring it up to date, then write the new revision"
        if origin
        else f"{page.path}: its origin {page_path(str(translation.get('of')), slug)} is missing"
    )
    return Status(slug, locale, "stale", note)


def format_matrix(matrix: Mapping[str, Sequence[Status]], languages: Mapping[str, Language]) -> str:
    """The matrix as a table, a count of each state, and a line for every stale page."""
    width = max([len(slug) for slug in matrix], default=4) + 2
    rows = [["page".ljust(width), *(locale.ljust(9) for locale in languages)]]
    rows += [
        [slug.ljust(width), *(status.state.ljust(9) for status in statuses)]
        for slug, statuses in matrix.items()
    ]
    every = [status for statuses in matrix.values() for status in statuses]
    states = [status.state for status in every]
    counts = ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states))
    lines = ["".join(row).rstrip() for row in rows]
    return "\n".join([*lines, "", counts, *(status.note for status in every if status.note)])
