"""What the checks of the pages look at: the pages, and all that is known beside them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tools.language import Language, load_languages
from tools.pages import Page, PageError, load_pages
from tools.references import Reference, load_references
from tools.terms import Termbase, load_termbase


@dataclass(frozen=True)
class Project:
    """The pages, those that cannot be read, the languages, the termbase and the bibliography."""

    root: Path
    pages: Sequence[Page]
    unreadable: Sequence[PageError]
    languages: Mapping[str, Language]
    termbase: Termbase
    references: Mapping[str, Reference]

    @cached_property
    def by_place(self) -> Mapping[tuple[str, str], Page]:
        """Every page by its slug and locale."""
        return {(page.slug, page.locale): page for page in self.pages}

    def pages_in_languages(self) -> Iterator[tuple[Page, Language]]:
        """The pages with their languages; a check reports those that are in none."""
        for page in self.pages:
            if page.locale in self.languages:
                yield page, self.languages[page.locale]

    def origin(self, page: Page) -> Page | None:
        """The page that this one says it is a translation of, if it is there."""
        translation = page.meta.get("translation")
        of = translation.get("of") if isinstance(translation, dict) else None
        return self.by_place.get((page.slug, str(of)))


def load_project(root: Path) -> Project:
    """The project at `root`.

    Raises `InputError` if a language, the termbase or the bibliography is wrong.
    """
    languages = load_languages()
    return Project(
        root,
        *load_pages(root),
        languages,
        load_termbase(tuple(languages)),
        load_references(root),
    )
