"""Cleaning: the steps in their order."""

from collections.abc import Callable

from tools.document import Document
from tools.language import Language
from tools.steps.boilerplate import remove_boilerplate
from tools.steps.normalisation import normalise
from tools.steps.paragraphs import join_paragraphs
from tools.steps.segmentation import segment
from tools.steps.structure import recover_structure

Step = Callable[[Document, Language], Document]

# Each step relies on the ones before it: rules match normalised lines, the title is the first
# line once the banner above it is gone, and only paragraphs are joined.
STEPS: tuple[Step, ...] = (
    normalise,
    remove_boilerplate,
    recover_structure,
    join_paragraphs,
)


def clean(text: str, language: Language) -> Document:
    """The article in a raw text, with the account of every change."""
    document = segment(text)
    for step in STEPS:
        document = step(document, language)
    return document
