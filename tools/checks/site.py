"""The built site as the checks read it."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from lxml.html import HtmlElement, HTMLParser, document_fromstring


@dataclass
class BuiltPage:
    """An HTML file of the site. `path` is relative to the project's root, `place` to the site's."""

    path: Path
    place: Path
    html: str

    @cached_property
    def elements(self) -> Sequence[HtmlElement]:
        """Every element of the page, in its order."""
        # lxml takes a tenth of html.parser's time, which is most of a check's.
        if not self.html.strip():
            return []
        root = document_fromstring(self.html.encode(), parser=HTMLParser(encoding="utf-8"))
        return [element for element in root.iter() if isinstance(element.tag, str)]

    def named(self, name: str) -> Sequence[HtmlElement]:
        """The elements of this name."""
        return [element for element in self.elements if element.tag == name]

    def links(self, relation: str) -> Sequence[HtmlElement]:
        """The `link` elements that have this among the words of their `rel`."""
        return [link for link in self.named("link") if relation in link.get("rel", "").split()]

    @cached_property
    def ids(self) -> frozenset[str]:
        """Everything on the page that an anchor can point at."""
        return frozenset(
            element.attrib["id"] for element in self.elements if "id" in element.attrib
        )

    @property
    def is_error_page(self) -> bool:
        return self.place.name == "404.html"

    @property
    def url(self) -> str:
        """The page's address below the site's root, such as `id/library/`."""
        return self.place.as_posix().removesuffix("index.html")


@dataclass
class Site:
    """The folder that the build wrote, and the pages in it."""

    root: Path
    folder: Path
    _pages: dict[Path, BuiltPage] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for file in sorted((self.root / self.folder).rglob("*.html")):
            place = file.relative_to(self.root / self.folder)
            self._pages[place] = BuiltPage(self.folder / place, place, file.read_text("utf-8"))

    def __iter__(self) -> Iterator[BuiltPage]:
        return iter(self._pages.values())

    def page(self, place: Path) -> BuiltPage | None:
        return self._pages.get(place)

    @cached_property
    def files(self) -> frozenset[Path]:
        """Where every file stands, relative to the site's folder."""
        folder = self.root / self.folder
        return frozenset(
            Path(directory, name).relative_to(folder)
            for directory, _, names in os.walk(folder)
            for name in names
        )

    def file(self, place: Path) -> Path:
        return self.root / self.folder / place

    @cached_property
    def url(self) -> str:
        """The address that the site was built for, with a slash at the end.

        Read from the home page's canonical link; empty if it has none.
        """
        home = self.page(Path("index.html"))
        links = home.links("canonical") if home else []
        return links[0].get("href", "") if links else ""

    @property
    def mount(self) -> str:
        """The path under which the site stands on its host, such as `/` or `/handbook/`."""
        return urlsplit(self.url).path or "/"
