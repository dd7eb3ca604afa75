"""Lines that were broken inside a sentence, joined again."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tools.document import Block, Change, Document, Flag, Rewrite
from tools.language import Language
from tools.steps.layout import ends_as_prose

_STEP = "wrapping"
# No hard-wrapped text is wider; longer lines are paragraphs.
_WIDEST = 100
# A line of a list is shorter than this more often than a line that was wrapped.
_SHORTEST = 40
# Lines of verse are shorter than this, and one after another ends where a clause does.
_VERSE = 60
_BULLET_OR_NUMBER = re.compile(r"(?:[-*•·–—▪◦●o]|\d{1,3}[.)])\s")
# So many lines that break inside a sentence are no accident.
_FEWEST_BREAKS = 3
_SENTENCE_INSIDE = re.compile(r"[.!?] [^\W\d_]")
_DROP_CAP = re.compile(r"[^\W\d_]")
_CLAUSE_END = re.compile(r"[,;–—][»«”“’\"')\]]*$")
# A word that was broken at its hyphen, and what goes on with it.
_HYPHEN = re.compile(r"([^\W\d_]+)[-\u2010]$")
_WORD_START = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"\S*[@/]|www\.")
_CLOSING = frozenset(")]")


def unwrap(document: Document, language: Language) -> Document:
    """The document with hard-wrapped lines, split sentences and drop caps put together.

    A line goes on in the next if it ends amid a sentence and the next begins with a small letter
    and leads to a sentence's end, or if it is as full as its wrapped neighbours are. Lists, whose
    lines begin small too, do not end as sentences do; verse breaks where its clauses do. What is
    in doubt stays two lines. A word broken at its hyphen loses it if the article has the word
    without one elsewhere; else the hyphen stays and is flagged. *salgs- og* keeps it, and so does
    Indonesian reduplication.
    """
    blocks = document.blocks
    if not any(_begins_amid(block.text) for block in blocks):
        return document  # as most: no line goes on in the next
    runs = [
        (run, [_goes_on(before, after, language) for before, after in pairwise(run)])
        for run in _runs(blocks, language)
    ]
    width = _wrapped_width(runs)
    groups: list[list[Block]] = []
    for run, certain in runs:
        if len(run) > 1 and (width or any(certain)):
            groups += _joined(run, certain, width, language)
        else:
            groups += ([block] for block in run)

    def changes() -> Iterator[Change]:
        for at, group in enumerate(groups):
            if len(group) > 1:
                joined, doubtful = _join(group, blocks, language)
                reason = "lines broken inside a sentence, joined"
                yield Rewrite(_STEP, "unwrap", reason, at, tuple(group), (joined,))
                for word in doubtful:
                    reason = f"“{word}” was broken at its hyphen, which may not be its own"
                    yield Flag(_STEP, "hyphen", reason, at, joined)

    return document.apply(changes())


def _begins_amid(text: str) -> bool:
    return text[0].islower() or text[0] in _CLOSING


def _runs(blocks: tuple[Block, ...], language: Language) -> list[list[Block]]:
    """The blocks, split wherever no line can go on in the next."""
    runs: list[list[Block]] = []
    for at, block in enumerate(blocks):
        if at and _may_go_on(blocks[at - 1], block, language) and not _is_verse(blocks, at - 1):
            runs[-1].append(block)
        else:
            runs.append([block])
    return runs


def _is_verse(blocks: Sequence[Block], at: int) -> bool:
    """Whether a line ends where a clause does, and so does the one above or below it."""
    return _ends_clause(blocks[at]) and (
        (at > 0 and _ends_clause(blocks[at - 1]))
        or (at + 1 < len(blocks) and _ends_clause(blocks[at + 1]))
    )


def _ends_clause(block: Block) -> bool:
    return len(block.text) <= _VERSE and _CLAUSE_END.search(block.text) is not None


def _may_go_on(previous: Block, block: Block, language: Language) -> bool:
    if previous.kind != "paragraph" or block.kind != "paragraph":
        return False
    if _BULLET_OR_NUMBER.match(block.text):
        return False
    if len(previous.text) > _WIDEST and not _goes_on(previous, block, language):
        return False  # a paragraph of its own: its width says nothing of the lines after it
    if block.line - previous.last_line == 1:
        return True
    # Across an empty line only where the sentence is plainly unfinished.
    return block.text[:1].islower() and _ends_amid(previous.text, language)


def _ends_amid(text: str, language: Language) -> bool:
    """Whether a line ends in a comma, in an open bracket's text or in a word that needs another."""
    last = text.rsplit(" ", 1)[-1]
    return text.endswith(",") or text.rfind("(") > text.rfind(")") or last in language.common_words


