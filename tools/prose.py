"""The text of a Markdown body as a reader meets it: passages without markup, with their lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

Kind = Literal["heading", "paragraph", "list item", "quotation", "table cell", "formula"]

_MARKDOWN = MarkdownIt("commonmark").enable("table")
# More bodies than a site has; each check reads the same ones.
_REMEMBERED = 10_000
_ATTRIBUTES = re.compile(r"\s*\{:?[^{}]*\}\s*$")
_ID = re.compile(r"#([\w-]+)")
CITATION = re.compile(r"\[\^([\w-]+)\]")
_BETWEEN_QUOTATIONS = re.compile(r"^(>.*\n)(?:[ \t]*\n)+(?=>)", re.MULTILINE)
# What each opening token makes of the text inside it; the innermost says it.
_KINDS: dict[str, Kind] = {
    "heading_open": "heading",
    "list_item_open": "list item",
    "blockquote_open": "quotation",
    "table_open": "table cell",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, paragraph, list item, paragraph of a quotation, table cell or formula.

    `text` is without markup; `unmarked` is that without what stands in italics; `citations` are the
    keys of the references named in it; `section` is the id of the heading it stands under, empty
    above the first; `line` is the 1-based line it begins on.
    """

    kind: Kind
    text: str
    unmarked: str = ""
    citations: tuple[str, ...] = ()
    section: str = ""
    line: int = 1


@lru_cache(maxsize=_REMEMBERED)
def parse(body: str) -> tuple[Token, ...]:
    """The tokens of a Markdown body, CommonMark with tables; whoever reads them changes nothing."""
    return tuple(_MARKDOWN.parse(body))


def passages(body: str, body_line: int = 1) -> Iterator[Passage]:
    """The passages of a body that begins on line `body_line`, in their order."""
    inside: list[str] = []
    section = ""
    line = body_line
    for token in parse(body):
        if token.map:
            line = body_line + token.map[0]
        if token.type in _KINDS:
            inside.append(token.type)
        elif token.type.endswith("_close") and f"{token.type[:-6]}_open" in _KINDS:
            inside.pop()
        elif token.type == "inline":
            kind = _KINDS[inside[-1]] if inside else "paragraph"
            attributes = _ATTRIBUTES.search(token.content)
            if kind == "heading":
                named = _ID.search(attributes[0]) if attributes else None
                section = named[1] if named else ""
            if attributes and ".formula" in attributes[0]:
                kind = "formula"
            text, unmarked = (_plain(token, italics=italics) for italics in (True, False))
            citations = tuple(CITATION.findall(token.content))
            if text:
                yield Passage(kind, text, unmarked, citations, section, line)


def _plain(inline: Token, *, italics: bool) -> str:
    parts: list[str] = []
    depth = 0
    for child in inline.children or ():
        if child.type == "em_open":
            depth += 1
        elif child.type == "em_close":
            depth -= 1
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type in ("text", "code_inline", "image") and (italics or not depth):
            parts.append(child.content)
    text = CITATION.sub("", _ATTRIBUTES.sub("", "".join(parts)))
    return text.replace("\n", " ").strip()


def separate_quotations(body: str) -> str:
    """The body with an empty comment between quotations that only a blank line parts.

    CommonMark, which editors and we read, ends a quotation there; Python-Markdown would make one
    of the two.
    """
    return _BETWEEN_QUOTATIONS.sub(r"\1\n<!-- -->\n\n", body)
