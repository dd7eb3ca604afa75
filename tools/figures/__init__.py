"""The figures: each drawn once, with the words of the page's language."""

from collections.abc import Callable, Mapping
from html import escape

from tools.figures import (
    break_even,
    complaint_steps,
    discount_volume,
    double_jeopardy,
    loyalty_matrix,
    margin_of_error,
    points_path,
    retention_curve,
    rfm_segments,
    satisfaction_curve,
    value_sources,
    word_of_mouth,
)
from tools.figures.drawing import WIDTH, Drawing
from tools.language import Language

DRAWINGS: Mapping[str, Callable[[Language], Drawing]] = {
    "break-even": break_even.draw,
    "complaint-steps": complaint_steps.draw,
    "discount-volume": discount_volume.draw,
    "double-jeopardy": double_jeopardy.draw,
    "loyalty-matrix": loyalty_matrix.draw,
    "margin-of-error": margin_of_error.draw,
    "points-path": points_path.draw,
    "retention-curve": retention_curve.draw,
    "rfm-segments": rfm_segments.draw,
    "satisfaction-curve": satisfaction_curve.draw,
    "value-sources": value_sources.draw,
    "word-of-mouth-u": word_of_mouth.draw,
}


def figure(name: str, language: Language) -> str:
    """The `figure` element that a page names, with its words from the language's file.

    Raises `KeyError` if there is none of the name.
    """
    drawing = DRAWINGS[name](language)
    words = language.figures[name]
    # An image has no parts to a screen reader: it hears the description, once, and the caption.
    return (
        f'<figure data-figure="{name}">'
        f'<svg viewBox="0 0 {WIDTH} {drawing.height:g}" role="img" '
        f'aria-label="{escape(words["description"])}">{"".join(drawing.pieces)}</svg>'
        f"<figcaption>{escape(words['caption'])}</figcaption></figure>"
    )
