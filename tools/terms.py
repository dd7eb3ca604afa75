"""The termbase: what each concept is called in each language, and where a text speaks of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import ahocorasick
from msgspec import Struct

from tools.errors import LanguageFileError
from tools.language import LANGUAGES, TERMS
from tools.toml_file import load_toml


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """A concept in one language; `tools/languages/terms.toml` says what each part is."""

    term: str
    definition: str
    forms: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()

    @property
    def correct(self) -> tuple[str, ...]:
        """All that speaks of the concept, each once, without regard to case."""
        every = (self.term, *self.forms, *self.synonyms, *self.related)
        return tuple({form.lower(): form for form in reversed(every)}.values())[::-1]


class Concept(Struct, frozen=True, forbid_unknown_fields=True):
    """A concept, its words by locale, and what the trade calls it in English.

    Whoever can read a page knows the `everyday` ones.
    """

    id: str
    kind: str
    words: dict[str, Words]
    english: tuple[str, ...] = ()
    everyday: bool = False


class _TermsFile(Struct, frozen=True, forbid_unknown_fields=True):
    concept: tuple[Concept, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text, as offsets of its characters, and what it says there."""

    start: int
    end: int
    concept: str
    form: str


@dataclass(frozen=True)
class Vocabulary:
    """The words of one language, in small letters: the concept of each form, of each headword and
    its inflections, and of each error.
    """

    concept_of: Mapping[str, str]
    headword_of: Mapping[str, str]
    forbidden: Mapping[str, str]

    def headwords(self, text: str) -> list[Mention]:
        """Where the text uses the headword of a concept, inflected or not."""
        return list(_longest(_matches(self._headwords, text)))

    def mentions(self, text: str) -> list[Mention]:
        """Where the text speaks of a concept, in order: whole words, the longest form first.

        A form that concepts share says nothing, unless it is the headword of one.
        """
        return list(_longest(_matches(self._concepts, text)))

    def named(self, text: str) -> set[str]:
        """The concepts whose headwords the text uses, those inside longer headwords included."""
        return {mention.concept for mention in _matches(self._headwords, text)}

    def errors(self, text: str) -> list[Mention]:
        """Where the text uses a forbidden variant of a concept."""
        return list(_longest(_matches(self._errors, text)))

    @cached_property
    def _concepts(self) -> ahocorasick.Automaton:
        return _automaton(self.concept_of)

    @cached_property
    def _headwords(self) -> ahocorasick.Automaton:
        return _automaton(self.headword_of)

    @cached_property
    def _errors(self) -> ahocorasick.Automaton:
        return _automaton(self.forbidden)


@dataclass(frozen=True)
class Termbase:
    """Every concept by its id, in the file's order, and the vocabulary of each locale."""

    concepts: Mapping[str, Concept]
    vocabularies: Mapping[str, Vocabulary]


@cache
def load_termbase(locales: tuple[str, ...], folder: Path = LANGUAGES) -> Termbase:
    """The termbase, validated for the locales.

    Raises `LanguageFileError` with a line for each entry at fault: a concept twice, or without
    words in one of the locales or with words in another; a form that two concepts of a language
    claim without both listing it as `shared`, or that is so listed and is not; a forbidden variant
    that is a correct form of that language.
    """
    file = folder / f"{TERMS}.toml"
    concepts = load_toml(file, _TermsFile, LanguageFileError).concept
    problems = [f"{file}: {problem}" for problem in _problems(concepts, locales)]
    if problems:
        raise LanguageFileError(*problems)
    by_id = {concept.id: concept for concept in concepts}
    return Termbase(by_id, {locale: _vocabulary(concepts, locale) for locale in locales})


def _problems(concepts: Iterable[Concept], locales: tuple[str, ...]) -> Iterator[str]:
    concepts = list(concepts)
    ids = [concept.id for concept in concepts]
    for twice in sorted({each for each in ids if ids.count(each) > 1}):
        yield f"the concept {twice!r} stands twice; keep one"
    for concept in concepts:
        for locale in [locale for locale in locales if locale not in concept.words]:
            yield f"{concept.id!r} has no words in {locale!r}; add [concept.words.{locale}]"
        for locale in [locale for locale in concept.words if locale not in locales]:
            yield f"{concept.id!r} has words in {locale!r}, which is no language here; remove them"
    for locale in locales:
        yield from _conflicts(
            {concept.id: concept.words[locale] for concept in concepts if locale in concept.words},
            locale,
        )


def _conflicts(words: Mapping[str, Words], locale: str) -> Iterator[str]:
    claims: dict[str, list[str]] = defaultdict(list)
    for concept, entry in words.items():
        if not entry.term.strip() or not entry.definition.strip():
            yield f"{concept!r} has an empty term or definition in {locale!r}; write it"
        for form in entry.correct:
            claims[form.lower()].append(concept)
    for form, claimants in claims.items():
        if len(claimants) > 1:
            for silent in (c for c in claimants if form not in _lower(words[c].shared)):
                others = ", ".join(repr(c) for c in claimants if c != silent)
                yield (
                    f"{silent!r} and {others} both have the form {form!r} in {locale!r}; list it "
                    f"as 'shared' in each, or leave it to one"
                )
    for concept, entry in words.items():
        for form in entry.shared:
            claimants = claims.get(form.lower(), [])
            if concept not in claimants or len(claimants) < 2:
                message = f"lists {form!r} as shared in {locale!r}, and it is not"
                yield f"{concept!r} {message}; remove it"
        for variant in entry.forbidden:
            if variant.lower() in claims:
                owner = claims[variant.lower()][0]
                yield (
                    f"{concept!r} forbids {variant!r} in {locale!r}, a correct form of {owner!r}; "
                    "remove one of them, or list it as 'doubtful'"
                )


def _lower(forms: Iterable[str]) -> set[str]:
    return {form.lower() for form in forms}


def _vocabulary(concepts: Iterable[Concept], locale: str) -> Vocabulary:
    concept_of: dict[str, str] = {}
    headword_of: dict[str, str] = {}
    forbidden: dict[str, str] = {}
    for concept in concepts:
        words = concept.words[locale]
        shared = _lower(words.shared)
        concept_of |= {
            form.lower(): concept.id
            for form in words.correct
            if form == words.term or form.lower() not in shared
        }
        headword_of |= {
            form.lower(): concept.id
            for form in (words.term, *words.forms)
            if concept_of.get(form.lower()) == concept.id
        }
        for variant in words.forbidden:
            forbidden.setdefault(variant.lower(), concept.id)
    return Vocabulary(concept_of, headword_of, forbidden)


def _automaton(forms: Mapping[str, str]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for form, concept in forms.items():
        automaton.add_word(form, (form, concept))
    automaton.make_automaton()
    return automaton


def _matches(automaton: ahocorasick.Automaton, text: str) -> Iterator[Mention]:
    """Every match of whole words, those inside longer ones included."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter such as İ has no small letter of the same length
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for last, (form, concept) in automaton.iter(lowered):
        start, end = last - len(form) + 1, last + 1
        if not (lowered[start - 1 : start].isalnum() or lowered[end : end + 1].isalnum()):
            yield Mention(start, end, concept, text[start:end])


def _longest(mentions: Iterable[Mention]) -> Iterator[Mention]:
    reached = 0
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        if mention.start >= reached:
            yield mention
            reached = mention.end
