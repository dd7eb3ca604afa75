"""Every built page tells browsers and search engines what it is, and where its twins are."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.checks.site import BuiltPage, Site
from tools.finding import Finding
from tools.language import Language
from tools.site import alternates, language_of_url

_HINT = "see overrides/main.html and the page's front matter"


def check_metadata(site: Site, languages: Mapping[str, Language]) -> Iterator[Finding]:
    """Findings for pages whose `lang`, title, description, only `h1`, canonical link, social
    card or alternates are missing or wrong. An error page has none of the last three.
    """
    titles: dict[tuple[str, str], BuiltPage] = {}
    for page in site:
        language = language_of_url(page.url, languages)

        def finding(check: str, message: str, page: BuiltPage = page) -> Finding:
            return Finding(page.path, 1, f"metadata.{check}", message, _HINT)

        lang = page.elements[0].get("lang", "") if page.elements else ""
        if lang != language.tag:
            yield finding("lang", f"lang is {lang!r}, should be {language.tag!r}")
        title = " ".join(element.text_content() for element in page.named("title")).strip()
        if not title:
            yield finding("title", "has no title")
        first = titles.setdefault((language.locale, title), page)
        if first is not page:
            yield finding("title", f"has the title of {first.path}: {title!r}")
        headings = page.named("h1")
        if len(headings) != 1:
            yield finding("h1", f"has {len(headings)} h1, should have one")
        if page.is_error_page:
            continue
        descriptions = [meta for meta in page.named("meta") if meta.get("name") == "description"]
        if not any(meta.get("content", "").strip() for meta in descriptions):
            yield finding("description", "has no description")
        canonical = [link.get("href", "") for link in page.links("canonical")]
        if canonical != [site.url + page.url]:
            yield finding("canonical", f"is {canonical}, should be {site.url + page.url!r}")
        images = [
            meta.get("content", "")
            for meta in page.named("meta")
            if meta.get("property") == "og:image"
        ]
        places = [Path(image.removeprefix(site.url)) for image in images]
        if [place.parent for place in places] != [page.place.parent]:
            yield finding("card", f"the image is {images}, should be one in {page.place.parent}")
        elif places[0] not in site.files:
            yield finding("card", f"the image {places[0]} does not exist")
        found = {
            (link.get("hreflang", ""), link.get("href", ""))
            for link in page.links("alternate")
            if link.get("hreflang")
        }
        slug = page.url.removeprefix(language.path)
        present = [
            other.locale
            for other in languages.values()
            if site.page(Path(f"{other.path}{slug}index.html"))
        ]
        expected = set(alternates(site.url, slug, present, languages))
        for hreflang, href in sorted(found ^ expected):
            state = "should not be there" if (hreflang, href) in found else "is missing"
            yield finding("alternates", f"the alternate {hreflang} {href} {state}")
