"""Where sentences end."""

import re

from tools.language import Language

# A closing mark, perhaps a closing quotation mark or bracket, a space, and a new beginning.
_BOUNDARY = re.compile(r"[.!?…][»«“”’\")\]]*(\s+)(?=[«»“‘\"(]*(\w))")
_ORDINAL = re.compile(r"\d{1,2}\.")
# *H. C. Andersen*, *J.K. Rowling*.
_INITIALS = re.compile(r"(?:[A-ZÆØÅ]\.-?)+")
_OPENING = "«»“”„‘\"'(["


def sentence_spans(text: str, language: Language) -> list[tuple[int, int]]:
    """Where each sentence of a paragraph begins and ends; none for an empty text.

    A full stop after one of the language's abbreviations, after an initial, or after a figure of
    one or two digits (a Danish ordinal: *den 4. september*), ends no sentence.
    """
    spans = []
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        begins = boundary[2]
        if not (begins.isupper() or begins.isdigit()):
            continue
        end = boundary.start(1)
        last_word = text[max(start, text.rfind(" ", start, end) + 1) : end].lstrip(_OPENING)
        if (
            last_word.lower() in language.abbreviations
            or _ORDINAL.fullmatch(last_word)
            or _INITIALS.fullmatch(last_word)
        ):
            continue
        spans.append((start, end))
        start = boundary.end(1)
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans


def split_sentences(text: str, language: Language) -> list[str]:
    """The sentences of a paragraph, without the spaces between them."""
    return [text[start:end] for start, end in sentence_spans(text, language)]
