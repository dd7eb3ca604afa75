"""The pages seen as a whole: what each speaks of, and which belong together."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tools.pages import LIBRARY, Page
from tools.project import Project

RELATED = 4
# Where the handbook treats a library article's subject, and where it uses a glossary's concept.
_BETTER = 3
_USES = 6
# A word of the title counts as so many of the text: it says what the page is on.
_TITLE = 10


@dataclass(frozen=True)
class Handbook:
    """What follows from all pages of a language together; nothing of it is typed by an editor."""

    project: Project
    locale: str

    @cached_property
    def pages(self) -> Sequence[Page]:
        """The language's pages, in the order of their paths."""
        return [page for page in self.project.pages if page.locale == self.locale]

    @cached_property
    def mentions(self) -> Mapping[str, Counter[str]]:
        """How often each page, by its slug, speaks of each concept, by its id."""
        vocabulary = self.project.termbase.vocabularies[self.locale]
        return {
            page.slug: Counter(
                mention.concept
                for passage in page.passages
                for mention in vocabulary.mentions(passage.text)
            )
            for page in self.pages
        }

    def related(self, page: Page) -> list[Page]:
        """The guides that share most with a page, the closest first.

        The likeness is the cosine of their concepts' weights: the logarithm of how often each is
        spoken of, in the title many times over, times its inverse document frequency (Spärck Jones
        1972).
        """
        others = [other for other in self.pages if other.is_guide and other is not page]
        return self._closest(page, others)[:RELATED]

    def better(self, article: Page) -> list[Page]:
        """The guides that build on a library article and are closest to its subject, those first
        that name it in their title.
        """
        name = article.slug.removeprefix(f"{LIBRARY}/")
        built = [page for page in self.pages if name in page.meta.get("builds_on", ())]
        subject = self._in_title(article)
        closest = self._closest(article, built)
        return sorted(closest, key=lambda page: not subject & self._in_title(page))[:_BETTER]

    def uses(self, concept: str) -> list[Page]:
        """The guides that speak most of a concept, those first that speak of it most often."""
        counts = {page.slug: self.mentions[page.slug][concept] for page in self.pages}
        users = [page for page in self.pages if page.is_guide and counts[page.slug]]
        return sorted(users, key=lambda page: -counts[page.slug])[:_USES]

    def tagged(self, tag: str) -> list[Page]:
        """The guides that have a tag."""
        return [page for page in self.pages if page.is_guide and tag in page.meta.get("tags", ())]

    def _in_title(self, page: Page) -> set[str]:
        vocabulary = self.project.termbase.vocabularies[self.locale]
        title = str(page.meta.get("title", ""))
        return {mention.concept for mention in vocabulary.mentions(title)}

    def _closest(self, page: Page, others: Sequence[Page]) -> list[Page]:
        own = self._weights[page.slug]
        near = {other.slug: _cosine(own, self._weights[other.slug]) for other in others}
        return sorted(others, key=lambda other: -near[other.slug])

    @cached_property
    def _weights(self) -> Mapping[str, Mapping[str, float]]:
        spoken_of = Counter(concept for counts in self.mentions.values() for concept in counts)
        weights = {}
        for page in self.pages:
            counts = Counter(self.mentions[page.slug])
            counts.update(dict.fromkeys(self._in_title(page), _TITLE))
            weights[page.slug] = {
                concept: (1 + math.log(count)) * math.log(1 + len(self.pages) / spoken_of[concept])
                for concept, count in counts.items()
                if spoken_of[concept]
            }
        return weights


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    product = sum(weight * other.get(concept, 0.0) for concept, weight in one.items())
    norms = math.hypot(*one.values()) * math.hypot(*other.values())
    return product / norms if norms else 0.0
