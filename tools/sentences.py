"""Where sentences end."""

import re

from tools.language import Language

# A closing mark, perhaps a closing quotation mark or bracket, a space, and a new beginning.
_BOUNDARY = re.compile(r"(?<=[.!?…])[»«”’\")]*(\s+)(?=[«»“‘\"(]*(\w))")


def split_sentences(text: str, language: Language) -> list[str]:
    """The sentences of a paragraph, without the spaces between them; none for an empty text.

    A full stop after one of the language's abbreviations, or after a figure (a Danish ordinal:
    *den 4. september*), ends no sentence.
    """
    sentences = []
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        sentence = text[start : boundary.start(1)]
        last_word = sentence.rsplit(maxsplit=1)[-1].lower()
        begins = boundary[2]
        if not (begins.isupper() or begins.isdigit()):
            continue
        if last_word in language.abbreviations or re.fullmatch(r"\d+\.", last_word):
            continue
        sentences.append(sentence)
        start = boundary.end(1)
    if text[start:].strip():
        sentences.append(text[start:])
    return sentences
