"""The registered sources: what `sources/sources.toml` says, and the texts it answers for."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.errors import SourceError
from tools.language import Language
from tools.pages import page_path

SOURCES = Path("sources")
MANIFEST = SOURCES / "sources.toml"

_REQUIRED = ("id", "locale", "article", "rights", "sha256")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"\w[\w.-]*")
# Control characters other than tab, line feed, carriage return and form feed: not a text.
_BINARY = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Source:
    """One received article: which page it becomes, and what is known of it."""

    id: str
    locale: str
    article: str
    rights: str
    sha256: str
    sections: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """The file as received, relative to the project's root."""
        return SOURCES / self.locale / f"{self.id}.txt"

    @property
    def corrections_path(self) -> Path:
        return SOURCES / self.locale / f"{self.id}.corrections.toml"

    @property
    def page_path(self) -> Path:
        """The page that it becomes."""
        return page_path(self.locale, f"library/{self.article}")


def load_sources(root: Path, languages: Mapping[str, Language]) -> tuple[Source, ...]:
    """Every source of the manifest, in its order.

    Raises `SourceError` with a line for each fault of the manifest: a wrong, missing or mistyped
    key, an unknown locale, an id or a page that two entries claim, a file that no entry names.
    """
    try:
        data = tomllib.loads((root / MANIFEST).read_text("utf-8"))
    except FileNotFoundError:
        raise SourceError(
            f"{MANIFEST}: no such file; restore it, or run from the project's root"
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{MANIFEST}: cannot be read: {error}; correct it") from None
    entries = data.pop("source", None)
    if data or not isinstance(entries, list) or not entries:
        wrong = f"the unknown key {next(iter(data))!r}" if data else "no [[source]] entries"
        raise SourceError(f"{MANIFEST}: has {wrong}; write every source under [[source]]")
    problems: list[str] = []
    sources: list[Source] = []
    for number, entry in enumerate(entries, start=1):
        faults = list(_faults(entry, languages))
        name = f"entry {number}"
        if isinstance(entry, dict) and entry.get("id"):
            name += f" ({entry['id']})"
        problems += [f"{MANIFEST}: {name}: {fault}" for fault in faults]
        if not faults:
            sections = tuple(entry.pop("sections", ()))
            sources.append(Source(**entry, sections=sections))
    pages: dict[Path, Source] = {}
    ids: set[str] = set()
    for source in sources:
        first = pages.setdefault(source.page_path, source)
        if first is not source:
            problems.append(
                f"{MANIFEST}: {first.id} and {source.id} both become {source.page_path}; "
                "keep one, or give the other an article of its own"
            )
        elif source.id in ids:
            problems.append(f"{MANIFEST}: the id {source.id} stands twice; remove one entry")
        ids.add(source.id)
    if not problems:
        known = {source.path for source in sources}
        known |= {source.corrections_path for source in sources}
        for file in sorted((root / SOURCES).glob("*/*")):
            if file.relative_to(root) not in known and not file.name.startswith("."):
                problems.append(
                    f"{file.relative_to(root)}: belongs to no entry of {MANIFEST}; "
                    "add one, or remove the file"
                )
    if problems:
        raise SourceError(*problems)
    return tuple(sources)


def _faults(entry: Any, languages: Mapping[str, Language]) -> list[str]:
    if not isinstance(entry, dict):
        return ["is not a table; write it under [[source]]"]
    faults = [f"has no {key!r}; add it" for key in _REQUIRED if key not in entry]
    faults += [
        f"has an unknown key {key!r}; correct or remove it"
        for key in entry
        if key not in (*_REQUIRED, "sections")
    ]
    faults += [
        f"has no text under {key!r}; put it in quotation marks"
        for key in _REQUIRED
        if key in entry and not (isinstance(entry[key], str) and entry[key].strip())
    ]
    sections = entry.get("sections", [])
    if not (
        isinstance(sections, list)
        and all(isinstance(section, str) and _SLUG.fullmatch(section) for section in sections)
        and len(set(sections)) == len(sections)
    ):
        faults.append("'sections' must be different ids in small letters, such as why-it-matters")
    if faults:
        return faults
    if entry["locale"] not in languages:
        faults.append(
            f"has the unknown locale {entry['locale']!r}; choose one of {', '.join(languages)}"
        )
    if not _ID.fullmatch(entry["id"]):
        faults.append("'id' must be the file's name without its ending, and no path")
    if not _SLUG.fullmatch(entry["article"]):
        faults.append("'article' must be small letters, digits and hyphens: it names the page")
    if not _SHA256.fullmatch(entry["sha256"]):
        faults.append("'sha256' must be 64 hexadecimal digits in small letters")
    return faults


def read_source(root: Path, source: Source) -> str:
    """The text of a source.

    Raises `SourceError` if the file is missing, unreadable, empty, not UTF-8 text, or not the one
    that was registered.
    """
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
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{source.path}: is not UTF-8 text (byte {error.start}); restore it as received"
        ) from None
    if _BINARY.search(text):
        raise SourceError(f"{source.path}: is not text; restore it as received")
    checksum = hashlib.sha256(data).hexdigest()
    if checksum != source.sha256:
        raise SourceError(
            f"{source.path}: its sha256 is {checksum}, {MANIFEST} has {source.sha256}; "
            "restore the file as received, or register the new one"
        )
    return text
