"""Lines that were broken inside a sentence, joined again."""

import re
from collections.abc import Iterator
from itertools import pairwise

from tools.document import Block, Change, Document, Rewrite
from tools.language import Language
from tools.steps.layout import ends_as_prose

# No hard-wrapped text is wider; longer lines are paragraphs.
_WIDEST = 100
# A line of a list is shorter than this more often than a line that was wrapped.
_SHORTEST = 40
_BULLET_OR_NUMBER = re.compile(r"(?:[-*•·–—▪◦●o]|\d{1,3}[.)])\s")
# So many lines that break inside a sentence are no accident.
_FEWEST_BREAKS = 3
_SENTENCE_INSIDE = re.compile(r"[.!?] [^\W\d_]")
_DROP_CAP = re.compile(r"[^\W\d_]")


def unwrap(document: Document, language: Language) -> Document:
    """The document with hard-wrapped lines, split sentences and drop caps put together.

    A line goes on in the next if it ends amid a sentence and the next begins with a small letter
    and leads to a sentence's end, or if it is as full as its wrapped neighbours are. Lists, whose
    lines begin small too, do not end as sentences do. What is in doubt stays two lines.
    """
    runs = [
        (run, [_goes_on(before, after, language) for before, after in pairwise(run)])
        for run in _runs(document.blocks, language)
    ]
    width = _wrapped_width(runs)
    groups: list[list[Block]] = []
    for run, certain in runs:
        groups += _joined(run, certain, width, language)

    def changes() -> Iterator[Change]:
        for at, group in enumerate(groups):
            if len(group) > 1:
                joined = _join(group)
                reason = "lines broken inside a sentence, joined"
                yield Rewrite("wrapping", "unwrap", reason, at, tuple(group), (joined,))

    return document.apply(changes())


def _runs(blocks: tuple[Block, ...], language: Language) -> list[list[Block]]:
    """The blocks, split wherever no line can go on in the next."""
    runs: list[list[Block]] = []
    previous: Block | None = None
    for block in blocks:
        if previous is not None and _may_go_on(previous, block, language):
            runs[-1].append(block)
        else:
            runs.append([block])
        previous = block
    return runs


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
        and not language.boilerplate_in(before.text)
        for sure, (before, after) in zip(certain, pairwise(run), strict=True)
    ]
    group = [run[0]]
    for join, block in zip(joins, run[1:], strict=True):
        if join:
            group.append(block)
        else:
            yield from _if_prose(group)
            group = [block]
    yield from _if_prose(group)


def _goes_on(before: Block, after: Block, language: Language) -> bool:
    if not after.text[:1].islower() or ends_as_prose(before.text):
        return bool(re.match(r"[)\]]", after.text))
    return (
        len(before.text) >= _SHORTEST
        or _ends_amid(before.text, language)
        or " " not in before.text
        or _SENTENCE_INSIDE.search(before.text) is not None
    )


def _is_full(before: Block, after: Block, width: int) -> bool:
    """Whether the next line's first word had no room at the end of this one."""
    return len(before.text) + 1 + len(after.text.split(" ", 1)[0]) > width


def _if_prose(group: list[Block]) -> Iterator[list[Block]]:
    if ends_as_prose(group[-1].text) or group[-1].text.endswith(")"):
        yield group
    else:
        yield from ([block] for block in group)


def _join(group: list[Block]) -> Block:
    text = group[0].text
    for block in group[1:]:
        text += (
            "" if _DROP_CAP.fullmatch(text) or block.text[0] in ")],.;:!?" else " "
        ) + block.text
    return Block(text, group[0].line, group[-1].last_line)
