"""A cleaned document as the Markdown page that it becomes."""

import re
from collections.abc import Sequence

from tools.document import Block, Document
from tools.language import Language
from tools.sentences import split_sentences

DESCRIPTION = range(50, 161)

# What Python-Markdown, with the extensions of mkdocs.yml, reads as markup anywhere in a line …
_MARKUP = re.compile(r"[\\`*_\[\]{}]")
# … as HTML, for which it knows no backslash …
_HTML = re.compile(r"<|&(?=[#\w]+;)")
# … and where a line begins: headings, quotes, lists, admonitions.
_LINE_MARKUP = re.compile(r"^(?:(\d+)(?=\.(?:\s|$))|(?=[#>+!-]))")


def escape(text: str) -> str:
    """A line of text with everything that Markdown would read as markup escaped.

    >>> print(escape("1. a*b <i>"))
    1\\. a\\*b &lt;i>
    """
    text = _MARKUP.sub(r"\\\g<0>", text)
    text = _HTML.sub(lambda match: {"<": "&lt;", "&": "&amp;"}[match[0]], text)
    return _LINE_MARKUP.sub(r"\1\\", text)


def title(document: Document) -> str | None:
    """The text of the document's title; nothing if it has none."""
    return next((block.text for block in document.blocks if block.kind == "title"), None)


def description(document: Document, language: Language) -> str:
    """The article in 50 to 160 characters: as many of its first sentences as fit.

    A first sentence that is too long alone is cut between words and ends in an ellipsis. An
    article that is too short gives a text that is too short, which the checks report.
    """
    result = ""
    for block in document.blocks:
        if block.kind != "paragraph":
            continue
        for sentence in split_sentences(block.text, language):
            longer = f"{result} {sentence}".strip()
            if len(longer) >= DESCRIPTION.stop:
                if len(result) in DESCRIPTION:
                    return result
                return longer[: DESCRIPTION.stop - 2].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
            result = longer
            if len(result) in DESCRIPTION:
                return result
    return result


def markdown(document: Document, sections: Sequence[str] = ()) -> str:
    """The document as Markdown, its title as the only `h1`.

    `sections` are the ids of its headings in order; without them the headings have none of their
    own. Raises `ValueError` if there are some, but not as many as headings.
    """
    headings = sum(block.kind == "heading" for block in document.blocks)
    if sections and len(sections) != headings:
        raise ValueError(f"{headings} headings, but {len(sections)} section ids")
    ids = iter(sections)
    parts: list[str] = []
    previous: Block | None = None
    for block in document.blocks:
        text = escape(block.text)
        if block.kind == "title":
            text = f"# {text}"
        elif block.kind == "heading":
            text = f"## {text} {{ #{next(ids)} }}" if sections else f"## {text}"
        elif block.kind == "item":
            text = f"- {text}"
        together = previous is not None and previous.kind == block.kind == "item"
        parts.append("\n" if together else "\n\n")
        parts.append(text)
        previous = block
    return "".join(parts).lstrip("\n") + "\n"
