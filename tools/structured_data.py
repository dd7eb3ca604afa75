"""What a page says of itself to programs, as JSON-LD in the words of schema.org."""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin

from tools.changes import Dates
from tools.glossary import Entry, glossary
from tools.handbook import Handbook
from tools.pages import LIBRARY, Page

CONTEXT = "https://schema.org"


def describe(
    page: Page, handbook: Handbook, *, url: str, home: str, site: str, section: str, dates: Dates
) -> str:
    """The text of the page's script element: breadcrumbs, the article it is, the glossary's terms.

    `url` and `home` are the absolute addresses of the page and of its language's home page, `site`
    is the handbook's name, and `section` that of the article's section, empty for other pages.
    """
    tag = handbook.project.languages[handbook.locale].tag
    steps = [(site, home)]
    if section:
        steps.append((section, urljoin(url, "..")))
    if url != home:
        steps.append((page.title, url))
    things = [_breadcrumbs(steps)]
    if section:
        things.append(_article(page, url, tag, site, dates))
    if page.slug == "glossary":
        entries = [entry for _, group in glossary(handbook) for entry in group]
        things.append(_term_set(page, url, tag, entries))
    graph = {"@context": CONTEXT, "@graph": things}
    # Nothing in it can end the element, or begin another.
    return json.dumps(graph, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")


def _article(page: Page, url: str, tag: str, site: str, dates: Dates) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": site}
    # Who wrote the library's sources is not known.
    author = {} if page.section == LIBRARY else {"author": publisher}
    return {
        **author,
        "@type": "Article",
        "headline": page.title,
        "description": page.description,
        "url": url,
        "inLanguage": tag,
        "datePublished": dates.written.isoformat(),
        "dateModified": dates.changed.isoformat(),
        "publisher": publisher,
    }


def _breadcrumbs(steps: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(steps, 1)
        ],
    }


def _term_set(page: Page, url: str, tag: str, entries: Sequence[Entry]) -> dict[str, Any]:
    return {
        "@type": "DefinedTermSet",
        "name": page.title,
        "url": url,
        "inLanguage": tag,
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "name": entry.term,
                "url": f"{url}#{entry.id}",
            }
            for entry in entries
        ],
    }
