"""`python -m tools.vectors`, run by `make vectors`: all that the model of vectors makes."""

import sys
from pathlib import Path

import numpy as np

from tools.alignment import align, centred
from tools.errors import InputError
from tools.meaning import Alignment, sentences, translated_articles, write_alignments
from tools.model import embed_passages
from tools.pages import Page
from tools.project import Project, load_project
from tools.search.making import make_embeddings


def align_library(project: Project) -> dict[str, Alignment]:
    """The alignment of every translated article with its origin, by the translation's path."""
    pairs = list(translated_articles(project))
    pages = {page.path: page for pair in pairs for page in pair}
    vectors = {
        path: embed_passages(_texts(page, project), "").astype(float)
        for path, page in pages.items()
    }
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
    """Aligns the library anew, embeds what is new; 2 if something cannot be read."""
    root = Path()
    try:
        project = load_project(root)
        alignments = align_library(project)
        write_alignments(root, alignments)
        words, texts = make_embeddings(project)
    except InputError as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        return 2
    made = f"{len(alignments)} translations aligned, {words} words and {texts} texts embedded"
    print(made, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
