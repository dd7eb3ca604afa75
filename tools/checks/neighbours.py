"""No word of a neighbour language in running text: Danish in Norwegian, and the other way."""

import re
from collections.abc import Iterator

from tools.finding import Finding
from tools.project import Project

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def check_neighbours(project: Project) -> Iterator[Finding]:
    """A finding for each word that only a neighbour language has; words in italics are let be."""
    for page in project.pages:
        language = project.languages.get(page.locale)
        if language is None:
            continue
        texts = [(1, str(page.meta.get(key, ""))) for key in ("title", "description")]
        texts += [(passage.line, passage.unmarked) for passage in page.passages]
        for line, text in texts:
            for word in _WORD.findall(text):
                neighbour = language.foreign.get(word.lower())
                if neighbour:
                    name = project.languages[neighbour].name
                    message = f"{word!r} is {name}"
                    suggestion = f"write the {language.name} word, or set a foreign term in italics"
                    yield Finding(page.path, line, "language.neighbour", message, suggestion)
