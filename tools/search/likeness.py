"""Which pages are on like subjects, by the vectors of their texts."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from tools.pages import Page
from tools.project import Project
from tools.search.embeddings import Embeddings, Floats, unit
from tools.search.sections import sections


class Subjects:
    """What each page is on: the mean of its sections' `embeddings`.

    The sections are those of all languages, for a page has one subject in each: what one of them
    puts oddly weighs less, and a reader who changes languages is led to the same pages.
    """

    def __init__(self, project: Project, embeddings: Embeddings) -> None:
        self.embeddings = embeddings
        parts: dict[str, list[Floats]] = defaultdict(list)
        for page in project.pages:
            own = (section.as_text for section in sections(page, project))
            parts[page.slug] += map(embeddings.of_text, own)
        self._places = {slug: place for place, slug in enumerate(parts)}
        self._vectors = np.array([unit(np.mean(vectors, axis=0)) for vectors in parts.values()])

    def closest(self, page: Page, others: Iterable[Page]) -> list[Page]:
        """The other pages, those first whose subjects are closest to the page's."""
        likeness = self._vectors @ self._vectors[self._places[page.slug]]
        return sorted(others, key=lambda other: -float(likeness[self._places[other.slug]]))
