"""Every text that a reader of the site meets, for the checks that read them all."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.language import LANGUAGES, TERMS, Language, tables
from tools.project import Project
from tools.prose import Passage

_FOLDER = Path(LANGUAGES.parent.name, LANGUAGES.name)
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True)
class Text:
    """A passage, the file that it stands in, and its language."""

    path: Path
    language: Language
    passage: Passage


def shown(project: Project) -> Iterator[Text]:
    """The titles, descriptions, summaries and passages of the pages; the glossary's terms with
    definitions and synonyms; the words of the interface, the figures and the calculators. Pages of
    no known language are left out.
    """
    for page, language in project.pages_in_languages():
        yield Text(page.path, language, _passage(page.title, 1))
        yield Text(page.path, language, Passage("paragraph", page.description, page.description))
        for point in page.names("summary"):
            yield Text(page.path, language, Passage("list item", point, point))
        for passage in page.passages:
            yield Text(page.path, language, passage)
    terms = _FOLDER / f"{TERMS}.toml"
    lines = _lines(project.root / terms)
    for concept in project.termbase.concepts.values():
        for locale, words in concept.words.items():
            for text in (words.term, words.definition, *words.synonyms):
                yield Text(terms, project.languages[locale], _passage(text, lines.get(text, 1)))
    for language in project.languages.values():
        file = _FOLDER / f"{language.locale}.toml"
        lines = _lines(project.root / file)
        for _, table in tables(language):
            for text in table.values():
                yield Text(file, language, _passage(text, lines.get(text, 1)))


def _passage(text: str, line: int) -> Passage:
    """A text that is no running text."""
    return Passage("heading", text, text, line=line)


def _lines(file: Path) -> Mapping[str, int]:
    """Where each string of a TOML file stands first."""
    lines: dict[str, int] = {}
    if file.is_file():
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            for string in _STRING.findall(line):
                lines.setdefault(string, number)
    return lines
