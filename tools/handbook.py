"""The pages seen as a whole: what each speaks of, and which belong together."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tools.pages import LIBRARY, Page
from tools.project import Project
from tools.search.likeness import Subjects

_RELATED = 4
# Where the handbook treats a library article's subject, and where it uses a glossary's concept.
_BETTER = 3
_USES = 3


@dataclass(frozen=True)
class Handbook:
    """What follows from all pages of a language together; nothing of it is typed by an editor."""

    project: Project
    locale: str
    subjects: Subjects

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
        """The guides whose subjects are closest to a page's, the closest first."""
        others = [other for other in self.pages if other.is_guide and other is not page]
        return self.subjects.closest(page, others)[:_RELATED]

    def better(self, article: Page) -> list[Page]:
        """The guides that build on a library article and are closest to its subject, those first
        that name it in their title.
        """
        name = article.slug.removeprefix(f"{LIBRARY}/")
        built = [page for page in self.pages if name in page.names("builds_on")]
        subject = self._in_title(article)
        closest = self.subjects.closest(article, built)
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
