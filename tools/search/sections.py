"""What the search looks through: the sections of every page, and the entries of the glossary."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tools.pages import Page
from tools.project import Project


@dataclass(frozen=True)
class Text:
    """A part of a page that has a vector of its own.

    `name` tells it from every other of the site; `whole` is all that a reader knows who reads it.
    """

    page: Page
    name: str
    whole: str

    @cached_property
    def revision(self) -> str:
        """Twelve hexadecimal digits that change whenever a word of it does."""
        return hashlib.sha256(self.whole.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Section:
    """A part of a page under one heading, or what stands above the first, which has no heading.

    `anchor` leads to it; it is empty where the page itself does. `text` has a line for
    each passage.
    """

    page: Page
    anchor: str
    heading: str
    text: str

    @property
    def as_text(self) -> Text:
        """What is embedded: it says little without the page's title and its heading."""
        whole = "\n".join(filter(None, (self.page.title, self.heading, self.text)))
        return Text(self.page, f"{self.page.path.as_posix()}#{self.anchor}", whole)


def questions(page: Page) -> list[Text]:
    """What readers ask who should find the page, in words that may not stand on it."""
    path = page.path.as_posix()
    return [Text(page, f"{path}?{question}", question) for question in page.names("questions")]


def sections(page: Page, project: Project) -> list[Section]:
    """The sections of a page, the one above its first heading first.

    What is under a heading without an id of its own stands with what is above the first heading,
    for nothing leads to it.
    """
    # The page's own heading repeats its title.
    passages = [each for each in page.passages if each.section or each.text != page.title]
    lines: dict[str, list[str]] = {"": [page.description] if page.description else []}
    headings: dict[str, str] = {"": ""}
    for passage in passages:
        if passage.kind == "heading" and passage.section not in headings:
            headings[passage.section] = passage.text
            lines[passage.section] = []
        else:
            headings.setdefault(passage.section, "")
            lines.setdefault(passage.section, []).append(passage.text)
    found = [Section(page, at, headings[at], "\n".join(lines[at])) for at in headings]
    return [*found, *_entries(page, project)] if page.slug == "glossary" else found


def _entries(page: Page, project: Project) -> Iterator[Section]:
    for concept in project.termbase.concepts.values():
        words = concept.words[page.locale]
        names = ", ".join(name for name in words.synonyms if name != words.term)
        text = "\n".join(filter(None, (words.definition, names)))
        yield Section(page, concept.id, words.term, text)


def texts(page: Page, own: Iterable[Section]) -> list[Text]:
    """All of a page that has a vector of its own: its sections, then its questions."""
    return [*(section.as_text for section in own), *questions(page)]


def all_texts(project: Project) -> Mapping[str, Text]:
    """Every text of the site by its name, in the order of the pages."""
    return {
        text.name: text for page in project.pages for text in texts(page, sections(page, project))
    }
