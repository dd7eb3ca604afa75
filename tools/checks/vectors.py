"""The vectors that the search compares were made of the texts as they stand."""

from collections import Counter
from collections.abc import Iterator

from tools.finding import Finding
from tools.project import Project
from tools.search.embeddings import TEXTS, Embeddings, load_texts
from tools.search.sections import all_texts


def check_vectors(project: Project) -> Iterator[Finding]:
    """A finding for each page with texts that have no vector as they stand, and one if there are
    vectors of texts that are gone. Until they are made anew the search compares the texts' words.

    Raises `EmbeddingsError` if the stored vectors cannot be read.
    """
    embeddings = Embeddings({}, load_texts(project.root))
    remedy = "run `make vectors`"
    texts = all_texts(project)
    changed = Counter(t.page.path for t in texts.values() if not embeddings.is_current(t))
    for path, count in changed.items():
        message = f"{count} of its texts have no vector as they stand"
        yield Finding(path, 1, "vectors.not-current", message, remedy)
    left = embeddings.texts.keys() - texts.keys()
    if left:
        message = f"has vectors of {len(left)} texts that are gone, such as {min(left)!r}"
        yield Finding(TEXTS, 1, "vectors.left-over", message, remedy)
