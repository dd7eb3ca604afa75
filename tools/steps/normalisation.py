"""The same characters for the same text: normalisation of Unicode, spaces and punctuation."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from tools.document import Block, Change, Document, Removal, Rewrite, retext
from tools.language import Language

_STEP = "normalisation"
# Where a joiner has a meaning: in Arabic, Indic and other scripts, and between emoji.
_JOINED = "\u0590-\u1fff\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
# Soft hyphens, zero-width characters, direction marks, controls: what is never seen. A search skips
# quickly to a class that stands first.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffc]"
    f"(?:(?<![\u200c\u200d])|(?<![{_JOINED}].)|(?![{_JOINED}]))"
)
_SOFT_HYPHEN_AT_END = re.compile("(?<=[^\\W\\d_])\u00ad\\s*$")
# A no-break space has its use inside a number and between it and its unit or currency; elsewhere it
# is a leftover. Narrow, figure and thin ones are used there too.
_UNIT = (
    r"(?:%|‰|°|€|\$|£|§|(?:k[mg]|[dcm]?[ml][²³]?|k?m[²³]|m?g|kWh?|[MGT]B|kr|NOK|DKK|SEK|EUR|USD|IDR"
    r"|øre|pct|mio|mia|mrd|mill|stk|t|ha|cal|kcal|kJ|Hz|dB|V|W|A|min|sek|ribu|juta|miliar)\b)"
)
_NO_BREAK = "[\u00a0\u2007\u2009\u202f]"
_SPACES = re.compile(
    rf"\s(?:(?<=\d{_NO_BREAK})(?=\d{{3}}(?!\d)|{_UNIT})()"
    rf"|(?:(?<=\bRp{_NO_BREAK})|(?<=\bkr{_NO_BREAK})|(?<=\bkr\.{_NO_BREAK})|(?<=[§€$£]{_NO_BREAK}))(?=\d)()"
    r"|\s+|(?<=[^\S ]))"  # a single plain space is as it should be
)
# Not between two figures, as in a ratio: *1 : 50.000*.
_SPACE_BEFORE_MARK = re.compile(
    r"\s\s*(?:([,!?]|\.(?!\.))(?=\s|$|[)\]»«”“\"’])|(;|(?<!\d\s):|:(?!\s\d))(?=\s|$))"
)
_SPACE_IN_BRACKETS = re.compile(r"(?<=\() +(?=\w)|(?<=[\w.!?%»«”]) +(?=\))")
# The full stop of a sentence that ends in brackets, torn off together with a space and misplaced.
_STOP_IN_BRACKET = re.compile(r"(?<=\w )(\([a-zæøå][^()]*\w)\s+\.\)$")
_DOUBLED_MARK = re.compile(r"(?<=\w)([.,])\1(?=\s|$)")
# A line without any of this is as it should be; quick looks at it save the repairs theirs.
_ODD_CHARACTER = re.compile(r"[^ -~æøåÆØÅéÉ«»“”‘’–—…•°½]")
_ODD_SPACE = re.compile(r" [ ,;:!?.)]")


def compose_characters(text: str) -> str:
    """The text in Unicode's normalisation form C, without invisible characters.

    Joiners stay inside emoji and in scripts that need them. A soft hyphen at the very end is
    where a line was broken inside a word, and becomes a hyphen.

    >>> compose_characters("a\u030arsag")
    'årsag'
    """
    text = _SOFT_HYPHEN_AT_END.sub("-", text)
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def collapse_spaces(text: str) -> str:
    """The text with single spaces, and none at its ends; tabs too are spaces.

    A no-break space stays inside a number and between a number and its unit or currency, in all
    three languages; none is put where there was a plain space.

    >>> collapse_spaces("  to   ord, 1\u202f200\u00a0kr ")
    'to ord, 1\\xa0200\\xa0kr'
    """
    return _SPACES.sub(lambda space: "\u00a0" if space.lastindex else " ", text).strip()


def close_up_punctuation(text: str) -> str:
    """The text without the spaces that a removed link leaves before a mark, or in brackets.

    A mark that does not end a word, as in ``.com`` or an ellipsis, is left alone, and so are
    emoticons and ratios.

    >>> close_up_punctuation("brand name loyalitet , er disse")
    'brand name loyalitet, er disse'
    """
    if ")" in text:
        text = _SPACE_IN_BRACKETS.sub("", _STOP_IN_BRACKET.sub(r"\1).", text))
    return _SPACE_BEFORE_MARK.sub(r"\1\2", text)


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
            if not _is_suspect(block.text):
                continue
            repaired = list(_repaired(block))
            if repaired and not repaired[-1][1].text:
                yield Removal(_STEP, "empty", "nothing to see", at - removed, block)
                removed += 1
                continue
            for (rule, reason), after in repaired:
                yield Rewrite(_STEP, rule, reason, at - removed, (block,), (after,))
                block = after

    return document.apply(changes())


def _is_suspect(text: str) -> bool:
    return (
        (not text.isprintable() or (not text.isascii() and _ODD_CHARACTER.search(text) is not None))
        or _ODD_SPACE.search(text) is not None
        or text[0] == " "
        or text[-1] == " "
        or ".." in text
        or ",," in text
        or "( " in text
    )


def _repaired(block: Block) -> Iterator[tuple[tuple[str, str], Block]]:
    """The block after each repair that changes it, with the repair's rule and reason.

    They are made until there is nothing left to repair: what one puts side by side may be
    another's.
    """
    before = None
    while block != before and block.text and _is_suspect(block.text):
        before = block
        for rule, reason, repair in _REPAIRS:
            if block.kind == "code" and rule != "characters":
                break
            if block.kind == "row":
                text = "\t".join(repair(cell) for cell in block.text.split("\t"))
            else:
                text = repair(block.text)
            if text != block.text:
                block = retext(block, text if text.strip() else "")
                yield (rule, reason), block
