"""No word of a neighbour language in running text: Danish in Norwegian, and the other way."""

import re
from collections.abc import Iterator

from tools.checks.texts import shown
from tools.finding import Finding
from tools.project import Project

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def check_neighbours(project: Project) -> Iterator[Finding]:
    """A finding for each word that only a neighbour language has; words in italics are let be."""
    for text in shown(project):
        language = text.language
        for word in _WORD.findall(text.passage.unmarked):
            neighbour = language.foreign.get(word.lower())
            if neighbour:
                message = f"{word!r} is {project.languages[neighbour].name}"
                suggestion = f"write the {language.name} word, or set a foreign term in italics"
                line = text.passage.line
                yield Finding(text.path, line, "language.neighbour", message, suggestion)
