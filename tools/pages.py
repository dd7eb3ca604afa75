"""The pages under `docs/`: front matter, body, and the revision that translations follow."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from tools.errors import InputError
from tools.prose import Passage, passages

DOCS = Path("docs")
LIBRARY = "library"
# The safe loader, ten times as fast where PyYAML came with its C library, as its wheels do.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Page:
    """A page as its file holds it.

    `slug` is its path in the locale's folder without the ending, the same in every language;
    `body_line` is the 1-based line on which the body begins.
    """

    path: Path
    locale: str
    slug: str
    meta: Mapping[str, Any]
    body: str
    body_line: int

    @property
    def title(self) -> str:
        """Its title; its slug while it has none."""
        return str(self.meta.get("title") or self.slug)

    @property
    def description(self) -> str:
        """Its description; empty while it has none."""
        return str(self.meta.get("description") or "")

    def names(self, key: str) -> list[str]:
        """The names that a key of the front matter lists; none if it is no list."""
        value = self.meta.get(key)
        return [str(name) for name in value] if isinstance(value, list) else []

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """What the body says, passage by passage, with the lines of the file."""
        return tuple(passages(self.body, self.body_line))

    @property
    def section(self) -> str:
        """The first folder of its slug; empty for a page at the top of its language."""
        return self.slug.partition("/")[0] if "/" in self.slug else ""

    @property
    def is_article(self) -> bool:
        """Whether it stands in a section and is not its landing page."""
        return bool(self.section) and not self.is_index

    @property
    def is_source(self) -> bool:
        """Whether it is an article of the library, or a translation of one."""
        return self.is_article and self.section == LIBRARY

    @property
    def is_guide(self) -> bool:
        """Whether it is an article of the handbook."""
        return self.is_article and self.section != LIBRARY

    @property
    def folder(self) -> str:
        """Where it stands in its language's part of the site: empty for the home page."""
        return f"{self.slug}/".removesuffix("index/" if self.is_index else "")

    @property
    def is_index(self) -> bool:
        """Whether it is the home page or a section's landing page."""
        return PurePosixPath(self.slug).name == "index"

    @cached_property
    def revision(self) -> str:
        """Twelve hexadecimal digits that change whenever the body does.

        Spaces at its ends do not count.
        """
        return hashlib.sha256(self.body.strip().encode()).hexdigest()[:12]


class PageError(InputError):
    """A page cannot be read; `line` is the 1-based line of the trouble."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.path = path
        self.line = line
        self.problem = problem


def page_path(locale: str, slug: str) -> Path:
    """Where the page of a slug stands in a locale."""
    return DOCS / locale / f"{slug}.md"


def load_page(root: Path, path: Path) -> Page:
    """The page at `path`, which is relative to the project's root and below `docs/<locale>/`.

    Raises `PageError` if it cannot be read, or if its front matter is missing or not a mapping.
    """
    try:
        text = (root / path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PageError(path, 1, f"cannot be read: {error}") from None
    lines = text.split("\n")
    if lines[0] != "---" or "---" not in lines[1:]:
        raise PageError(path, 1, "has no front matter; begin it with a title between two lines ---")
    end = lines.index("---", 1)
    try:
        meta = _parsed("\n".join(lines[1:end]))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise PageError(path, line, f"front matter is not valid YAML: {error.problem}") from None
    except (yaml.YAMLError, ValueError) as error:
        problem = str(error).splitlines()[0]
        raise PageError(path, 2, f"front matter is not valid YAML: {problem}") from None
    if not isinstance(meta, dict):
        raise PageError(path, 2, "front matter is not a list of 'key: value' lines")
    locale, *rest = path.relative_to(DOCS).parts
    slug = PurePosixPath(*rest).with_suffix("").as_posix()
    return Page(path, locale, slug, meta, "\n".join(lines[end + 1 :]), end + 2)


def _parsed(text: str) -> object:
    try:
        return yaml.load(text, _LOADER)
    except yaml.YAMLError:
        return yaml.safe_load(text)  # says more clearly what is wrong, and where


def load_pages(root: Path) -> tuple[list[Page], list[PageError]]:
    """Every page under `docs/`, in the order of their paths, and what could not be read."""
    pages, errors = [], []
    for file in sorted((root / DOCS).glob("*/**/[!.]*.md")):  # an editor's locks begin with a dot
        try:
            pages.append(load_page(root, file.relative_to(root)))
        except PageError as error:
            errors.append(error)
    return pages, errors


def front_matter(meta: Mapping[str, Any], comment: str = "") -> str:
    """The front matter of a page, its keys in the given order, with a comment above them."""
    head = f"# {comment}\n" if comment else ""
    nested = any(isinstance(value, dict | list) for value in meta.values())
    body = yaml.safe_dump(
        dict(meta),
        allow_unicode=True,
        sort_keys=False,
        width=1_000_000,
        default_flow_style=None if nested else False,  # a line a key, what is nested on its key's
    )
    return f"---\n{head}{body}---\n"
