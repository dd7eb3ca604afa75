"""Sentences, labels and words that grew together where something between them was removed."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from tools.document import Change, Document, Flag, Rewrite, retext
from tools.language import Language

_STEP = "splices"
_CLOSING = "»”’\"')\\]"
# A full stop between a word and a capitalised one; addresses and file names have no such shape,
# but for a few domains that somebody wrote with a capital.
_SENTENCES = re.compile(
    rf"(?<![\w.@/])([^\W\d_]{{3,}}|\d+)([.!?][{_CLOSING}]?)(?=[“«\"»]?[^\W\d_a-zæøåéöäü][a-zæøåéöäü]+\b(?!\.\w))"
)
_DOMAINS = re.compile(r"(?:Com|Net|Org|Dk|No|Id|Io|Co)\b", re.IGNORECASE)
_LABEL = re.compile(r"(?<![\w:/.])([^\W\d_]{3,}):(?=[^\W_])(?!//)")
# A drop cap that was set apart: *D et første*. What it makes must be a word of the language.
_DROP_CAP = re.compile(r"^([^\W\d_a-zæøå]) ([a-zæøå]+)\b")
# A frequent word that a name grew on to: *tilVestlandet*; short ones begin names: *deLonghi*.
_GROWN_ON = re.compile(r"\b([a-zæøå]{3,})(?!(?i:\1))(?=[A-ZÆØÅ][a-zæøå]{2,}\b)")
_COMMA = re.compile(r"(?<=[^\W\d_]{2}),(?=[^\W\d_]{2})")
_SPLICE = re.compile(
    r"\b[^\W\d_]*[a-zæøå]{3}[A-ZÆØÅ][a-zæøå]{2,}\b|\b[a-zæøå]{2,}[A-ZÆØÅ]{2,}[a-zæøå]\b"
)

# A line without any of this has no splice; one look at it saves the patterns theirs.
_SUSPECT = re.compile(rf"[.!?:,][{_CLOSING}]?[“«\"»]?[^\W_]|[a-zæøå][A-ZÆØÅ]|^[A-ZÆØÅ] [a-zæøå]")


def _part_sentences(match: re.Match[str]) -> str:
    following = match.string[match.end() :]
    return match[0] if _DOMAINS.match(following) else f"{match[0]} "


_Replacement = str | Callable[[re.Match[str]], str]
_Repair = tuple[str, str, re.Pattern[str], _Replacement]

_REPAIRS: tuple[_Repair, ...] = (
    ("sentences", "two sentences without a space between them", _SENTENCES, _part_sentences),
    ("label", "a label without a space before its value", _LABEL, r"\1: "),
    ("comma", "a comma without a space after it", _COMMA, ", "),
)


@cache
def _repairs_by_words(
    common_words: frozenset[str],
) -> tuple[_Repair, ...]:
    """The repairs that are certain because the result is one of the language's common words."""

    def put_together(match: re.Match[str]) -> str:
        word = (match[1] + match[2]).lower()
        return match[1] + match[2] if word in common_words else match[0]

    def part(match: re.Match[str]) -> str:
        return f"{match[1]} " if match[1] in common_words else match[1]

    return (
        ("drop-cap", "a drop cap set apart from its word", _DROP_CAP, put_together),
        ("grown-on", "a word without a space before the name after it", _GROWN_ON, part),
    )


def part_splices(document: Document, language: Language) -> Document:
    """The document with a space where sentences, labels and clauses grew together.

    Words that seem to have grown together (*påHTs*, *deltaInformasjon*) may be a name; they are
    kept as they are and flagged. Addresses, times and abbreviations are left alone.
    """

    def changes() -> Iterator[Change]:
        for at, block in enumerate(document.blocks):
            if block.kind == "code" or not _SUSPECT.search(block.text):
                continue
            for rule, reason, pattern, replacement in (
                *_REPAIRS,
                *_repairs_by_words(language.common_words),
            ):
                parted = retext(block, pattern.sub(replacement, block.text))
                if parted != block:
                    yield Rewrite(_STEP, rule, reason, at, (block,), (parted,))
                    block = parted
            splice = _SPLICE.search(block.text)
            if splice and block.text.count(splice[0]) == 1:
                reason = f"“{splice[0]}” may be two words, or a name: look at the source"
                yield Flag(_STEP, "words", reason, at, block)

    return document.apply(changes())
