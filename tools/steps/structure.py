"""Structure that extraction flattened: the title, headings and lists."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from tools.document import Block, Change, Document, Kind, Rewrite
from tools.language import Language
from tools.steps.layout import ends_as_prose

_STEP = "structure"
# Those of the second sort mean nothing but a bullet, even without a space after them.
_BULLET = re.compile(
    r"([-*·–—‣]|[•▪▫◦●○■□➢➤►✓✔✅\uf0b7\uf0a7\uf0fc])(?:\s+|(?<=[•▪▫◦●○■□➢➤►\uf0b7\uf0a7\uf0fc]))(?=\S)"
)
_BULLETS = re.compile(rf"^(?:{_BULLET.pattern})+")
# Letters that a word processor's symbol font shows as bullets; only several lines make a list.
_LETTER_BULLET = re.compile(r"([oØü§v])\s+(?=\S)")
# With no space before a letter only: *10.30* is a time, *1.200* a price.
_NUMBER = re.compile(r"(\d{1,3})[.)](?:\s+(?=\S)|(?=[^\W\d_]))")
# Points with letters, *a) …*; they keep them, for they may be referred to.
_LETTERED = re.compile(r"([a-z])\)\s")
_SPEECH = frozenset("–—")
_DASHES = _SPEECH | {"-"}
# What may be no bullet where it stands alone: direct speech, a footnote.
_DOUBTFUL_ALONE = _DASHES | {"*"}
_FIRST_WORD = re.compile(r"\S+")

# Two facts or definitions below each other are an accident, three are a list.
_FEWEST_ENTRIES = 3
_ENTRY_LENGTH = 200
_FACT = re.compile(r"([^\W_](?:[^:!?«»“”\"]|:(?=\d)){0,38}[^\W_)]\)?): (?=\S)")
_FACT_WORDS = 5
# *600 g torskefilet*, *½ løg*, *1–2 dl fløde*: an amount and what it is of, in small letters.
_AMOUNT = re.compile(r"(?:\d+(?:[.,/–-]\d+)*\s?[½¼¾⅓⅔]?|[½¼¾⅓⅔])\s+[a-zæøå]")

# Longer lines are sentences that lost their full stop more often than they are headings.
_HEADING_LENGTH = 80
_TITLE_LENGTH = 140
_ENDS_AS_PROSE = re.compile(r"[.,;:!…][»«”“’\"')\]]*$")
_SENTENCE_WITHIN = re.compile(r"[.!?…] ")
_ENDS_AS_QUESTION = re.compile(r"\?[»«”“’\"')\]]*$")


def recover_structure(document: Document, language: Language) -> Document:
    """The document with its title, headings and lists marked as such.

    The title is the first line, if it reads as a heading. A line reads as a heading if it is
    short, begins with no small letter, does not end as prose does and stands before a list or a
    paragraph; one of several short lines is none. Lines with bullets are list items, and so are
    numbered lines that count up from one, lettered ones, and three or more lines that are all
    facts (*Term: value*, no term twice, as speakers are), amounts, or begin small below a colon or
    a heading. A dash before a sentence that stands alone opens direct speech and stays. What is in
    doubt stays a paragraph.
    """
    blocks = document.blocks
    items: dict[int, Block] = {}
    while _add_items(blocks, items) or _add_entries(blocks, items, language):
        pass  # a dash is a bullet next to other items, those that had none included

    def changes() -> Iterator[Change]:
        titled = any(block.kind == "title" for block in blocks)
        for at, block in enumerate(blocks):
            if block.kind != "paragraph":
                continue
            if at in items:
                yield _rewrite(at, block, items[at], "list-item", "a line of a list")
            elif _reads_as_heading(blocks, at, items, title=at == 0 and not titled):
                bare = _BULLETS.sub("", block.text)
                if at == 0 and not titled:
                    title = _changed(block, "title", bare)
                    yield _rewrite(at, block, title, "title", _reason("title"))
                else:
                    heading = _changed(block, "heading", bare)
                    yield _rewrite(at, block, heading, "heading", _reason("heading"))

    return document.apply(changes())


def _add_items(blocks: Sequence[Block], items: dict[int, Block]) -> bool:
    """Adds the lines with marks to the items, without their bullets; whether there were any."""
    known = len(items)
    marks = [_mark(block) for block in blocks]
    if not any(marks):
        return False
    for at, item in items.items():
        marks[at] = "1" if item.number is not None else "••"
    at = 0
    for mark, run in groupby(marks, key=lambda mark: mark[:1]):
        size = len(list(run))
        if mark == "1":
            _number(blocks, at, at + size, items)
        elif mark == ")":
            _letter(blocks, at, at + size, items)
        elif mark:
            pattern = _LETTER_BULLET if mark == "a" else _BULLETS
            for index in range(at, at + size):
                if index not in items and _is_item(blocks, index, size, marks[index]):
                    text = pattern.sub("", blocks[index].text, count=1)
                    items[index] = _changed(blocks[index], "item", text)
        at += size
    return len(items) > known


def _mark(block: Block) -> str:
    """What a line begins with: a bullet after `•`, a symbol font's after `a`, `1` for a number, `)`
    for a letter with a bracket; nothing for a line as most are."""
    text = block.text
    if block.kind != "paragraph" or (text[0].isalpha() and text[1:2] not in (" ", ")")):
        return ""
    if bullet := _BULLET.match(text):
        return f"•{bullet[1]}"
    if _NUMBER.match(text):
        return "1"
    if _LETTERED.match(text):
        return ")"
    letter = _LETTER_BULLET.match(text)
    return f"a{letter[1]}" if letter else ""


def _is_item(blocks: Sequence[Block], at: int, size: int, mark: str) -> bool:
    text = blocks[at].text
    if mark[0] == "a":
        return size > 1
    if size > 1:
        return mark[1] == "-" or mark[1] not in _DASHES or not ends_as_prose(text)
    # Alone, a dash before a sentence is direct speech, a bullet before a few words a heading.
    if mark[1] in _DOUBTFUL_ALONE and _ENDS_AS_PROSE.search(text):
        return False
    return not _stands_above_prose(blocks, at)


def _stands_above_prose(blocks: Sequence[Block], at: int) -> bool:
    if at + 1 == len(blocks) or _ENDS_AS_PROSE.search(blocks[at].text):
        return False
    following = blocks[at + 1]
    return following.kind == "paragraph" and _is_prose(following.text)


def _number(blocks: Sequence[Block], start: int, end: int, items: dict[int, Block]) -> None:
    """Adds the numbered lines that count up by one to the items.

    They begin at one, or go on where an earlier list ended. Dates do not: *1. maj*, *2. maj*.
    """
    numbers = [int(_NUMBER.match(block.text)[1]) for block in blocks[start:end]]  # type: ignore[index]
    last = max((item.number or 0 for item in items.values()), default=0)
    first = start
    while first < end:
        after = first + 1
        while after < end and numbers[after - start] == numbers[after - 1 - start] + 1:
            after += 1
        begins = numbers[first - start]
        if (begins <= 1 and after - first > 1) or (last and begins == last + 1):
            run = [_NUMBER.sub("", block.text, count=1) for block in blocks[first:after]]
            words = {word[0] for text in run if (word := _FIRST_WORD.match(text))}
            if len(run) == 1 or len(words) > 1 or not run[0][0].islower():
                for at, text in enumerate(run, start=first):
                    number = numbers[at - start]
                    items[at] = _changed(blocks[at], "item", text, number)
                last = numbers[after - 1 - start]
        first = after


def _letter(blocks: Sequence[Block], start: int, end: int, items: dict[int, Block]) -> None:
    """Adds the lines that begin *a)*, *b)* and so on to the items, letters and all."""
    letters = "".join(block.text[0] for block in blocks[start:end])
    if len(letters) > 1 and "abcdefghijklmnopqrstuvwxyz".startswith(letters):
        for at in range(start, end):
            items[at] = _changed(blocks[at], "item")


def _add_entries(blocks: Sequence[Block], items: dict[int, Block], language: Language) -> bool:
    """Adds runs of lines that are entries of one sort to the items; whether there were any.

    Entries that say the same of themselves are none: a speaker has a line more than once.
    """
    known = len(items)
    entries = list(_entries(blocks, items, language))
    at = 0
    for sort, run in groupby(entries, key=lambda entry: entry[0]):
        terms = [term for _, term in run]
        if sort and len(terms) >= _FEWEST_ENTRIES and (sort != "fact" or _differ(terms)):
            for index in range(at, at + len(terms)):
                if index not in items:
                    items[index] = _changed(blocks[index], "item")
        at += len(terms)
    return len(items) > known


def _entries(
    blocks: Sequence[Block], items: Mapping[int, Block], language: Language
) -> Iterator[tuple[str, str]]:
    """What sort of entry each line may be, nothing for most, and its term if it is a fact.

    A *fact* is a line *Term: what it is*. An *amount* may have a bullet, and what begins small
    below one goes with it: *salt*. What begins *small* does so below a colon or a heading; lines
    of verse would do so too, but those begin with common words.
    """
    above = sort_above = ""  # the line above those that begin small, and its sort
    for at, block in enumerate(blocks):
        text = items[at].text if at in items else block.text
        sort, term = "", ""
        if block.kind != "paragraph" or not text:
            above = sort_above = ""
        elif text[0].islower():
            if sort_above == "amount":
                sort = "amount" if _is_label(text) else ""
            elif at not in items and above and _is_label(text):
                common = text.split(" ", 1)[0] in language.common_words
                sort = "small" if above.endswith(":") or not common else ""
        else:
            if not text[0].isalpha() and _AMOUNT.match(text) and _is_label(text):
                sort = "amount"
            elif ": " in text and at and at not in items:
                term = _term(text)
                sort = "fact" if term else ""
            introduces = text.endswith(":") or (text[0].isupper() and _is_label(text))
            above, sort_above = (text if introduces else ""), sort
        yield sort, term


def _term(text: str) -> str:
    """The term of a line *Term: what it is*; nothing for another line."""
    fact = _FACT.match(text) if len(text) <= _ENTRY_LENGTH else None
    return fact[1].casefold() if fact and fact[1].count(" ") < _FACT_WORDS else ""


def _differ(terms: Sequence[str]) -> bool:
    return len(set(terms)) == len(terms)


def _is_label(text: str) -> bool:
    return len(text) <= _HEADING_LENGTH and not _is_prose(text)


def _is_prose(text: str) -> bool:
    return _ENDS_AS_PROSE.search(text[-8:]) is not None


def _reads_as_heading(
    blocks: Sequence[Block], at: int, items: Mapping[int, Block], *, title: bool
) -> bool:
    if at + 1 == len(blocks):
        return False
    block, following = blocks[at : at + 2]
    text = block.text
    if len(text) > (_TITLE_LENGTH if title else _HEADING_LENGTH) or _is_prose(text):
        return False
    if title:
        # Two sentences of which the last asks are how a text begins, once its lines are joined.
        return not (_ENDS_AS_QUESTION.search(text) and _SENTENCE_WITHIN.search(text))
    if (text[0].islower() and not text[1:2].isupper()) or _AMOUNT.match(text):
        return False
    if text[0] in _SPEECH and ends_as_prose(text):
        return False
    if following.kind != "paragraph" or at + 1 in items:
        return True
    return _is_prose(following.text) or _ENDS_AS_QUESTION.search(following.text) is not None


def _reason(kind: str) -> str:
    return f"a short line that ends as a {kind} does, with text after it"


def _changed(block: Block, kind: Kind, text: str = "", number: int | None = None) -> Block:
    """The block as another kind; written out, for `replace` takes three times as long."""
    level = 2 if kind == "heading" else block.level
    line, last_line = block.line, block.last_line
    return Block(text or block.text, line, last_line, kind, level, number, block.links)


def _rewrite(at: int, before: Block, after: Block, rule: str, reason: str) -> Rewrite:
    return Rewrite(_STEP, rule, reason, at, (before,), (after,))
