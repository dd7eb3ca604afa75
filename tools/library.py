"""The library: every registered source cleaned, corrected, and written as its page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools import render
from tools.corrections import correct, load_corrections
from tools.document import Document, Removal
from tools.duplicates import near_duplicates, shingles
from tools.errors import InputError, SourceError
from tools.finding import Finding
from tools.language import Language
from tools.pages import front_matter, load_pages
from tools.pipeline import clean_document
from tools.sources import MANIFEST, Source, load_sources, read_source


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """A source, the document that came of it, and the whole text of its page."""

    source: Source
    document: Document
    text: str


def clean_library(root: Path, languages: Mapping[str, Language]) -> list[LibraryPage]:
    """The pages of all registered sources, in the manifest's order; nothing is written.

    Raises `SourceError` with a line for every source that cannot be used, or whose page is
    somebody's own work.
    """
    pages: list[LibraryPage] = []
    problems: list[str] = []
    for source in load_sources(root, languages):
        try:
            pages.append(_clean_source(root, source, languages[source.locale]))
        except InputError as error:
            problems += error.problems
    existing_pages, errors = load_pages(root)
    made = {page.source.page_path for page in pages}
    problems += [
        f"{error}; correct it, or remove the page" for error in errors if error.path in made
    ]
    written = {page.path: page for page in existing_pages}
    for library_page in pages:
        existing = written.get(library_page.source.page_path)
        if existing and "source" not in existing.meta:
            problems.append(
                f"{existing.path}: was written by hand, and {MANIFEST} would overwrite it; "
                f"move it, or give {library_page.source.id} another article"
            )
    if problems:
        raise SourceError(*problems)
    return pages


def _clean_source(root: Path, source: Source, language: Language) -> LibraryPage:
    raw = read_source(root, source)
    document = clean_document(raw, language)
    corrections = load_corrections(root, source.corrections_path)
    document = correct(document, corrections, source.corrections_path)
    title = render.title(document)
    if title is None:
        raise SourceError(
            f"{source.path}: no title was found above its text; put it on the first line"
        )
    try:
        body = render.markdown(document, source.sections)
    except ValueError as error:
        raise SourceError(f"{MANIFEST}: {source.id}: {error}; see to its 'sections'") from None
    meta = {
        "title": title,
        "description": render.description(document, language),
        "source": {
            "id": source.id,
            "sha256": source.sha256,
            "removed": _removed(document, language),
            "corrected": len(corrections),
        },
    }
    comment = f"Generated from {source.path.as_posix()}: edit {source.corrections_path.name} there."
    return LibraryPage(source, document, f"{front_matter(meta, comment)}\n{body}")


def _removed(document: Document, language: Language) -> list[str]:
    """The classes of what was removed, each once, in alphabetical order."""
    class_of = {rule.id: rule.kind for rule in language.rules}
    removals = [change for change in document.history if isinstance(change, Removal)]
    return sorted({class_of.get(removal.rule, "residue") for removal in removals})


def write_library(root: Path, pages: list[LibraryPage]) -> list[Path]:
    """Writes the pages that differ from their files; returns the paths of those.

    Every page is written beside its place first, and put there when all are. Raises `SourceError`
    if one cannot be written; the pages are then as they were.
    """
    changed = [page for page in pages if not _is_current(root / page.source.page_path, page.text)]
    drafts = {}
    try:
        for page in changed:
            path = root / page.source.page_path
            path.parent.mkdir(parents=True, exist_ok=True)
            drafts[path] = path.with_name(f".{path.name}.draft")
            drafts[path].write_text(page.text, "utf-8", newline="\n")
        for path, draft in drafts.items():
            draft.replace(path)
    except OSError as error:
        for draft in drafts.values():
            if draft.is_file():
                draft.unlink()
        raise SourceError(f"{error.filename}: cannot be written ({error.strerror})") from None
    return [page.source.page_path for page in changed]


def library_findings(root: Path, pages: list[LibraryPage]) -> Iterator[Finding]:
    """What is wrong with the library: pages not current or of no source, sources much alike."""
    yield from _stale_pages(root, pages)
    earlier: dict[str, dict[str, frozenset[int]]] = {}
    for page in pages:
        others = earlier.setdefault(page.source.locale, {})
        for name, share in near_duplicates(page.document, others):
            yield Finding(
                page.source.path,
                1,
                "near-duplicate",
                f"is {share:.0%} like {name}",
                "keep one of them",
            )
        others[page.source.path.as_posix()] = shingles(page.document)


def _stale_pages(root: Path, pages: list[LibraryPage]) -> Iterator[Finding]:
    """A finding for each page that cleaning would change, and each that no source makes."""
    made = {page.source.page_path for page in pages}
    for page in pages:
        if not _is_current(root / page.source.page_path, page.text):
            yield Finding(
                page.source.page_path,
                1,
                "library.not-current",
                f"is not what {page.source.path} gives",
                "run `python -m tools clean`",
            )
    for existing in load_pages(root)[0]:
        if "source" in existing.meta and existing.path not in made:
            yield Finding(
                existing.path,
                1,
                "library.orphan",
                f"no entry of {MANIFEST} makes it",
                "remove the page, or register its source",
            )


def _is_current(path: Path, text: str) -> bool:
    try:
        return path.read_bytes() == text.encode()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); make way for it") from None
