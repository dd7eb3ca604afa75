"""The registered sources: what `sources/sources.toml` says, and the texts it answers for."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct

from tools.document import Document
from tools.encoding import decode
from tools.errors import SourceError
from tools.extract import extract
from tools.language import Language
from tools.pages import page_path
from tools.steps.segmentation import segment
from tools.toml_file import load_toml

SOURCES = Path("sources")
MANIFEST = SOURCES / "sources.toml"

_Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
# Control characters other than tab, line feed, carriage return and form feed: not a text.
_BINARY = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """One received article: which page it becomes, and what is known of it.

    `sections` are the ids of its headings in order, shared by its translations; `type` is how it
    came, as a text or as a page.
    """

    id: Annotated[str, Meta(pattern=r"^\w[\w.-]*$")]
    locale: str
    article: _Slug
    rights: Annotated[str, Meta(min_length=1)]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
    sections: tuple[_Slug, ...] = ()
    type: Literal["txt", "html"] = "txt"

    @property
    def path(self) -> Path:
        """The file as received, relative to the project's root."""
        return SOURCES / self.locale / f"{self.id}.{self.type}"

    @property
    def corrections_path(self) -> Path:
        return SOURCES / self.locale / f"{self.id}.corrections.toml"

    @property
    def page_path(self) -> Path:
        """The page that it becomes."""
        return page_path(self.locale, f"library/{self.article}")


class _Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    source: Annotated[tuple[Source, ...], Meta(min_length=1)]


def load_sources(root: Path, languages: Mapping[str, Language]) -> tuple[Source, ...]:
    """Every source of the manifest, in its order.

    Raises `SourceError` if the manifest cannot be read, or with a line for each fault in it: an
    unknown locale, an id or a page that two entries claim, a file that no entry names.
    """
    sources = load_toml(root / MANIFEST, _Manifest, SourceError, shown=MANIFEST).source
    problems = [
        f"{MANIFEST}: {source.id}: has the unknown locale {source.locale!r}; "
        f"choose one of {', '.join(languages)}"
        for source in sources
        if source.locale not in languages
    ]
    ids: set[str] = set()
    pages: dict[Path, Source] = {}
    for source in sources:
        first = pages.setdefault(source.page_path, source)
        if source.id in ids:
            problems.append(f"{MANIFEST}: the id {source.id} stands twice; remove one entry")
        elif first is not source:
            problems.append(
                f"{MANIFEST}: {first.id} and {source.id} both become {source.page_path}; "
                "keep one, or give the other an article of its own"
            )
        ids.add(source.id)
        if len(set(source.sections)) < len(source.sections):
            problems.append(f"{MANIFEST}: {source.id}: a section id stands twice; change one")
    if problems:
        raise SourceError(*problems)
    known = {path for source in sources for path in (source.path, source.corrections_path)}
    strays = [
        f"{file.relative_to(root)}: belongs to no entry of {MANIFEST}; add one, or remove the file"
        for file in sorted((root / SOURCES).glob("*/*"))
        if file.relative_to(root) not in known and not file.name.startswith(".")
    ]
    if strays:
        raise SourceError(*strays)
    return sources


def read_source(root: Path, source: Source) -> Document:
    """The raw document of a source: a text's lines, or the blocks of a page.

    Raises `SourceError` if the file is missing, unreadable, empty, no text (UTF-8, but for a
    page), or not the one that was registered.
    """
    data = _read(root, source)
    text = _decode(source, data)
    checksum = hashlib.sha256(data).hexdigest()
    if checksum != source.sha256:
        raise SourceError(
            f"{source.path}: its sha256 is {checksum}, {MANIFEST} has {source.sha256}; "
            "restore the file as received, or register the new one"
        )
    return extract(text) if source.type == "html" else segment(text)


def _read(root: Path, source: Source) -> bytes:
    try:
        data = (root / source.path).read_bytes()
    except FileNotFoundError:
        raise SourceError(
            f"{source.path}: no such file; restore it, or remove its entry from {MANIFEST}"
        ) from None
    except OSError as error:
        raise SourceError(
            f"{source.path}: cannot be read ({error.strerror}); see to its permissions"
        ) from None
    if not data.strip():
        raise SourceError(f"{source.path}: is empty; restore it as received")
    return data


def _decode(source: Source, data: bytes) -> str:
    try:
        if source.type == "html":
            return decode(data)
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{source.path}: is not UTF-8 text (byte {error.start}); restore it as received"
        ) from None
    except ValueError as error:
        raise SourceError(f"{source.path}: is {error}; restore it as received") from None
    if _BINARY.search(text):
        raise SourceError(f"{source.path}: is not text; restore it as received")
    return text
