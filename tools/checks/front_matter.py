"""Every page says what it is: title, description, and where it comes from."""

from collections.abc import Iterator

from tools.finding import Finding
from tools.pages import LIBRARY, Page
from tools.project import Project
from tools.render import DESCRIPTION

_KEYS = (
    "title",
    "description",
    "source",
    "translation",
    "builds_on",
    "tags",
    "summary",
    "questions",
)
# Longer titles are cut in the lists of search engines, and wrap to three lines on a phone.
_TITLE = range(5, 71)
# What a summary box can hold on a phone.
_POINTS = 3
_POINT = range(40, 141)


def check_front_matter(project: Project) -> Iterator[Finding]:
    """Findings for keys that are missing, unknown or out of order, for titles and descriptions of
    the wrong length or shared by two pages of a language, for translations of nothing, and for
    tags and library articles that there are none of, or that differ from the origin's, for
    guides without a summary of three points, and for questions that are no texts.
    """
    texts: dict[tuple[str, bool, str, str], Page] = {}
    articles = {
        page.slug.removeprefix(f"{LIBRARY}/") for page in project.pages if page.section == LIBRARY
    }
    for page in project.pages:

        def finding(check: str, message: str, suggestion: str, page: Page = page) -> Finding:
            return Finding(page.path, 1, f"front-matter.{check}", message, suggestion)

        if page.locale not in project.languages:
            yield finding("locale", f"{page.locale} is no language of ours", "see tools/languages/")
            continue
        known = [key for key in _KEYS if key in page.meta]
        for key in page.meta.keys() - set(_KEYS):
            yield finding("unknown-key", f"the key {key!r} is unknown", "correct or remove it")
        if [key for key in page.meta if key in _KEYS] != known:
            yield finding("order", "the keys are out of order", f"write {', '.join(known)}")
        for key in ("title", "description"):
            if not isinstance(page.meta.get(key), str) or not page.meta[key].strip():
                yield finding(f"no-{key}", f"has no {key}", "write one")
        text = page.meta.get("description")
        if isinstance(text, str) and text.strip() and len(text) not in DESCRIPTION:
            bounds = f"{DESCRIPTION.start} to {DESCRIPTION.stop - 1}"
            message = f"the description has {len(text)} characters"
            yield finding("description-length", message, f"write {bounds}")
        title = page.meta.get("title")
        if isinstance(title, str) and title.strip() and len(title) not in _TITLE:
            bounds = f"{_TITLE.start} to {_TITLE.stop - 1}"
            yield finding(
                "title-length", f"the title has {len(title)} characters", f"write {bounds}"
            )
        for key in ("title", "description"):
            value = page.meta.get(key)
            if isinstance(value, str) and value.strip():
                # A source keeps its title; its page is told from ours by its section's name.
                place = (page.locale, page.section == LIBRARY, key, value.casefold())
                first = texts.setdefault(place, page)
                if first is not page:
                    message = f"has the {key} of {first.path}: {value!r}"
                    yield finding(f"{key}-twice", message, "give each page its own")
        if "translation" in page.meta:
            yield from _check_translation(page, project)
        yield from _check_lists(page, project, articles)
        for key in ("summary", "questions"):
            listed = page.meta.get(key, [])
            if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
                message = f"{key!r} is no list of texts"
                remedy = (
                    "write each on a line of its own, '- …', in quotation marks if it has a colon"
                )
                yield finding(key, message, remedy)
        if page.is_guide:
            points = page.names("summary")
            if len(points) != _POINTS:
                remedy = f"write {_POINTS}: the answer, the rule, what to do next"
                yield finding("summary", f"the summary has {len(points)} points", remedy)
            for point in points:
                if len(point) not in _POINT:
                    message = f"a point of the summary has {len(point)} characters: {point!r}"
                    remedy = f"write {_POINT.start} to {_POINT.stop - 1}"
                    yield finding("summary-length", message, remedy)


def _check_lists(page: Page, project: Project, articles: set[str]) -> Iterator[Finding]:
    known = {"tags": set(project.languages[page.locale].tags), "builds_on": articles}
    origin = project.origin(page) or page
    for key, names in known.items():
        values = page.meta.get(key, [])
        if page.is_guide and not values:
            yield Finding(page.path, 1, f"front-matter.no-{key}", f"has no {key}", "add some")
        if not isinstance(values, list):
            yield Finding(page.path, 1, f"front-matter.{key}", "is no list", f"write {key}: [a, b]")
            continue
        for value in values:
            if value not in names:
                message = f"{key} has {value!r}, which is none of ours"
                known_names = ", ".join(sorted(names))
                yield Finding(page.path, 1, f"front-matter.{key}", message, f"use {known_names}")
        if values != origin.meta.get(key, []):
            message = f"{key} differs from that of {origin.path}"
            yield Finding(page.path, 1, f"front-matter.{key}", message, "write the same in both")


def _check_translation(page: Page, project: Project) -> Iterator[Finding]:
    translation = page.meta["translation"]
    check = "front-matter.translation"
    if "source" in page.meta:
        yield Finding(page.path, 1, check, "is both a source's page and a translation", "keep one")
    if not isinstance(translation, dict) or translation.keys() != {"of", "revision"}:
        yield Finding(
            page.path, 1, check, "'translation' must have 'of' and 'revision'", "write both"
        )
        return
    origin = project.origin(page)
    if translation["of"] is False:  # YAML reads a bare no as false
        yield Finding(page.path, 1, check, "'of: no' reads as false", "write of: 'no'")
    elif origin is None or origin is page:
        message = f"is a translation of {translation['of']}, where there is no such page"
        yield Finding(page.path, 1, check, message, "name the language of its origin")
    elif "translation" in origin.meta:
        message = f"is a translation of {origin.path}, itself a translation"
        yield Finding(page.path, 1, check, message, "name the origin of both")
