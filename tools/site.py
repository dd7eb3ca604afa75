"""Addresses: where a page stands in each language, and how that is told to search engines."""

from collections.abc import Iterable, Mapping

from tools.language import Language
from tools.pages import Page


def language_of_url(url: str, languages: Mapping[str, Language]) -> Language:
    """The language of an address below the site's root, such as `id/library/`."""
    default, *others = languages.values()
    return next((other for other in others if url.startswith(other.path)), default)


def address(page: Page, languages: Mapping[str, Language]) -> str:
    """Where a page stands below the site's root; `.` for the home page of the default language."""
    return f"{languages[page.locale].path}{page.folder}" or "."


def alternates(
    site_url: str, slug: str, locales: Iterable[str], languages: Mapping[str, Language]
) -> list[tuple[str, str]]:
    """The tag and the absolute address of a page in each of the locales that have it, then those
    of `x-default`: its address in the default language, or in the first that has it.

    `slug` is the address below the language's own path. The rules are Google's, "Tell Google
    about localized versions of your page": every version lists all, itself included.
    """
    links = [
        (language.tag, f"{site_url}{language.path}{slug}")
        for language in languages.values()
        if language.locale in set(locales)
    ]
    return [*links, ("x-default", links[0][1])] if links else []
