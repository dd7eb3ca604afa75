"""The pages seen as a whole: what each speaks of, and which belong together."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tools.pages import LIBRARY, Page
from tools.project import Project

_RELATED = 4
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
        return self._closest(page, others)[:_RELATED]

    def better(self, article: Page) -> list[Page]:
        """The guides that build on a library article and are closest to its subject, those first
        that name it in their title.
        """
        name = article.slug.removeprefix(f"{LIBRARY}/")
        built = [page for page in self.pages if name in page.names("builds_on")]
        subject = self._in_title(article)
        closest = self._closest(article, built)
        return sorted(closest, key=lambda page: not subject & self._in_title(page))[:_BETTER]

    def sources(self, guide: Page) -> list[Page]:
        """The articles of the library that a guide builds on, without those that are missing."""
        slugs = [f"{LIBRARY}/{name}" for name in guide.names("builds_on")]
        found = (self.project.by_place.get((slug, self.locale)) for slug in slugs)
        return [page for page in found if page]

    def uses(self, concept: str) -> list[Page]:
        """The guides that speak most of a concept, those first that speak of it most often."""
        return sorted(self._users[concept], key=lambda page: -self.mentions[page.slug][concept])[
            :_USES
        ]

    @cached_property
    def _users(self) -> Mapping[str, list[Page]]:
        """The guides that speak of each concept."""
        users: dict[str, list[Page]] = defaultdict(list)
        for page in self.pages:
            if page.is_guide:
                for concept in self.mentions[page.slug]:
                    users[concept].append(page)
        return users

    def tagged(self, tag: str) -> list[Page]:
        """The guides that have a tag."""
        return [page for page in self.pages if page.is_guide and tag in page.names("tags")]

    def _in_title(self, page: Page) -> set[str]:
        vocabulary = self.project.termbase.vocabularies[self.locale]
        return {mention.concept for mention in vocabulary.mentions(page.title)}

    def _closest(self, page: Page, others: Sequence[Page]) -> list[Page]:
        likeness: dict[str, float] = defaultdict(float)
        for concept, weight in self._weights[page.slug].items():
            for slug, other in self._holders[concept]:
                likeness[slug] += weight * other
        return sorted(others, key=lambda other: -likeness[other.slug])

    @cached_property
    def _holders(self) -> Mapping[str, list[tuple[str, float]]]:
        """The pages that have each concept, with its weight there."""
        holders: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for slug, weights in self._weights.items():
            for concept, weight in weights.items():
                holders[concept].append((slug, weight))
        return holders

    @cached_property
    def _weights(self) -> Mapping[str, Mapping[str, float]]:
        """The weight of each concept in each page: a vector of length 1."""
        spoken_of = Counter(concept for counts in self.mentions.values() for concept in counts)
        weights = {}
        for page in self.pages:
            counts = Counter(self.mentions[page.slug])
            counts.update(dict.fromkeys(self._in_title(page), _TITLE))
            raw = {
                concept: (1 + math.log(count)) * math.log(1 + len(self.pages) / spoken_of[concept])
                for concept, count in counts.items()
                if spoken_of[concept]
            }
            length = math.hypot(*raw.values())
            weights[page.slug] = {concept: weight / length for concept, weight in raw.items()}
        return weights