def _wrapped_width(runs: list[tuple[list[Block], list[bool]]]) -> int:
    """How wide a hard-wrapped document is, in characters; 0 for one that is not."""
    widths = [max(len(block.text) for block in run) for run, certain in runs if any(certain)]
    certain = sum(sum(certain) for _, certain in runs)
    widest = max(widths, default=0)
    return widest if certain >= _FEWEST_BREAKS and widest <= _WIDEST else 0


def _joined(
    run: list[Block], certain: list[bool], width: int, language: Language
) -> Iterator[list[Block]]:
    """A run of lines in groups, each of which is to be one line."""
    widest = max((len(block.text) for block in run[:-1]), default=0)
    if any(certain) and widest <= _WIDEST and len(run) > 2:
        width = width or widest
    joins = [
        (sure or (widest <= width and _is_full(before, after, width)))
        and ((_is_word(before) and _is_word(after)) or not language.boilerplate_in(before.text))
        for sure, (before, after) in zip(certain, pairwise(run), strict=True)
    ]
    group = [run[0]]
    for join, block in zip(joins, run[1:], strict=True):
        if join:
            group.append(block)
        else:
            yield from _if_prose(group, language)
            group = [block]
    yield from _if_prose(group, language)


def _goes_on(before: Block, after: Block, language: Language) -> bool:
    text, following = before.text, after.text
    if not following[:1].islower():
        return following[:1] in _CLOSING
    if " " not in text and text.endswith(":"):
        return True  # one word a line; whether they make a sentence is for the group to say
    if ends_as_prose(text) or _ADDRESS.match(following):
        return False
    return (
        len(text) >= _SHORTEST
        or _ends_amid(text, language)
        or " " not in text
        or _HYPHEN.search(text) is not None
        or _SENTENCE_INSIDE.search(text) is not None
    )


def _is_word(block: Block) -> bool:
    """Whether a line is one word amid a sentence; a section's name begins with a capital."""
    return block.text[0].islower() and " " not in block.text


def _is_full(before: Block, after: Block, width: int) -> bool:
    """Whether the next line's first word had no room at the end of this one."""
    return len(before.text) + 1 + len(after.text.split(" ", 1)[0]) > width


def _if_prose(group: list[Block], language: Language) -> Iterator[list[Block]]:
    """The group if its lines make a sentence, else as many of its first that do, and the rest."""
    while group:
        size = len(group)
        while size > 1 and not _is_prose(group[:size], language):
            size -= 1
        yield group[:size]
        group = group[size:]


def _is_prose(group: Sequence[Block], language: Language) -> bool:
    text = group[-1].text
    return (ends_as_prose(text) or text.endswith(")")) and not _is_word_list(group, language)


def _is_word_list(group: Sequence[Block], language: Language) -> bool:
    """Whether the lines are single words, as a list of ingredients, none of which is a common one.

    A sentence of which every word got a line of its own has common words.
    """
    single = [block.text for block in group if " " not in block.text]
    return 2 * len(single) > len(group) and not any(
        word.lower() in language.common_words for word in single
    )


def _join(
    group: Sequence[Block], blocks: Sequence[Block], language: Language
) -> tuple[Block, list[str]]:
    """The lines as one, and the words in it whose hyphen is in doubt."""
    text = group[0].text
    doubtful: list[str] = []
    for block in group[1:]:
        if broken := _HYPHEN.search(text):
            text, doubt = _join_word(text, broken[1], block.text, blocks, language)
            doubtful += doubt
        elif _is_drop_cap(text, block.text, language) or block.text[0] in ")],.;:!?":
            text += block.text
        else:
            text += f" {block.text}"
    return Block(text, group[0].line, group[-1].last_line), doubtful


def _is_drop_cap(text: str, following: str, language: Language) -> bool:
    """Whether a lone capital begins the word that the next line begins with.

    *I* and *Å* may be words: what follows them is one too, or they are common.
    """
    if not _DROP_CAP.fullmatch(text) or not following[0].islower():
        return False
    rest = following.split(" ", 1)[0]
    return (text + rest).lower() in language.common_words or not (
        {text.lower(), rest} & language.common_words
    )


def _join_word(
    text: str, begun: str, following: str, blocks: Sequence[Block], language: Language
) -> tuple[str, list[str]]:
    """The text with the word that goes on after its hyphen, and the word if that is in doubt."""
    rest = _WORD_START.match(following)
    if not rest or not rest[0][0].islower() or rest[0] in language.common_words:
        apart = rest and rest[0] in language.common_words
        return text + (" " if apart else "") + following, []
    whole, hyphened = begun + rest[0], f"{begun}-{rest[0]}"
    if begun.lower() == rest[0]:  # reduplication: *biasa-biasa*
        return text + following, []
    article = "\n".join(block.text for block in blocks).lower()
    if re.search(rf"\b{whole.lower()}\b", article):
        return text[:-1] + following, []
    known = re.search(rf"\b{re.escape(hyphened.lower())}\b", article) is not None
    return text + following, [] if known else [hyphened]
