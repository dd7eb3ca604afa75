"""Every page says what it is: title, description, and where it comes from."""

from collections.abc import Iterator, Mapping, Sequence

from tools.finding import Finding
from tools.language import Language
from tools.pages import Page
from tools.render import DESCRIPTION

_KEYS = ("title", "description", "source", "translation", "tags")


def check_front_matter(
    pages: Sequence[Page], languages: Mapping[str, Language]
) -> Iterator[Finding]:
    """Findings for keys that are missing, unknown or out of order, for descriptions of the wrong
    length, for translations of nothing, and for a title that two pages of a language share.
    """
    by_place = {(page.slug, page.locale): page for page in pages}
    titles: dict[tuple[str, str], Page] = {}
    for page in pages:

        def finding(check: str, message: str, suggestion: str, page: Page = page) -> Finding:
            return Finding(page.path, 1, f"front-matter.{check}", message, suggestion)

        if page.locale not in languages:
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
        if isinstance(title, str):
            first = titles.setdefault((page.locale, title.casefold()), page)
            if first is not page:
                message = f"has the title of {first.path}: {title!r}"
                yield finding("title-twice", message, "give each page its own")
        if "translation" in page.meta:
            yield from _check_translation(page, by_place)


def _check_translation(page: Page, by_place: Mapping[tuple[str, str], Page]) -> Iterator[Finding]:
    translation = page.meta["translation"]
    check = "front-matter.translation"
    if "source" in page.meta:
        yield Finding(page.path, 1, check, "is both a source's page and a translation", "keep one")
    if not isinstance(translation, dict) or translation.keys() != {"of", "revision"}:
        yield Finding(
            page.path, 1, check, "'translation' must have 'of' and 'revision'", "write both"
        )
        return
    origin = by_place.get((page.slug, str(translation["of"])))
    if translation["of"] is False:  # YAML reads a bare no as false
        yield Finding(page.path, 1, check, "'of: no' reads as false", "write of: 'no'")
    elif origin is None or origin is page:
        message = f"is a translation of {translation['of']}, where there is no such page"
        yield Finding(page.path, 1, check, message, "name the language of its origin")
    elif "translation" in origin.meta:
        message = f"is a translation of {origin.path}, itself a translation"
        yield Finding(page.path, 1, check, message, "name the origin of both")
