"""Encoding damage: text that was once read in the wrong encoding, and entities left undecoded."""

import html
import re
from collections.abc import Iterator

import ftfy
from ftfy.badness import is_bad
from ftfy.fixes import fix_c1_controls

from tools.document import Change, Document, Rewrite, retext
from tools.language import Language

# Text read in the wrong encoding has two such characters side by side; good text hardly has.
_SUSPECT = re.compile(r"[^\x00-\x7f]{2}|[\x80-\x9f]")
# A no-break space may be a part of the damage.
_WORD = re.compile(r"[^ \t]*[^\x00-\x7f]{2}[^ \t]*")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,4});")


def repair_mojibake(text: str) -> str:
    """The text as it was before it was read in the wrong encoding; good text as it is.

    Word by word, for damaged and sound letters may stand side by side: ftfy's badness asks
    whether a word has a sequence that hardly occurs but by such damage, and only then does ftfy
    look for the encoding that undoes it.

    >>> repair_mojibake("Ã¥rsag â€“ og virkning på Ærø")
    'årsag – og virkning på Ærø'
    """
    return _WORD.sub(lambda word: _repair_word(word[0]), fix_c1_controls(text))


def _repair_word(word: str) -> str:
    word = word.replace("Ã…", "Å")  # the one of our letters that ftfy finds too likely as it is
    apart = f" {word}"  # its heuristics want to see that a word begins
    return ftfy.fix_encoding(apart)[1:] if is_bad(apart) else word


def decode_entities(text: str) -> str:
    """The text with HTML's character references as the characters that they stand for.

    >>> decode_entities("R&amp;amp;B")
    'R&B'
    """
    while _ENTITY.search(text):
        decoded = html.unescape(text)
        if decoded == text:
            break
        text = decoded
    return text


_REPAIRS = (
    ("mojibake", "characters read in the wrong encoding", repair_mojibake),
    ("entities", "HTML's character references, left undecoded", decode_entities),
)


def repair_encoding(document: Document, language: Language) -> Document:
    """The document with encoding damage undone where it is certain."""

    def changes() -> Iterator[Change]:
        for at, block in enumerate(document.blocks):
            if "&" not in block.text and not _SUSPECT.search(block.text):
                continue
            for rule, reason, repair in _REPAIRS:
                repaired = retext(block, repair(block.text))
                if repaired != block:
                    yield Rewrite("encoding", rule, reason, at, (block,), (repaired,))
                    block = repaired

    return document.apply(changes())
