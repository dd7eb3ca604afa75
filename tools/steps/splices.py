"""Sentences, labels and words that grew together where something between them was removed."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property

from tools.document import Change, Document, Flag, Rewrite, retext
from tools.language import Language
from tools.steps.words import word_at

_STEP = "splices"
# A closing mark between a word and a capitalised one, perhaps with quotation marks or brackets. A
# word of two letters must be a common one: the others are abbreviations. *I* alone is a word too.
_SENTENCES = re.compile(
    r"((?<![\w.@/\\])(?:[^\W\d_]{2,}|\d+)|[)\]»«”\"%])([.!?])([)\]»«“”\"’]{0,2})"
    r"(?=[«»“”\"(]?(?:[A-ZÆØÅÉÖÄÜ][a-zæøåéöäü]+\b(?!\.\w)|I [a-zæøå]))"
)
# Domains and file names that somebody wrote with a capital.
_NAMES = re.compile(
    r"(?:Com|Net|Org|Dk|No|Id|Io|Co|Eu|Pdf|Docx?|Xlsx?|Txt|Jpe?g|Png|Html?|Js|Css|Zip|Exe)\b"
)
_LABEL = re.compile(
    r"(?<![\w:/.@\\[])([^\W\d_]{3,}\.?|(?<=[^\W\d_] )\d{1,2}(?=:[A-ZÆØÅ]))"
    r":(?=[^\W_][^\W_]|\d)(?!//)"
)
# What stands before a colon without a space: schemes of addresses.
_SCHEMES = frozenset(
    ("mailto", "tel", "sms", "file", "data", "javascript", "urn", "doi", "localhost", "spotify")
)
# A label is no longer, in characters, than this.
_LABEL_LENGTH = 40
_COMMA = re.compile(r"(?<=[^\W\d_][^\W\d_)»«”\".]),(?=[^\W\d_]{2})")
# A drop cap that was set apart: *D et første*.
_DROP_CAP = re.compile(r"^([^\W\d_a-zæøå]) ([a-zæøå]+)\b")
# A frequent word that a name grew on to: *tilVestlandet*; short ones begin names: *deLonghi*.
_GROWN_ON = re.compile(r"\b([a-zæøå]{3,})(?=([A-ZÆØÅ][a-zæøå]{2,})\b)(?!(?i:\1))")
# Two words in one: *deltaInformasjon*, *påHTs*.
_TWO_WORDS = re.compile(
    r"\b([^\W\d_]*[a-zæøå]{3})([A-ZÆØÅ][a-zæøå]{2,})\b|\b([a-zæøå]{2,})([A-ZÆØÅ]{2,}[a-zæøå])\b"
)
_WORD = re.compile(r"[^\W\d_]+")
# Addresses, paths and names of programs: their marks are no punctuation.
_ADDRESS = re.compile(r"//|www\.|[@\\_]|\(\)|\.[^/]*/|[^\W\d_]\.[a-z]{2,4}(?:$|\W*$)")
_SENTENCE_END = re.compile(r"[.!?…] ")

# A line without any of these has no splice; quick looks at it save the patterns theirs. Each begins
# with the rarest of what it looks for.
_MARK_INSIDE = re.compile(r"[.!?:,][)\]»«“”\"’]{0,3}(?:[^\W\d_]|(?<=:)\d)")
_CAPITAL_INSIDE = re.compile(r"[A-ZÆØÅ](?<=[a-zæøå][A-ZÆØÅ])")

_Replacement = Callable[[re.Match[str]], str]


def part_splices(document: Document, language: Language) -> Document:
    """The document with a space where sentences, labels and clauses grew together.

    Words that seem to have grown together (*påHTs*, *deltaInformasjon*) may be a name; they are
    kept as they are and flagged, unless the article has them more than once, as it has names, or
    they begin with a capital as most names do. Addresses, file names, times and abbreviations are
    left alone.
    """
    article = _Article(document, language)
    marks = (
        ("sentences", "two sentences without a space between them", _SENTENCES, article.sentences),
        ("label", "a label without a space before its value", _LABEL, _part_label),
        ("comma", "a comma without a space after it", _COMMA, _part_comma),
    )
    drop_cap = ("drop-cap", "a drop cap set apart from its word", _DROP_CAP, article.drop_cap)
    grown_on = ("grown-on", "a word without a space before a name", _GROWN_ON, article.grown_on)

    def changes() -> Iterator[Change]:
        for at, block in enumerate(document.blocks):
            text = block.text
            has_mark = _MARK_INSIDE.search(text) is not None
            has_capital = _CAPITAL_INSIDE.search(text) is not None
            has_drop_cap = text[1:2] == " " and _DROP_CAP.match(text) is not None
            if block.kind == "code" or not (has_mark or has_capital or has_drop_cap):
                continue
            repairs = (
                *(marks if has_mark else ()),
                *((drop_cap,) if has_drop_cap else ()),
                *((grown_on,) if has_capital else ()),
            )
            before = None
            while block != before:  # the seam of two sentences may show once another is parted
                before = block
                for rule, reason, pattern, replacement in repairs:
                    text = pattern.sub(replacement, block.text)
                    if text != block.text:
                        parted = retext(block, text)
                        yield Rewrite(_STEP, rule, reason, at, (block,), (parted,))
                        block = parted
            for word in article.splices(block.text) if has_capital else ():
                reason = f"“{word}” may be two words, or a name: look at the source"
                yield Flag(_STEP, "words", reason, at, block)

    return document.apply(changes())


class _Article:
    """What the words of the whole article say about a splice in one of its lines."""

    def __init__(self, document: Document, language: Language) -> None:
        self._document = document
        self._common_words = language.common_words

    @cached_property
    def _text(self) -> str:
        return "\n".join({block.text: None for block in self._document.blocks})

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self._text.lower()))

    def sentences(self, match: re.Match[str]) -> str:
        """The end of a sentence with a space before the next, where it is one."""
        word, mark, _ = match.groups()
        text = match.string
        if len(word) == 2 and word.isalpha() and word not in self._common_words:
            return match[0]
        if _is_address(word_at(text, match.start())) or _NAMES.match(text, match.end()):
            return match[0]
        at = match.start(3)
        while at < match.end() and _closes(text, at):
            at += 1
        return f"{word}{mark}{text[match.start(3) : at]} {text[at : match.end()]}"

    def drop_cap(self, match: re.Match[str]) -> str:
        """A capital with the rest of its word, if that makes a word of the language or the article.

        *I* and *Å* are words by themselves, which the article has in small letters too.
        """
        letter, rest = match.groups()
        word = (letter + rest).lower()
        if word in self._common_words:
            return letter + rest
        alone = {letter.lower(), rest} & self._common_words or letter.lower() in self._small_letters
        return match[0] if alone or word not in self._words else letter + rest

    @cached_property
    def _small_letters(self) -> frozenset[str]:
        return frozenset(re.findall(r"\b[a-zæøå]\b", self._text))

    def grown_on(self, match: re.Match[str]) -> str:
        """A common word with a space after it, if the two together are no name of the article."""
        word, name = match.groups()
        if word not in self._common_words or self._is_name(word + name):
            return match[0]
        return match[0] if _is_address(word_at(match.string, match.start())) else f"{word} "

    def splices(self, text: str) -> Iterator[str]:
        """The words of a line that may be two."""
        for match in _TWO_WORDS.finditer(text):
            first, second = (part for part in match.groups() if part)
            token = word_at(text, match.start())
            if self._is_name(match[0]) or _is_address(token) or token[0] in "@#":
                continue
            # Names begin with a capital, as *WhatsApp*; so may two of the article's words.
            if first[0].islower() or {first.lower(), second.lower()} <= self._words:
                yield match[0]

    def _is_name(self, word: str) -> bool:
        """Whether the article has the word more than once, in different lines or in one: a splice
        is an accident."""
        return self._text.count(word) > 1


def _part_label(match: re.Match[str]) -> str:
    """A label with a space after its colon, where it is one.

    A label is short and begins a sentence, or it has a capitalised word after it. A number after
    it may also be a verse or a port: it needs a label that begins the line.
    """
    text = match.string
    if _is_address(word_at(text, match.start())) or match[1].lower() in _SCHEMES:
        return match[0]
    ends = [end.end() for end in _SENTENCE_END.finditer(text, 0, match.start())]
    opening = text[ends[-1] if ends else 0 : match.end()]
    begins = len(opening) <= _LABEL_LENGTH and opening[0].isupper()
    following = text[match.end() :]
    if following[0].isdigit():
        certain = begins and not ends and "(" not in opening and "-" not in opening
    else:
        certain = (following[0].isupper() and following[1].islower()) or begins
    return f"{match[0]} " if certain else match[0]


def _part_comma(match: re.Match[str]) -> str:
    return "," if _is_address(word_at(match.string, match.start())) else ", "


def _is_address(token: str) -> bool:
    return _ADDRESS.search(token) is not None


def _closes(text: str, at: int) -> bool:
    """Whether a quotation mark closes; Danish *»…«* and Norwegian *«…»* point opposite ways."""
    mark = text[at]
    if mark == "“":
        return "„" in text[:at]
    if mark == "«":
        return text.count("»", 0, at) > text.count("«", 0, at)
    if mark == "»":
        return text.count("«", 0, at) > text.count("»", 0, at)
    return mark != '"' or text.count('"', 0, at) % 2 == 1
