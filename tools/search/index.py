"""The search index of a language: which words stand where, and what each concept is called."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from tools.exports import Shelf
from tools.pages import Page
from tools.project import Project
from tools.search.sections import Section, Text, questions, sections, texts
from tools.search.stems import Analyser
from tools.search.words import WORD, fold
from tools.terms import Vocabulary

# What a word weighs: in a heading, in a title, in a text, in the questions that a page answers.
_HEADING = 6
_TITLE = 4
_TEXT = 2
_ASKED = 1
# A part of a compound weighs so much less than a word of its own.
_PARTS = 2
# What a page weighs beside a guide: nobody looks for a list of links.
_KINDS = {"guide": 1.0, "source": 0.6, "landing": 0.85, "glossary": 0.5, "other": 0.4}
# How sure a name of a concept is: its own names, what brings it to mind, and foreign names.
_OWN, _RELATED, _FOREIGN = 3, 2, 1

Postings = Mapping[int, int]


@dataclass(frozen=True)
class Entry:
    """A page in the index: the name of its section of the handbook, and its own sections.

    The first place of a page is its title's; those of its sections follow it.
    """

    page: Page
    area: str
    sections: Sequence[Section]

    @cached_property
    def texts(self) -> Sequence[Text]:
        """All of it that has a vector."""
        return texts(self.page, self.sections)


@dataclass(frozen=True)
class Index:
    """All that the search of a language knows.

    `forms` are the words that a reader may type, as they are spelled, and the stem of each;
    `postings` are the places of each stem or concept (`#id`) and its weight there; `names` the
    concepts of each phrase of stems, each with how sure it is.
    """

    entries: Sequence[Entry]
    forms: Mapping[str, str]
    postings: Mapping[str, Postings]
    names: Mapping[tuple[str, ...], Mapping[str, int]]

    def pages_with(self, term: str) -> int:
        """How many pages have a stem or speak of a concept."""
        return len({self._page_at[place] for place in self.postings.get(term, ())})

    @cached_property
    def _page_at(self) -> Sequence[int]:
        return [number for number, entry in enumerate(self.entries) for _ in (0, *entry.sections)]


def spelled(text: str) -> list[str]:
    """The words of a text as they are spelled, in small letters."""
    found: list[str] = WORD.findall(unicodedata.normalize("NFC", text).lower())
    return found


def weight(page: Page) -> float:
    """What a page weighs beside others that say the same."""
    if page.slug == "glossary":
        return _KINDS["glossary"]
    if page.is_article:
        return _KINDS["guide" if page.is_guide else "source"]
    return _KINDS["landing" if page.section else "other"]


def build_index(shelf: Shelf) -> Index:
    """The index of a language's pages."""
    handbook, search = shelf.handbook, shelf.language.search
    project, locale = handbook.project, shelf.language.locale
    entries = [
        Entry(item.page, name if item.page.section else "", sections(item.page, project))
        for name, items in shelf.sections
        for item in items
    ]
    on_site = {
        form
        for entry in entries
        for whole in (entry.page.title, *(text.whole for text in entry.texts))
        for form in spelled(whole)
    }
    words = [concept.words[locale] for concept in project.termbase.concepts.values()]
    analyser = Analyser(
        search,
        frozenset(map(fold, on_site)),
        handbook.subjects.embeddings.frequent(locale),
        frozenset(fold(name) for each in words for name in (each.term, *each.synonyms)),
    )
    postings = _postings(entries, analyser, project.termbase.vocabularies[locale])
    names: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    forms = {form: analyser.stem(form) for form in on_site}
    for part in {part for form in on_site for part in analyser.parts(form)} - analyser.on_site:
        forms[part] = analyser.stem(part)
    forms |= {root: analyser.stem(root) for root in search.roots - analyser.on_site}
    for phrase, concept, sure in names_of(project, locale):
        words_of_name = spelled(phrase)
        for form in words_of_name:
            forms.setdefault(form, analyser.stem(form))
        # The surest come last: a neighbour's word gives way to the language's own.
        name = tuple(analyser.stem(form) for form in words_of_name)
        as_sure = {other: known for other, known in names[name].items() if known == sure}
        names[name] = as_sure | {f"#{concept}": sure}
    return Index(entries, forms, postings, names)


def _postings(
    entries: Sequence[Entry], analyser: Analyser, vocabulary: Vocabulary
) -> Mapping[str, Postings]:
    postings: dict[str, Counter[int]] = defaultdict(Counter)

    def count(text: str, place: int, weight: int) -> None:
        for form, times in Counter(spelled(text)).items():
            postings[analyser.stem(form)][place] += weight * times
            for part in analyser.parts(form):
                postings[analyser.stem(part)][place] += weight * times // _PARTS
        for mention in vocabulary.mentions(text):
            postings[f"#{mention.concept}"][place] += weight

    place = 0
    for entry in entries:
        for term in _asked(entry.page, analyser, vocabulary):
            postings[term][place] += _ASKED
        count(entry.page.title, place, _TITLE)
        for section in entry.sections:
            place += 1
            count(section.heading, place, _HEADING)
            count(section.text, place, _TEXT)
        place += 1
    return postings


def _asked(page: Page, analyser: Analyser, vocabulary: Vocabulary) -> set[str]:
    """The stems and concepts of the questions that a page answers."""
    asked = [question.whole for question in questions(page)]
    forms = {form for text in asked for form in spelled(text)}
    words = forms | {part for form in forms for part in analyser.parts(form)}
    concepts = {f"#{each.concept}" for text in asked for each in vocabulary.mentions(text)}
    return {analyser.stem(word) for word in words} | concepts


def names_of(project: Project, locale: str) -> list[tuple[str, str, int]]:
    """What each concept is called: a phrase, the concept, how sure that is; the surest last."""
    found = []
    for concept in project.termbase.concepts.values():
        for other, words in concept.words.items():
            if other == locale:
                own = (*words.forbidden, *words.synonyms, *words.forms, words.term)
                found += [(each, concept.id, _OWN) for each in own]
                near = (*words.related, *words.doubtful)
                found += [(each, concept.id, _RELATED) for each in near]
            else:
                theirs = (*words.synonyms, *words.forms, words.term)
                found += [(each, concept.id, _FOREIGN) for each in theirs]
        found += [(each, concept.id, _FOREIGN) for each in concept.english]
    return sorted(found, key=lambda name: name[2])


def shards(terms: Sequence[str], index: Index, size: int) -> list[list[str]]:
    """The terms in their order, divided so that each has postings for about `size` places."""
    reached = 0
    numbers = []
    for term in terms:
        numbers.append(reached // size)
        reached += len(index.postings.get(term, ()))
    numbered = zip(numbers, terms, strict=True)
    return [[term for _, term in group] for _, group in groupby(numbered, key=lambda each: each[0])]
