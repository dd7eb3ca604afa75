"""What a page says of itself to programs, as JSON-LD in the words of schema.org."""

import json
from collections.abc import Sequence
from typing import Any

from tools.changes import Dates
from tools.glossary import Entry

CONTEXT = "https://schema.org"


def article(
    *, title: str, description: str, url: str, tag: str, site: str, dates: Dates, is_ours: bool
) -> dict[str, Any]:
    """An Article; `site` is the handbook's name, its author if it is ours, and its publisher."""
    publisher = {"@type": "Organization", "name": site}
    return {
        **({"author": publisher} if is_ours else {}),
        "@type": "Article",
        "headline": title,
        "description": description,
        "url": url,
        "inLanguage": tag,
        "datePublished": dates.written.isoformat(),
        "dateModified": dates.changed.isoformat(),
        "publisher": publisher,
    }


def breadcrumbs(steps: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """A BreadcrumbList of names and absolute addresses, from the home page to the page itself."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(steps, 1)
        ],
    }


def term_set(*, title: str, url: str, tag: str, entries: Sequence[Entry]) -> dict[str, Any]:
    """A DefinedTermSet of the glossary's entries, each with its own anchor."""
    return {
        "@type": "DefinedTermSet",
        "name": title,
        "url": url,
        "inLanguage": tag,
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "name": entry.term,
                "description": entry.definition,
                "url": f"{url}#{entry.id}",
            }
            for entry in entries
        ],
    }


def script(things: Sequence[dict[str, Any]]) -> str:
    """The things as the text of a script element: one graph, in which nothing ends the element."""
    graph = {"@context": CONTEXT, "@graph": list(things)}
    return json.dumps(graph, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
