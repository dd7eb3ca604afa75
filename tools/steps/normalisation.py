"""The same characters for the same text: normalisation of Unicode, spaces and punctuation."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from tools.document import Change, Document, Removal, Rewrite, retext
from tools.language import Language

_STEP = "normalisation"
# Soft hyphens, zero-width characters, direction marks and the rest that is never seen.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc]")
# A no-break space has its use in a number and between it and its unit; elsewhere it is a leftover.
_NO_BREAK = re.compile(r"(?<=\d)[\u00a0\u202f](?=\d{3}\b|%|[^\W\d_]{1,3}\b)")
_SPACES = re.compile(r"[^\S\u00a0]+|\u00a0(?<!\d\u00a0)|\u00a0(?!\d{3}\b|%|[^\W\d_]{1,3}\b)")
_SPACE_BEFORE_MARK = re.compile(r"\s+([,!?]|\.(?!\.))(?=\s|$|[)\]»”\"’])|\s+([;:])(?=\s|$)")
_SPACE_IN_BRACKETS = re.compile(r"(?<=\() +(?=\w)|(?<=\w) +(?=\))")
_DOUBLED_MARK = re.compile(r"(?<=\w)([.,])\1(?=\s|$)")
# A line without any of this is as it should be; one look at it saves the repairs theirs.
_SUSPECT = re.compile(r"[^ -~æøåÆØÅéÉ«»“”‘’–—…•°½]| [ ,;:!?.)»”]|[( ]$|\( |\.\.|,,|^ ")


def compose_characters(text: str) -> str:
    """The text in Unicode's normalisation form C, without invisible characters.

    >>> compose_characters("a\u030arsag")
    'årsag'
    """
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def collapse_spaces(text: str) -> str:
    """The text with single spaces, and none at its ends; tabs too are spaces.

    A no-break space stays inside a number and between a number and its unit.

    >>> collapse_spaces("  to   ord, 1\u202f200\u00a0kr ")
    'to ord, 1\\xa0200\\xa0kr'
    """
    text = _NO_BREAK.sub("\u00a0", text)
    return re.sub("  +", " ", _SPACES.sub(" ", text)).strip()


def close_up_punctuation(text: str) -> str:
    """The text without the spaces that a removed link leaves before a mark, or in brackets.

    A mark that does not end a word, as in ``.com`` or an ellipsis, is left alone.

    >>> close_up_punctuation("brand name loyalitet , er disse")
    'brand name loyalitet, er disse'
    """
    return _SPACE_IN_BRACKETS.sub("", _SPACE_BEFORE_MARK.sub(r"\1\2", text))


def undouble_marks(text: str) -> str:
    """The text with a full stop or comma that stands twice once; an ellipsis is left alone.

    >>> undouble_marks("Ja.. Vi venter...")
    'Ja. Vi venter...'
    """
    return _DOUBLED_MARK.sub(r"\1", text)


_REPAIRS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("characters", "one way to write each character, none invisible", compose_characters),
    ("spaces", "spaces that mean nothing", collapse_spaces),
    ("space-before-mark", "the space before a mark, left by a removed link", close_up_punctuation),
    ("doubled-mark", "a mark that stands twice", undouble_marks),
)


def normalise(document: Document, language: Language) -> Document:
    """The document with every block's characters, spaces and marks written one way.

    Code keeps its spaces, a row the tabs between its cells.
    """

    def changes() -> Iterator[Change]:
        removed = 0
        for at, block in enumerate(document.blocks):
            if not _SUSPECT.search(block.text):
                continue
            for rule, reason, repair in _REPAIRS:
                if block.kind == "code" and rule != "characters":
                    break
                if block.kind == "row":
                    text = "\t".join(repair(cell) for cell in block.text.split("\t"))
                else:
                    text = repair(block.text)
                if not text.strip():
                    yield Removal(_STEP, "empty", "nothing to see", at - removed, block)
                    removed += 1
                    break
                if text != block.text:
                    repaired = retext(block, text)
                    yield Rewrite(_STEP, rule, reason, at - removed, (block,), (repaired,))
                    block = repaired

    return document.apply(changes())
