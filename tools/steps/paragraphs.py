"""One-sentence lines joined into the paragraphs they were."""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from tools.document import Block, Change, Document, Rewrite
from tools.language import Language
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
    paragraphs = [block for block in document.blocks if block.kind == "paragraph"]
    if len(paragraphs) < _FEWEST_LINES:
        return document
    singles = [block for block in paragraphs if len(split_sentences(block.text, language)) == 1]
    if len(singles) < _SHARE_OF_SINGLES * len(paragraphs):
        return document
    gaps = sorted(after.line - block.last_line for block, after in pairwise(paragraphs))
    usual_gap = gaps[len(gaps) // 2]

    def changes() -> Iterator[Change]:
        at = 0
        for kind, run in groupby(document.blocks, key=lambda block: block.kind):
            blocks = list(run)
            groups = _groups(blocks, usual_gap, language) if kind == "paragraph" else []
            for group in groups:
                if len(group) > 1:
                    joined = Block(
                        " ".join(block.text for block in group), group[0].line, group[-1].last_line
                    )
                    reason = "one sentence a line, joined into a paragraph"
                    yield Rewrite("paragraphs", "join", reason, at, tuple(group), (joined,))
                at += 1
            if kind != "paragraph":
                at += len(blocks)

    return document.apply(changes())


def _groups(blocks: list[Block], usual_gap: int, language: Language) -> list[list[Block]]:
    groups = [blocks[:1]]
    sentences = len(split_sentences(blocks[0].text, language))
    for previous, block in pairwise(blocks):
        leans = language.continuations.match(block.text) or _first_word(block) == _first_word(
            previous
        )
        apart = (
            block.line - previous.last_line > usual_gap
            or not (ends_as_prose(previous.text) and ends_as_prose(block.text))
            or _DASH.match(block.text) is not None
            or _DASH.match(previous.text) is not None
            or _MARK.match(block.text) is not None
        )
        if apart or (sentences >= _SENTENCES and not leans):
            groups.append([block])
            sentences = 0
        else:
            groups[-1].append(block)
        sentences += len(split_sentences(block.text, language))
    return groups


def _first_word(block: Block) -> str:
    return block.text.split(maxsplit=1)[0]
