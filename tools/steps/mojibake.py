"""Encoding damage: text that was once read in the wrong encoding, and entities left undecoded."""

import html
import re
from collections.abc import Iterator

import ftfy
from ftfy.badness import is_bad
from ftfy.fixes import fix_c1_controls

from tools.document import Change, Document, Flag, Rewrite, retext
from tools.language import Language
from tools.steps.words import word_at

_STEP = "encoding"
# Text read in the wrong encoding has two such characters side by side; good text hardly has. The
# class stands first, for the search skips quickly to what begins a match.
_SUSPECT = re.compile(r"[^\x00-\x7f](?:[^\x00-\x7f]|(?<=[\x80-\x9f\ufffd]))")
_TWO_ODD = re.compile(r"[^\x00-\x7f]{2}")
# A no-break space may be a part of the damage.
_WORD = re.compile(r"[\S\xa0\x85]+")
# What is never seen and in no encoding of one byte a letter: no part of the damage.
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffc]")
# A word in capitals with marks around it, *»BLÅ«*, which ftfy takes for a damaged *ū*.
_CAPITALS = re.compile(r"[\W\d]*(?:[A-ZÆØÅÉÖÄÜ]+-?)+[\W\d]*")
_C1 = re.compile(r"[\x80-\x9f]")
# No text was ever meant to have these.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# Of the three bytes of a closing quotation mark the last has no character in Windows-1252.
_CUT_QUOTE = re.compile(r"â€(?!\w)")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,4});")
# What stays unreadable: a replacement character, a question mark amid a word, and a row of accented
# letters that no word of ours has, which was once another script.
_UNREADABLE = re.compile(r"\ufffd|[À-ÅÇ-ÖÙ-åç-öù-ÿ]{5}")
_LOST_LETTER = re.compile(r"(?<!\S)[^\W\d_]+\?[a-zæøå]+(?!\S)")


def repair_mojibake(text: str) -> str:
    """The text as it was before it was read in the wrong encoding; good text as it is.

    Word by word, for damaged and sound letters may stand side by side: ftfy's badness asks
    whether a word has a sequence that hardly occurs but by such damage, and only then does ftfy
    look for the encoding that undoes it.

    >>> repair_mojibake("Ã¥rsag â€“ og virkning på Ærø")
    'årsag – og virkning på Ærø'
    """
    text = _WORD.sub(lambda word: _repair_word(word[0]), fix_c1_controls(text))
    return _CUT_QUOTE.sub("”", text)


def _repair_word(word: str) -> str:
    if not _TWO_ODD.search(word):
        return word
    word = _repair_our_letters(word)
    if _CAPITALS.fullmatch(word):
        return word
    seen = _UNSEEN.sub("", word)
    for letters in (seen, _C1.sub("", seen)):
        apart = f" {letters}"  # its heuristics want to see that a word begins
        if is_bad(apart):
            repaired = ftfy.fix_encoding(apart)[1:]
            return word if _CONTROL.search(repaired) else _repair_our_letters(repaired)
    return word


def _repair_our_letters(word: str) -> str:
    """The word with those of our letters repaired that ftfy finds too likely as they are: *Å*, and
    *å* after a capital, as in *På* and *Når*."""
    return word.replace("Ã…", "Å").replace("Ã¥", "å")


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
    """The document with encoding damage undone where it is certain.

    What stays unreadable, for its characters are lost, is kept and flagged.
    """

    def changes() -> Iterator[Change]:
        for at, block in enumerate(document.blocks):
            text = block.text
            if (not text.isascii() and _SUSPECT.search(text)) or "&" in text:
                before = None
                while block != before:  # a decoded entity may be half of a damaged letter
                    before = block
                    for rule, reason, repair in _REPAIRS:
                        if (sound := repair(block.text)) != block.text:
                            repaired = retext(block, sound)
                            yield Rewrite(_STEP, rule, reason, at, (block,), (repaired,))
                            block = repaired
                if unreadable := _UNREADABLE.search(block.text):
                    word = word_at(block.text, unreadable.start())
                    reason = f"“{word}” cannot be read: look at the source"
                    yield Flag(_STEP, "unreadable", reason, at, block)
            if "?" in text and (lost := _LOST_LETTER.search(block.text)):
                reason = f"“{lost[0]}” may have lost a letter: look at the source"
                yield Flag(_STEP, "lost-letter", reason, at, block)

    return document.apply(changes())
