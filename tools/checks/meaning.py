"""The library's translations say what their origins say: nothing lost, added or turned round."""

import re
from collections.abc import Iterator

from tools.finding import Finding
from tools.language import Language
from tools.meaning import load_alignments, sentences, translated_articles
from tools.project import Project

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"(?<=\d)[.\u00a0\u202f](?=\d{3}(?!\d))")
_WORD = re.compile(r"\w+")


def check_meaning(project: Project) -> Iterator[Finding]:
    """Findings for translated articles that have not been aligned since either text changed, and
    for sentences without a counterpart, or whose counterpart has other figures or a negation more
    or less. The alignment is what `make vectors` made; no model is needed here.
    """
    alignments = load_alignments(project.root)
    for page, origin in translated_articles(project):
        alignment = alignments.get(page.path.as_posix())
        language, other = (project.languages[each.locale] for each in (page, origin))
        ours, theirs = sentences(page, language), sentences(origin, other)
        if alignment is None or not alignment.is_of(origin, theirs, page, ours):
            message = f"its sentences are not aligned with those of {origin.path} as they stand"
            yield Finding(
                page.path, page.body_line, "meaning.not-current", message, "run `make vectors`"
            )
            continue
        for theirs_at, ours_at in alignment.pairings:
            line = ours[ours_at[0]][0] if ours_at else page.body_line
            there = " ".join(theirs[at][1] for at in theirs_at)
            here = " ".join(ours[at][1] for at in ours_at)
            if not ours_at:
                place = f"{origin.path}:{theirs[theirs_at[0]][0]}"
                yield Finding(
                    page.path, line, "meaning.lost", f"nothing says {there!r} of {place}", "add it"
                )
            elif not theirs_at:
                message = f"{here!r} says what nothing in {origin.path} does"
                yield Finding(
                    page.path, line, "meaning.added", message, "remove it, or add it there"
                )
            elif what := contradiction(here, language, there, other):
                message = f"{here!r} has {what} than {there!r} in {origin.path}"
                yield Finding(page.path, line, "meaning.contradicted", message, "make them agree")


def contradiction(here: str, language: Language, there: str, other: Language) -> str:
    """In what two sentences that should say the same are seen to differ; empty if in nothing."""
    if _figures(here) != _figures(there):
        return "other figures"
    if _is_negated(here, language) != _is_negated(there, other):
        return "a negation more or less"
    return ""


def _figures(text: str) -> list[str]:
    """The figures above twelve, without thousands signs: languages write small ones as words."""
    figures = _NUMBER.findall(_THOUSANDS.sub("", text))
    return sorted(figure for figure in figures if not figure.isdigit() or int(figure) > 12)


def _is_negated(text: str, language: Language) -> bool:
    return not language.negations.isdisjoint(_WORD.findall(text.lower()))
