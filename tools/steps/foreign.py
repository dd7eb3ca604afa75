"""Lines in another language than the article's, which the site put there."""

import re
from collections.abc import Iterator

from tools.document import Block, Change, Document, Flag, Removal
from tools.identify import identify_line
from tools.language import Language, load_languages

_STEP = "language"
# Shorter lines are names and terms.
_PARAGRAPH = 60
_FEWEST_WORDS = 4
# In an article's own paragraphs a third of the words are common ones; names alone bring it to this.
_SHARE_OF_COMMON_WORDS = 0.1
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"[«»“”„\"‘’]")


def remove_foreign_lines(document: Document, language: Language) -> Document:
    """The document without paragraphs in another language, and without pictures' texts in one.

    Only what has hardly a common word of the article's language is looked at. A quotation, and
    what a colon introduces, stays; a line between neighbours that are hard to tell, Danish in
    Norwegian, is kept too, for it has too many of the common words to be looked at.
    """
    blocks = document.blocks

    def changes() -> Iterator[Change]:
        removed = 0
        for at, block in enumerate(blocks):
            rule = _rule(block, language)
            other = _other_language(block.text, language) if rule else ""
            if not other:
                continue
            introduced = at > 0 and blocks[at - 1].text.endswith(":")
            if introduced or _QUOTED.search(block.text):
                reason = f"in another language ({other}), but quoted or introduced"
                yield Flag(_STEP, rule, reason, at - removed, block)
            else:
                reason = f"in another language ({other})"
                yield Removal(_STEP, rule, reason, at - removed, block)
                removed += 1

    return document.apply(changes())


def _rule(block: Block, language: Language) -> str:
    """Which kind of foreign line a block may be; nothing for one of the article's language."""
    text = block.text
    if block.kind != "paragraph" or len(text) < _PARAGRAPH // 2:
        return ""
    words = _WORD.findall(text[: 5 * _PARAGRAPH].lower())
    common = sum(word in language.common_words for word in words)
    if len(words) < _FEWEST_WORDS or common > _SHARE_OF_COMMON_WORDS * len(words):
        return ""
    if len(text) >= _PARAGRAPH and text[-1:] in ".!?":
        return "paragraph"
    return "image-text" if text[:1].islower() and text[-1].isalpha() and not common else ""


def _other_language(text: str, language: Language) -> str:
    guess = identify_line(text, load_languages())
    if guess.locale is None:
        return guess.other or ""
    return "" if guess.locale == language.locale or guess.other else guess.locale
