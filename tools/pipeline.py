"""Cleaning: the steps in their order."""

from collections.abc import Callable, Sequence

from tools.document import Document, Flag
from tools.language import Language
from tools.steps.boilerplate import remove_boilerplate
from tools.steps.foreign import remove_foreign_lines
from tools.steps.fragments import remove_fragments
from tools.steps.mojibake import repair_encoding
from tools.steps.normalisation import normalise
from tools.steps.paragraphs import join_paragraphs
from tools.steps.quotations import flag_quotations
from tools.steps.repetition import remove_repeated_lines, remove_repetition
from tools.steps.segmentation import segment
from tools.steps.splices import part_splices
from tools.steps.structure import recover_structure
from tools.steps.tables import recover_tables
from tools.steps.wrapping import unwrap

Step = Callable[[Document, Language], Document]

# Rules match normalised, whole lines; only then is it told what is not the article's, and only of
# what is left what is its title, a heading or a paragraph.
REPAIRS: tuple[Step, ...] = (
    recover_tables,
    repair_encoding,
    normalise,
    unwrap,
    part_splices,
)
REMOVALS: tuple[Step, ...] = (
    remove_fragments,
    remove_boilerplate,
    unwrap,  # once more: a sentence may have been cut in two by what is gone now
    remove_foreign_lines,
    remove_repetition,
)
STRUCTURE: tuple[Step, ...] = (
    recover_structure,
    join_paragraphs,
    flag_quotations,
)


def clean(text: str, language: Language) -> Document:
    """The article in a raw text, with the account of every change."""
    return clean_document(segment(text), language)


def clean_document(
    raw: Document, language: Language, repeated: frozenset[str] = frozenset()
) -> Document:
    """The article in raw blocks, those of a text or those extracted from a page.

    `repeated` are lines that other documents of the same run have too.
    """
    document = remove_repeated_lines(raw, language, repeated) if repeated else raw
    document = _after(REPAIRS, document, language)
    document = _until_stable(REMOVALS, document, language)
    return _after(STRUCTURE, document, language)


def _after(steps: Sequence[Step], document: Document, language: Language) -> Document:
    for step in steps:
        document = step(document, language)
    return document


def _until_stable(steps: Sequence[Step], document: Document, language: Language) -> Document:
    """The document after steps whose work may show them more to do, until it shows no more.

    What they flag is told once.
    """
    earlier, document = document, _after(steps, document, language)
    while document.blocks != earlier.blocks:
        again = _after(steps, document, language)
        more = (c for c in again.history[len(document.history) :] if not isinstance(c, Flag))
        earlier, document = document, document.apply(more)
    return document
