"""Which pages are on like subjects."""

import random

import numpy as np
import pytest

from tests.conftest import LANGUAGES
from tests.shelves import PROJECT, SUBJECTS
from tools.pages import Page
from tools.search.embeddings import DIMENSIONS, Embeddings, Floats, to_bytes
from tools.search.likeness import Subjects
from tools.search.sections import all_texts

SLUGS = sorted({page.slug for page in PROJECT.pages})
HERE, NEAR, FAR = "basics/customer-loyalty", "advocacy/churn", "measure/nps-calculator"
A, B, C = np.eye(DIMENSIONS, dtype=np.float32)[:3]
NOTHING = np.zeros(DIMENSIONS, np.float32)
ALL = ("da", "id", "no")


def place(slug: str, locale: str = "da") -> Page:
    return PROJECT.by_place[slug, locale]


def slugs(pages: list[Page]) -> list[str]:
    return [page.slug for page in pages]


def subjects(vectors: dict[str, tuple[Floats, Floats, Floats]]) -> Subjects:
    """The pages as if all their texts were on one subject in each of the languages of `ALL`."""
    texts = {
        text.name: (text.revision, to_bytes(vectors[text.page.slug][ALL.index(text.page.locale)]))
        for text in all_texts(PROJECT).values()
        if text.page.slug in vectors
    }
    return Subjects(PROJECT, Embeddings({}, texts))


@pytest.mark.parametrize(
    ("here", "near", "far"),
    [
        pytest.param((A, A, A), (A, A, A), (B, B, B), id="the same subject"),
        pytest.param((A, A, A), (A + B, A + B, A + B), (B, B, B), id="half of the subject"),
        pytest.param((A, A, A), (B, B, B), (-A, -A, -A), id="another one, and its opposite"),
        pytest.param((A, A, A), (C, A, A), (B, B, B), id="put oddly in one language"),
        pytest.param((A, A, A), (A, A, C), (B, B, A), id="put oddly in the last language"),
        pytest.param((C, A, A), (A, A, A), (C, B, B), id="itself put oddly"),
        pytest.param((A, A, A), (A, A, A), (A, B, B), id="alike in one language alone"),
    ],
)
def test_the_nearest_comes_first(
    here: tuple[Floats, Floats, Floats],
    near: tuple[Floats, Floats, Floats],
    far: tuple[Floats, Floats, Floats],
) -> None:
    found = subjects({HERE: here, NEAR: near, FAR: far})
    for locale in ALL:
        for others in ([NEAR, FAR], [FAR, NEAR]):
            pages = [place(slug, locale) for slug in others]
            assert slugs(found.closest(place(HERE, locale), pages)) == [NEAR, FAR]


def test_pages_of_which_nothing_is_known_stay_in_their_order() -> None:
    found = subjects({HERE: (A, A, A), NEAR: (NOTHING, NOTHING, NOTHING)})
    for others in ([NEAR, FAR], [FAR, NEAR]):
        pages = [place(slug) for slug in others]
        assert found.closest(place(HERE), pages) == pages
        assert found.closest(place(FAR), pages) == pages  # and nothing is known of it


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_has_the_same_subject_in_every_language(slug: str) -> None:
    pages = {locale: [place(other, locale) for other in SLUGS] for locale in LANGUAGES}
    expected = slugs(SUBJECTS.closest(place(slug), pages["da"]))
    for locale in LANGUAGES:
        assert slugs(SUBJECTS.closest(place(slug, locale), pages[locale])) == expected
        assert slugs(SUBJECTS.closest(place(slug, locale), pages["da"])) == expected


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_is_closest_to_itself_and_no_page_is_lost(slug: str) -> None:
    pages = [place(other) for other in SLUGS]
    found = SUBJECTS.closest(place(slug), pages)
    assert found[0] == place(slug)
    assert sorted(slugs(found)) == SLUGS
    shuffled = random.Random(slug).sample(pages, len(pages))
    assert SUBJECTS.closest(place(slug), shuffled) == found
    assert pages == [place(other) for other in SLUGS]  # the list that was given is left alone


def test_no_other_pages() -> None:
    assert SUBJECTS.closest(place(HERE), []) == []


def test_the_subjects_are_the_same_when_they_are_made_again() -> None:
    again = Subjects(PROJECT, SUBJECTS.embeddings)
    for slug in SLUGS:
        pages = [place(other) for other in SLUGS]
        assert again.closest(place(slug), pages) == SUBJECTS.closest(place(slug), pages)
