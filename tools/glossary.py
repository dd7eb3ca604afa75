"""The glossary of a language: its concepts in the order of its dictionaries."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from tools.handbook import Handbook
from tools.language import Language
from tools.pages import Page
from tools.terms import Concept


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept as one language's glossary shows it.

    `others` are the languages beside it and their headwords; `uses` the guides that use it most.
    """

    id: str
    term: str
    definition: str
    synonyms: tuple[str, ...]
    others: tuple[tuple[Language, str], ...]
    uses: tuple[Page, ...]


def glossary(handbook: Handbook) -> list[tuple[str, Sequence[Entry]]]:
    """The entries of the handbook's language under their first letters, in alphabetical order."""
    language = handbook.project.languages[handbook.locale]
    entries = [_entry(handbook, each) for each in handbook.project.termbase.concepts.values()]
    entries.sort(key=lambda entry: language.dictionary_order(entry.term))
    return [
        (letter, list(group))
        for letter, group in groupby(entries, key=lambda entry: entry.term[0].upper())
    ]


def _entry(handbook: Handbook, concept: Concept) -> Entry:
    words = concept.words[handbook.locale]
    return Entry(
        concept.id,
        words.term,
        words.definition,
        tuple(synonym for synonym in words.synonyms if synonym.lower() != words.term.lower()),
        tuple(
            (language, concept.words[language.locale].term)
            for language in handbook.project.languages.values()
            if language.locale != handbook.locale
        ),
        tuple(handbook.uses(concept.id)),
    )
