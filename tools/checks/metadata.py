"""Every built page tells browsers and search engines what it is, and where its twins are."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.checks.site import BuiltPage, Site
from tools.finding import Finding
from tools.language import Language
from tools.site import alternates, language_of_url

_HINT = "see overrides/main.html and the page's front matter"


def check_metadata(site: Site, languages: Mapping[str, Language]) -> Iterator[Finding]:
    """Findings for pages whose `lang`, title, description, only `h1`, canonical link or
    alternates are missing or wrong. An error page has no canonical link and no alternates.
    """
    titles: dict[tuple[str, str], BuiltPage] = {}
    for page in site:
        language = language_of_url(page.url, languages)

        def finding(check: str, message: str, page: BuiltPage = page) -> Finding:
            return Finding(page.path, 1, f"metadata.{check}", message, _HINT)

        html = page.soup.html
        lang = str(html.get("lang", "")) if html else ""
        if lang != language.tag:
            yield finding("lang", f"lang is {lang!r}, should be {language.tag!r}")
        title = page.soup.title.get_text(strip=True) if page.soup.title else ""
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
        descriptions = [tag for tag in page.named("meta") if tag.get("name") == "description"]
        if not any(str(tag.get("content", "")).strip() for tag in descriptions):
            yield finding("description", "has no description")
        links = page.named("link")
        canonical = [str(tag.get("href")) for tag in links if "canonical" in (tag.get("rel") or ())]
        if canonical != [site.url + page.url]:
            yield finding("canonical", f"is {canonical}, should be {site.url + page.url!r}")
        found = {
            (str(tag.get("hreflang")), str(tag.get("href")))
            for tag in links
            if "alternate" in (tag.get("rel") or ()) and tag.get("hreflang")
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
