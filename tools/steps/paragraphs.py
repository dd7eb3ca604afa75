"""One-sentence lines joined into the paragraphs they were."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from tools.document import Block, Change, Document, Rewrite
from tools.identify import identify_line
from tools.language import Language, load_languages
from tools.sentences import split_sentences
from tools.steps.layout import ends_as_prose

# Below this many lines there is too little to see a habit in.
_FEWEST_LINES = 6
# The share of one-sentence lines from which they are taken for the extraction's doing.
_SHARE_OF_SINGLES = 0.8
# A paragraph this long ends where the next sentence does not lean on it.
_SENTENCES = 3

# Direct speech is a paragraph of its own.
_DASH = re.compile(r"[-–—] ")
_WORD = re.compile(r"[^\W\d_]+")
# A share of common words as small as this has only what is in another language.
_COMMON_WORDS = 0.1
# What is left of a line that begins so belongs to no sentence that could follow another.
_MARK = re.compile(r"[.,;:!?…)\]]")


def join_paragraphs(document: Document, language: Language) -> Document:
    """The document with its paragraphs joined, if its text came one sentence a line.

    A paragraph goes on until it has three sentences and the next does not lean on it, by opening
    with one of the language's continuations (*Namun*, *Ini*) or with the same word as the
    sentence before. It ends at a wider gap than usual too: something stood there; and what is no
    sentence, or direct speech after a dash, is not joined to what stands above it. A text with
    paragraphs of its own is left alone.
    """
    gaps_count = True
    while True:
        joined = document.apply(_joins(document.blocks, language, gaps_count=gaps_count))
        if joined == document and not gaps_count:
            return document
        # Once more, for a text that still stands one sentence a line; its gaps have been heeded.
        document, gaps_count = joined, False


def _joins(blocks: Sequence[Block], language: Language, *, gaps_count: bool) -> Iterator[Change]:
    paragraphs = [block for block in blocks if block.kind == "paragraph"]
    if len(paragraphs) < _FEWEST_LINES:
        return
    singles = [block for block in paragraphs if len(split_sentences(block.text, language)) == 1]
    if len(singles) < _SHARE_OF_SINGLES * len(paragraphs):
        return
    gaps = sorted(after.line - block.last_line for block, after in pairwise(paragraphs))
    usual_gap = gaps[len(gaps) // 2] if gaps_count else None
    at = 0
    for kind, run in groupby(blocks, key=lambda block: block.kind):
        lines = list(run)
        groups = _groups(lines, usual_gap, language) if kind == "paragraph" else []
        for group in groups:
            if len(group) > 1:
                text = " ".join(block.text for block in group)
                joined = Block(text, group[0].line, group[-1].last_line)
                reason = "one sentence a line, joined into a paragraph"
                yield Rewrite("paragraphs", "join", reason, at, tuple(group), (joined,))
            at += 1
        if kind != "paragraph":
            at += len(lines)


def _groups(
    blocks: Sequence[Block], usual_gap: int | None, language: Language
) -> list[list[Block]]:
    groups = [[blocks[0]]]
    sentences = len(split_sentences(blocks[0].text, language))
    for previous, block in pairwise(blocks):
        leans = language.continuations.match(block.text) or _first_word(block) == _first_word(
            previous
        )
        apart = (
            (usual_gap is not None and block.line - previous.last_line > usual_gap)
            or not (_is_sentence(previous.text) and _is_sentence(block.text))
            or _MARK.match(block.text) is not None
            or _is_foreign([*groups[-1], block], language)
        )
        if apart or (sentences >= _SENTENCES and not leans):
            groups.append([block])
            sentences = 0
        else:
            groups[-1].append(block)
        sentences += len(split_sentences(block.text, language))
    return groups


def _is_sentence(text: str) -> bool:
    """Whether a line ends as a sentence and is no direct speech."""
    return ends_as_prose(text) and not _DASH.match(text)


def _is_foreign(blocks: Sequence[Block], language: Language) -> bool:
    """Whether lines, each too short to say so, would make a paragraph in another language."""
    text = " ".join(block.text for block in blocks)
    words = _WORD.findall(text.lower())
    if sum(word in language.common_words for word in words) > _COMMON_WORDS * len(words):
        return False
    guess = identify_line(text, load_languages())
    return guess.locale != language.locale and (guess.locale or guess.other) is not None


def _first_word(block: Block) -> str:
    return block.text.split(maxsplit=1)[0]
