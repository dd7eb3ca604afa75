"""A cleaned document as the Markdown page that it becomes."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from urllib.parse import quote

from tools.document import Block, Document, Kind
from tools.language import Language
from tools.sentences import split_sentences

DESCRIPTION = range(50, 161)

# What Python-Markdown, with the extensions of mkdocs.yml, reads as markup anywhere in a line …
_MARKUP = re.compile(r"[\\`*_\[\]{}]")
# … as HTML, for which it knows no backslash …
_HTML = re.compile(r"<|&(?=[#\w]+;)")
# … and where a line begins: headings, quotes, lists, admonitions.
_LINE_MARKUP = re.compile(r"^(?:(\d+)(?=\.(?:\s|$))|(?=[#>+!-]))")
# … and there too, again without a backslash for it: definitions, fences, underlined headings.
_LINE_SIGN = re.compile(r"^[:~=]")
# What an address may have without breaking out of its brackets.
_ADDRESS_CHARACTERS = "!#$%&'*+,-./:;=?@_~"
_SCHEMES = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


def escape(text: str, *, begins_line: bool = True) -> str:
    """A line of text, or what follows in it, with all that Markdown would read as markup escaped.

    >>> print(escape("1. a*b <i>"))
    1\\. a\\*b &lt;i>
    """
    text = _MARKUP.sub(r"\\\g<0>", text)
    text = _HTML.sub(lambda match: {"<": "&lt;", "&": "&amp;"}[match[0]], text)
    if not begins_line:
        return text
    return _LINE_SIGN.sub(lambda sign: f"&#{ord(sign[0])};", _LINE_MARKUP.sub(r"\1\\", text))


def title(document: Document) -> str | None:
    """The text of the document's title; nothing if it has none."""
    return next((block.text for block in document.blocks if block.kind == "title"), None)


def description(document: Document, language: Language) -> str:
    """The article in 50 to 160 characters: as many of its first sentences as fit.

    A first sentence that is too long alone is cut between words and ends in an ellipsis. An
    article that is too short gives a text that is too short, which the checks report.
    """
    result = ""
    paragraphs = [block for block in document.blocks if block.kind == "paragraph"]
    for block in paragraphs or document.blocks:
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
    for kind, run in groupby(document.blocks, key=lambda block: _together(block.kind)):
        blocks = list(run)
        if kind == "list":
            parts.append("\n".join(_items(blocks)))
        elif kind == "definitions":
            parts.append("\n".join(_definition(block) for block in blocks).lstrip("\n"))
        elif kind == "row":
            parts.append(_table(blocks))
        elif kind == "code":
            parts.append(_code(blocks))
        elif kind == "quote":
            parts.append("\n>\n".join(f"> {_inline(block)}" for block in blocks))
        elif kind == "heading":
            for block in blocks:
                id_ = f" {{ #{next(ids)} }}" if sections else ""
                parts.append(f"{'#' * (block.level or 2)} {_inline(block)}{id_}")
        else:
            parts += [f"# {_inline(b)}" if kind == "title" else _inline(b) for b in blocks]
    return "\n\n".join(parts) + "\n"


def plain(document: Document) -> str:
    """The document as plain text, an empty line between its blocks, cleaned as it is once more."""
    return "\n\n".join(_plain(block) for block in document.blocks) + "\n"


def _plain(block: Block) -> str:
    if block.kind == "row":
        return block.text.replace("\t", " | ")
    return f"{_marker(block, '•')}{block.text}"


def _together(kind: Kind) -> str:
    """What stands without an empty line beside others of its sort."""
    return {"item": "list", "term": "definitions", "definition": "definitions"}.get(kind, kind)


def _marker(block: Block, bullet: str) -> str:
    if block.kind != "item":
        return ""
    return f"{bullet} " if block.number is None else f"{block.number}. "


def _items(blocks: Sequence[Block]) -> Iterator[str]:
    """The lines of a list; an item is nested no deeper than below the one above it."""
    above = -1
    for block in blocks:
        above = min(block.level, above + 1)
        yield f"{'    ' * above}{_marker(block, '-')}{_inline(block)}"


def _definition(block: Block) -> str:
    return f"\n{_inline(block)}" if block.kind == "term" else f":   {_inline(block)}"


def _table(rows: Sequence[Block]) -> str:
    cells = [[escape(cell).replace("|", "&#124;") for cell in row.text.split("\t")] for row in rows]
    width = max(len(row) for row in cells)
    lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in cells]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _code(lines: Sequence[Block]) -> str:
    text = "\n".join(line.text for line in lines)
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _inline(block: Block) -> str:
    """The block's text with its links; one whose text is no longer there is left out."""
    parts: list[str] = []
    end = 0
    for link in block.links:
        start = block.text.find(link.text, end)
        if start < 0 or not link.text or not _SCHEMES.match(link.address):
            continue
        address = quote(link.address, safe=_ADDRESS_CHARACTERS)
        parts.append(escape(block.text[end:start], begins_line=end == 0))
        parts.append(f"[{escape(link.text, begins_line=False)}]({address})")
        end = start + len(link.text)
    parts.append(escape(block.text[end:], begins_line=end == 0))
    return "".join(parts)
