"""For programs: a Markdown copy of every page, `llms.txt`, and a feed of changes, by language."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

from tools.changes import Dates
from tools.embeds import in_words
from tools.glossary import Entry, glossary
from tools.handbook import Handbook
from tools.language import Language
from tools.pages import Page
from tools.references import FOOTNOTES_HERE, reference_section

COPY = "index.md"
FEED = "feed.xml"
LLMS = "llms.txt"
# As many changes as a reader of feeds looks through.
_NEWEST = 40
_ATTRIBUTES = re.compile(r"[ \t]*\n\{:? *\.[^{}\n]*\}[ \t]*$|[ \t]*\{:? *#[^{}\n]*\}[ \t]*$", re.M)
_LINK = re.compile(r"\]\((?P<file>[^()\s:]+\.md)(?P<anchor>#[^()\s]*)?\)")


@dataclass(frozen=True, slots=True)
class Item:
    """A page on the shelf: as its file holds it, its absolute address, and its dates."""

    page: Page
    url: str
    dates: Dates

    @property
    def title(self) -> str:
        return self.page.title

    @property
    def description(self) -> str:
        return self.page.description


@dataclass(frozen=True, slots=True)
class Shelf:
    """A language's pages in the order of the navigation, under the names of its sections.

    Pages at the top of the navigation stand under the site's own name.
    """

    handbook: Handbook
    language: Language
    site_name: str
    site_description: str
    url: str
    sections: Sequence[tuple[str, Sequence[Item]]]

    @property
    def items(self) -> list[Item]:
        return [item for _, items in self.sections for item in items]


def write_exports(site: Path, shelves: Sequence[Shelf]) -> None:
    """Writes the copies, `llms.txt` and the feed of every language into the built site."""
    for shelf in shelves:
        home = site / shelf.language.path
        addresses = {item.page.path: item.url for item in shelf.items}
        for item in shelf.items:
            folder = home / item.url.removeprefix(shelf.url)
            (folder / COPY).write_text(markdown_copy(shelf, item, addresses), "utf-8")
        (home / LLMS).write_text(llms_text(shelf, shelves), "utf-8")
        (home / FEED).write_bytes(feed(shelf))


def markdown_copy(shelf: Shelf, item: Item, addresses: dict[Path, str]) -> str:
    """A page in plain Markdown: links absolute, references and generated lists written out."""
    page = item.page

    def absolute(link: re.Match[str]) -> str:
        target = Path(urljoin(page.path.as_posix(), link["file"]))
        return f"]({addresses.get(target, link['file'])}{link['anchor'] or ''})"

    references = reference_section(page.body, shelf.handbook.project.references, shelf.language)
    references = references.replace(f"{FOOTNOTES_HERE}\n\n", "")
    text = in_words(page.body, shelf.language) + references
    body = _LINK.sub(absolute, _ATTRIBUTES.sub("", text))
    return f"{body.strip()}\n{_generated(shelf, item)}"


def _generated(shelf: Shelf, item: Item) -> str:
    """What the site's templates add to a page, as Markdown."""
    handbook, words = shelf.handbook, shelf.language.interface
    if item.page.slug == "glossary":
        return "".join(
            _entry(entry, words) for _, entries in glossary(handbook) for entry in entries
        )
    if item.page.slug == "tags":
        by_page = {item.page.slug: item for item in shelf.items}
        return "".join(
            f"\n## {name}\n\n" + "".join(_line(by_page[page.slug]) for page in handbook.tagged(tag))
            for tag, name in shelf.language.tags.items()
        )
    if item.page.section and item.page.is_index:
        others = next(items for _, items in shelf.sections if item in items)
        return "\n" + "".join(_line(other) for other in others if other is not item)
    return ""


def _entry(entry: Entry, words: Mapping[str, str]) -> str:
    also = f" {words['glossary_also']} {', '.join(entry.synonyms)}." if entry.synonyms else ""
    others = ", ".join(f"{language.name}: {term}" for language, term in entry.others)
    return f"\n**{entry.term}**: {entry.definition}{also} {others}\n"


def llms_text(shelf: Shelf, shelves: Sequence[Shelf]) -> str:
    """The language's pages as <https://llmstxt.org> has them: name, summary, and lists of links.

    The other languages' lists are linked at the end.
    """
    parts = [f"# {shelf.site_name}\n", f"> {shelf.site_description}\n"]
    for name, items in shelf.sections:
        parts.append(f"## {name}\n\n" + "".join(_line(item) for item in items))
    others = [other for other in shelves if other is not shelf]
    parts.append(
        "## Optional\n\n"
        + "".join(f"- [{o.site_name}]({o.url}{LLMS}): {o.site_description}\n" for o in others)
    )
    return "\n".join(parts)


def _line(item: Item) -> str:
    return f"- [{item.title}]({item.url}{COPY}): {item.description}\n"


def feed(shelf: Shelf) -> bytes:
    """The language's newest changes, the last first, as Atom (RFC 4287)."""
    newest = sorted(shelf.items, key=lambda item: (item.dates.changed, item.url), reverse=True)
    newest = newest[:_NEWEST]
    root = ElementTree.Element(
        "feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": shelf.language.tag}
    )

    def add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> None:
        ElementTree.SubElement(parent, name, attributes).text = text or None

    add(root, "title", shelf.site_name)
    add(root, "subtitle", shelf.site_description)
    add(root, "id", shelf.url)
    add(root, "link", rel="alternate", type="text/html", href=shelf.url)
    add(root, "link", rel="self", type="application/atom+xml", href=f"{shelf.url}{FEED}")
    add(root, "updated", newest[0].dates.changed.isoformat())
    author = ElementTree.SubElement(root, "author")
    add(author, "name", shelf.site_name)
    for item in newest:
        entry = ElementTree.SubElement(root, "entry")
        add(entry, "title", item.title)
        add(entry, "id", item.url)
        add(entry, "link", rel="alternate", type="text/html", href=item.url)
        add(entry, "published", item.dates.written.isoformat())
        add(entry, "updated", item.dates.changed.isoformat())
        add(entry, "summary", item.description)
    return bytes(ElementTree.tostring(root, "utf-8", xml_declaration=True))
