"""Every link of the built site leads somewhere, and nothing is fetched from elsewhere."""

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from tools.checks.site import BuiltPage, Site
from tools.finding import Finding
from tools.language import Language

# The attributes by which a page names another resource. `link[rel=canonical|alternate]` are
# addresses for machines, held by the metadata check.
_REFERENCES = {
    "a": ("href",),
    "area": ("href",),
    "audio": ("src",),
    "form": ("action",),
    "iframe": ("src",),
    "img": ("src",),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src",),
    "video": ("src", "poster"),
}
_NAVIGATION = ("a", "area")


def check_links(site: Site, languages: Mapping[str, Language]) -> Iterator[Finding]:
    """Findings for internal links whose file or anchor is missing, for assets from another host,
    and for an id that stands twice on a page.
    """
    for page in site:
        ids = Counter(tag.attrib["id"] for tag in page.elements if "id" in tag.attrib)
        for name in sorted(name for name, times in ids.items() if times > 1):
            yield Finding(page.path, 1, "links.id-twice", f"the id {name!r} stands twice")
        machines = {*page.links("canonical"), *page.links("alternate")}
        for tag in page.elements:
            if tag.tag not in _REFERENCES or tag in machines:
                continue
            for attribute in _REFERENCES[tag.tag]:
                if attribute in tag.attrib:
                    yield from _check(site, page, tag, tag.attrib[attribute])
            for candidate in tag.get("srcset", "").split(","):
                if candidate.strip():
                    yield from _check(site, page, tag, candidate.split()[0])


def _check(site: Site, page: BuiltPage, tag: HtmlElement, reference: str) -> Iterator[Finding]:
    line = tag.sourceline or 1
    target = urlsplit(reference)
    if target.scheme or target.netloc:
        if tag.tag not in _NAVIGATION and target.scheme != "data":
            message = f"<{tag.tag}> fetches {reference} from another host"
            yield Finding(page.path, line, "links.other-host", message, "serve it from the site")
        return
    resolved = urlsplit(urljoin(site.mount + page.url, reference))
    if not resolved.path.startswith(site.mount):
        message = f"{reference!r} leaves the site's own path {site.mount!r}"
        yield Finding(page.path, line, "links.outside", message, "write it relative to the page")
        return
    place = Path(unquote(resolved.path.removeprefix(site.mount)))
    if resolved.path.endswith("/"):
        place /= "index.html"
    if place not in site.files:
        message = f"{reference!r} leads to {place.as_posix()!r}, which does not exist"
        yield Finding(page.path, line, "links.missing-target", message, _suggestion(site, place))
        return
    anchor = unquote(target.fragment)
    other = site.page(place)
    if anchor and anchor != "top" and other is not None and anchor not in other.ids:
        message = f"{reference!r} leads to an anchor that {other.path} does not have"
        close = get_close_matches(anchor, other.ids, 1)
        yield Finding(
            page.path,
            line,
            "links.missing-anchor",
            message,
            f"did you mean #{close[0]}?" if close else "correct the anchor",
        )


def _suggestion(site: Site, place: Path) -> str:
    close = get_close_matches(place.as_posix(), [page.place.as_posix() for page in site], 1)
    return f"did you mean {posixpath.dirname(close[0])}/?" if close else "correct the link"
