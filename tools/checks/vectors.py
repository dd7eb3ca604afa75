"""The vectors that the search compares were made of the texts as they stand."""

from collections.abc import Iterator

from tools.finding import Finding
from tools.project import Project
from tools.search.embeddings import TEXTS, Embeddings, load_texts
from tools.search.sections import all_texts, texts


def check_vectors(project: Project) -> Iterator[Finding]:
    """A finding for each page with texts that have no vector as they stand, and one if there are
    vectors of texts that are gone. Until they are made anew the search compares the texts' words.

    Raises `EmbeddingsError` if the stored vectors cannot be read.
    """
    embeddings = Embeddings({}, load_texts(project.root))
    remedy = "run `make vectors`"
    for page in project.pages:
        changed = [text for text in texts(page, project) if not embeddings.is_current(text)]
        if changed:
            message = f"{len(changed)} of its texts have no vector as they stand"
            yield Finding(page.path, page.body_line, "vectors.not-current", message, remedy)
    left = embeddings.texts.keys() - all_texts(project).keys()
    if left:
        message = f"has vectors of {len(left)} texts that are gone, such as {min(left)!r}"
        yield Finding(TEXTS, 1, "vectors.left-over", message, remedy)
