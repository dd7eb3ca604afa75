"""Lines that are too long to be an article's: kept, flagged, and left alone by the steps."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from tools.document import Block, Change, Document, Flag, Rewrite

# Some 3,000 words; the longest paragraph of the labelled documents has a tenth of them. It bounds
# the time of patterns that look at a line as often as it has characters.
LONGEST = 20_000
# Stands for a long line meanwhile: no step looks into code, and what ends so is no label.
_STAND_IN = "(a line that is too long)."


def clean_around(raw: Document, clean: Callable[[Document], Document]) -> Document:
    """What `clean` makes of a document whose lines of over 20,000 characters it does not see.

    Such lines are data, or an article that lost its line ends. Each is flagged and ends up where it
    stood, as it was, unless what takes the rest of the document along takes it too.
    """
    blocks = list(raw.blocks)
    flags: list[Change] = []
    hidden: dict[Block, Block] = {}
    for at, block in enumerate(raw.blocks):
        if len(block.text) > LONGEST:
            reason = f"a line of {len(block.text):,} characters is no article's: left as it is"
            flags.append(Flag("size", "long-line", reason, at, block))
            blocks[at] = Block(_STAND_IN, block.line, block.last_line, "code", level=at)
            hidden[blocks[at]] = block
    if not hidden:
        return clean(raw)
    cleaned = clean(Document(tuple(blocks)))
    history = (_shown_change(change, hidden) for change in cleaned.history)
    return Document(_shown(cleaned.blocks, hidden), (*raw.history, *flags, *history))


def _shown(blocks: Iterable[Block], hidden: Mapping[Block, Block]) -> tuple[Block, ...]:
    return tuple(hidden.get(block, block) for block in blocks)


def _shown_change(change: Change, hidden: Mapping[Block, Block]) -> Change:
    if isinstance(change, Rewrite):
        before, after = _shown(change.before, hidden), _shown(change.after, hidden)
        return replace(change, before=before, after=after)
    return replace(change, block=hidden.get(change.block, change.block))
