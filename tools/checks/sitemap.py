"""The sitemap lists the pages of the site, each with its twins."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from tools.checks.site import Site
from tools.finding import Finding
from tools.language import Language
from tools.site import alternates, language_of_url

_NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}
_FILE = Path("sitemap.xml")


def check_sitemap(site: Site, languages: Mapping[str, Language]) -> Iterator[Finding]:
    """Findings for pages that the sitemap lacks or has too many, and for wrong alternates in it."""
    path = site.folder / _FILE

    def finding(message: str) -> Finding:
        return Finding(path, 1, "sitemap", message, "see overrides/sitemap.xml")

    try:
        root = ElementTree.parse(site.file(_FILE)).getroot()
    except (OSError, ElementTree.ParseError) as error:
        yield finding(f"cannot be read: {error}")
        return
    listed = {
        url.findtext("s:loc", "", _NAMES): {
            (link.get("hreflang", ""), link.get("href", ""))
            for link in url.findall("x:link", _NAMES)
        }
        for url in root.findall("s:url", _NAMES)
    }
    pages = {page.url for page in site if not page.is_error_page}
    expected = {site.url + url for url in pages}
    for url in sorted(expected - listed.keys()):
        yield finding(f"lacks {url}")
    for url in sorted(listed.keys() - expected):
        yield finding(f"lists {url}, which is no page")
    for url in sorted(pages):
        language = language_of_url(url, languages)
        slug = url.removeprefix(language.path)
        present = [other.locale for other in languages.values() if other.path + slug in pages]
        links = listed.get(site.url + url)
        if links is not None and links != set(alternates(site.url, slug, present, languages)):
            yield finding(f"has the wrong alternates for {site.url + url}")
