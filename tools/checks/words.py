"""What the site says beside its pages keeps to the rules of its language too."""

from collections.abc import Iterator
from pathlib import Path

from tools.finding import Finding
from tools.language import LANGUAGES, TERMS, Language
from tools.project import Project

_FOLDER = Path(LANGUAGES.parent.name, LANGUAGES.name)


def check_words(project: Project) -> Iterator[Finding]:
    """Findings for forbidden variants, and for breaches of typography or phrase, in the glossary's
    definitions and synonyms, and in the words of the interface.
    """
    for language in project.languages.values():
        vocabulary = project.termbase.vocabularies[language.locale]
        for file, text in _shown(project, language):
            rules = [*language.typography, *language.phrases]
            broken = [
                (rule.id, found, rule.instead) for rule in rules for found in rule.found_in(text)
            ]
            for error in vocabulary.errors(text):
                term = project.termbase.concepts[error.concept].words[language.locale].term
                broken.append(("forbidden", error.form, term))
            for check, found, instead in broken:
                line = _line(project.root / file, text)
                message = f"{found!r} in {text!r}"
                yield Finding(file, line, f"words.{check}", message, f"write {instead}")


def _shown(project: Project, language: Language) -> Iterator[tuple[Path, str]]:
    """The texts, and the files that they stand in."""
    for concept in project.termbase.concepts.values():
        words = concept.words[language.locale]
        for text in (words.term, words.definition, *words.synonyms):
            yield _FOLDER / f"{TERMS}.toml", text
    for table in (language.interface, language.noise, language.tags):
        for text in table.values():
            yield _FOLDER / f"{language.locale}.toml", text


def _line(file: Path, text: str) -> int:
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    return next((number for number, line in enumerate(lines, 1) if text in line), 1)
