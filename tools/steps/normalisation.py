"""The same characters for the same text: normalisation of Unicode, spaces and punctuation."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from tools.document import Change, Document, Rewrite, retext
from tools.language import Language

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_SPACES = re.compile(r"\s+")
_SPACE_BEFORE_MARK = re.compile(r"\s+([,;:!?]|\.(?!\.))(?=\s|$)")


def compose_characters(text: str) -> str:
    """The text in Unicode's normalisation form C, without soft hyphens and zero-width characters.

    >>> compose_characters("a\u030arsag")
    'årsag'
    """
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def collapse_spaces(text: str) -> str:
    """The text with single spaces, and none at its ends.

    >>> collapse_spaces("  to   ord ")
    'to ord'
    """
    return _SPACES.sub(" ", text).strip()


def close_up_punctuation(text: str) -> str:
    """The text without the space that a removed link leaves before a mark.

    A mark that does not end a word, as in ``.com`` or an ellipsis, is left alone.

    >>> close_up_punctuation("brand name loyalitet , er disse")
    'brand name loyalitet, er disse'
    """
    return _SPACE_BEFORE_MARK.sub(r"\1", text)


_REPAIRS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("characters", "one way to write each character, none invisible", compose_characters),
    ("spaces", "spaces that mean nothing", collapse_spaces),
    ("space-before-mark", "the space before a mark, left by a removed link", close_up_punctuation),
)


def normalise(document: Document, language: Language) -> Document:
    """The document with every block's characters, spaces and marks written one way."""

    def changes() -> Iterator[Change]:
        for at, block in enumerate(document.blocks):
            for rule, reason, repair in _REPAIRS:
                repaired = retext(block, repair(block.text))
                if repaired != block:
                    yield Rewrite("normalisation", rule, reason, at, (block,), (repaired,))
                    block = repaired

    return document.apply(changes())
