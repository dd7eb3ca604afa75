"""Cleaning: the steps in their order."""

from collections.abc import Callable

from tools.document import Document
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

# Each step relies on the ones before it: rules match normalised, whole lines, the title is the
# first line once the banner above it is gone, and only paragraphs are joined.
STEPS: tuple[Step, ...] = (
    recover_tables,
    repair_encoding,
    normalise,
    unwrap,
    part_splices,
    remove_fragments,
    remove_boilerplate,
    unwrap,  # once more: a sentence may have been cut in two by what is gone now
    remove_foreign_lines,
    remove_repetition,
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
    for step in STEPS:
        document = step(document, language)
    return document
