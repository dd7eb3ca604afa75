"""Which sentences of a translation say what which of its origin say, as last aligned."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, ValidationError, convert, to_builtins

from tools.errors import InputError
from tools.language import Language
from tools.pages import Page
from tools.project import Project
from tools.sentences import split_sentences
from tools.usage import RUNNING_TEXT

ALIGNMENTS = Path("sources/alignments.json")


class AlignmentsError(InputError):
    """The file of alignments is wrong."""


class Alignment(Struct, frozen=True, forbid_unknown_fields=True):
    """The revisions of two pages, and the indices of the sentences that say the same.

    One side of a pairing is empty where the other page has nothing like it.
    """

    origin: str
    translation: str
    pairings: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]

    def is_of(
        self, origin: Page, theirs: Sequence[object], translation: Page, ours: Sequence[object]
    ) -> bool:
        """Whether it was made of these pages as they stand, and of all of their sentences.

        What ends a sentence is the language file's to say, and may have changed since.
        """
        sides = [[at for pairing in self.pairings for at in pairing[side]] for side in (0, 1)]
        whole = [list(range(len(theirs))), list(range(len(ours)))]
        revisions = (origin.revision, translation.revision)
        return sides == whole and revisions == (self.origin, self.translation)


def sentences(page: Page, language: Language) -> list[tuple[int, str]]:
    """The sentences of a page's running text, each with the line of its passage."""
    return [
        (passage.line, sentence)
        for passage in page.passages
        if passage.kind in RUNNING_TEXT
        for sentence in split_sentences(passage.text, language)
    ]


def translated_articles(project: Project) -> Iterator[tuple[Page, Page]]:
    """The library's translations, each with its origin: those that should say the same."""
    for page in project.pages:
        origin = project.origin(page)
        if page.is_source and origin is not None and origin is not page:
            yield page, origin


def load_alignments(root: Path) -> Mapping[str, Alignment]:
    """The alignments by the path of the translation; none if they have not been made yet.

    Raises `AlignmentsError` if the file is not what `make vectors` writes.
    """
    try:
        data = json.loads((root / ALIGNMENTS).read_text("utf-8"))
        return convert(data, dict[str, Alignment])
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, ValidationError) as error:
        remedy = "remove it, and run `make vectors`"
        raise AlignmentsError(f"{ALIGNMENTS}: cannot be read: {error}; {remedy}") from None


def write_alignments(root: Path, alignments: Mapping[str, Alignment]) -> None:
    """Writes the alignments, a line for each page, in the order of their paths."""
    lines = [
        f"{json.dumps(path)}: {json.dumps(to_builtins(alignments[path]))}"
        for path in sorted(alignments)
    ]
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    (root / ALIGNMENTS).write_text(text, "utf-8", newline="\n")
