"""Every figure has its source, every source is in the bibliography, every study its context."""

import re
from collections.abc import Iterator

from tools.finding import Finding
from tools.language import Language
from tools.pages import Page
from tools.project import Project
from tools.prose import Passage
from tools.references import REFERENCES
from tools.usage import RUNNING_TEXT

# Oliver (1999), Zeithaml m.fl. (1996), (Jones og Sasser, 1995).
_STUDY = re.compile(r"(?P<name>[^\W\d_])[\w’-]+(?: [\w.]+){0,2}?(?: \(|, )(?:19|20)\d\d\)")


def check_citations(project: Project) -> Iterator[Finding]:
    """Findings for citations that the bibliography does not have, for a study cited without its
    author or its year in the same passage, for a study named and not cited, and for a figure, as
    studies have them, that has no source and is not the page's own.
    """
    for page, language in project.pages_in_languages():
        calculated = {each.section for each in page.passages if each.kind == "formula"}
        for passage in page.passages:
            for key in passage.citations:
                yield from _check_citation(project, page, passage, key)
            if passage.citations or passage.kind not in RUNNING_TEXT or not page.is_guide:
                continue
            for study in _STUDY.finditer(passage.text):
                if study["name"].isupper():
                    message = f"names a study, {study[0]!r}, and cites none"
                    yield Finding(
                        page.path, passage.line, "citations.missing", message, "add [^key]"
                    )
            figure = language.research_figures.search(passage.text)
            if figure and passage.section not in calculated and not _is_own(passage, language):
                start = max(0, figure.start() - 30)
                message = f"has a figure without a source: …{passage.text[start : figure.end()]}"
                suggestion = "cite it with [^key], or say that it is an example"
                yield Finding(page.path, passage.line, "citations.no-source", message, suggestion)


def _check_citation(project: Project, page: Page, passage: Passage, key: str) -> Iterator[Finding]:
    reference = project.references.get(key)
    if reference is None:
        message = f"cites {key!r}, which is not in {REFERENCES}"
        yield Finding(
            page.path, passage.line, "citations.unknown", message, "add it, or correct it"
        )
        return
    if reference.is_study:
        text = passage.text.casefold()
        needed = (reference.first_author, str(reference.year))
        lost = [word for word in needed if word.casefold() not in text]
        if lost:
            message = f"cites {key!r} and does not say {' or '.join(lost)}"
            suggestion = "name author and year, where and on whom it was found"
            yield Finding(page.path, passage.line, "citations.context", message, suggestion)


def _is_own(passage: Passage, language: Language) -> bool:
    """Whether the figures are the page's own: in an example, a calculation or a text to copy."""
    words = set(re.findall(r"\w+", passage.text.lower()))
    return (
        "example" in passage.section
        or "=" in passage.text
        or passage.kind == "quotation"
        or not words.isdisjoint(language.example_words)
    )
