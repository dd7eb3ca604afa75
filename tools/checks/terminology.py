"""The termbase holds: no forbidden variant, and a translation speaks of what its origin does."""

from collections import Counter
from collections.abc import Iterator

from tools.checks.texts import shown
from tools.finding import Finding
from tools.pages import Page
from tools.project import Project

# A concept that its origin page mentions this often, or in its title, is one that it treats.
_TREATED = 4


def check_forbidden(project: Project) -> Iterator[Finding]:
    """A finding for each forbidden variant in what a reader meets."""
    for text in shown(project):
        locale = text.language.locale
        for error in project.termbase.vocabularies[locale].errors(text.passage.text):
            term = project.termbase.concepts[error.concept].words[locale].term
            message = f"{error.form!r} is no word for this"
            line = text.passage.line
            yield Finding(text.path, line, "terms.forbidden", message, f"write {term!r}")


def check_concepts(project: Project) -> Iterator[Finding]:
    """A finding for each concept that an origin page treats and its translation never names.

    The headword and its inflected forms name it; synonyms do not.
    """
    for page, _ in project.pages_in_languages():
        origin = project.origin(page)
        if origin is None or origin is page:
            continue
        text = " ".join(passage.text for passage in page.passages)
        named = project.termbase.vocabularies[page.locale].named(text)
        for concept in _treated(project, origin):
            words = project.termbase.concepts[concept].words
            if concept not in named:
                term, there = words[page.locale].term, words[origin.locale].term
                message = f"{origin.path} treats {there!r}, this page never says {term!r}"
                yield Finding(page.path, page.body_line, "terms.lost-concept", message, "name it")


def _treated(project: Project, page: Page) -> list[str]:
    vocabulary = project.termbase.vocabularies[page.locale]
    text = " ".join(passage.text for passage in page.passages)
    counts = Counter(mention.concept for mention in vocabulary.headwords(text))
    in_title = {mention.concept for mention in vocabulary.headwords(page.title)}
    return [concept for concept, n in counts.items() if n >= _TREATED or concept in in_title]
