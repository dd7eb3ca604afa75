"""Sentences paired with their translations, and the file that keeps the pairs."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from tools.alignment import Pairing, Vectors, align, centred
from tools.checks.meaning import check_meaning
from tools.meaning import (
    ALIGNMENTS,
    Alignment,
    AlignmentsError,
    load_alignments,
    translated_articles,
    write_alignments,
)
from tools.pages import Page
from tools.project import Project, load_project

PROJECT = load_project(ROOT)
# What sentences say, each as far from the others as can be; a joined one has the sum of two.
A, B, C, D = np.eye(4)


def text(*sentences: Vectors) -> Vectors:
    """The vectors of a text's sentences, at length one."""
    rows = np.array(sentences, dtype=float).reshape(-1, 4)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def pairs(origin: Vectors, translation: Vectors) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(each.origin, each.translation) for each in align(origin, translation)]


@pytest.mark.parametrize(
    ("origin", "translation", "expected"),
    [
        pytest.param(
            text(A, B, C),
            text(A, B, C),
            [((0,), (0,)), ((1,), (1,)), ((2,), (2,))],
            id="one to one",
        ),
        pytest.param(
            text(A, B, C), text(A, C), [((0,), (0,)), ((1,), ()), ((2,), (1,))], id="lost"
        ),
        pytest.param(
            text(A, C), text(A, B, C), [((0,), (0,)), ((), (1,)), ((1,), (2,))], id="added"
        ),
        pytest.param(
            text(A, B + C, D),
            text(A, B, C, D),
            [((0,), (0,)), ((1,), (1, 2)), ((2,), (3,))],
            id="one became two",
        ),
        pytest.param(
            text(A, B, C, D),
            text(A, B + C, D),
            [((0,), (0,)), ((1, 2), (1,)), ((3,), (2,))],
            id="two became one",
        ),
        pytest.param(
            text(A, B), text(A, 9 * B + C), [((0,), (0,)), ((1,), (1,))], id="rather alike"
        ),
        pytest.param(text(), text(A, B), [((), (0,)), ((), (1,))], id="no origin"),
        pytest.param(text(A), text(), [((0,), ())], id="no translation"),
        pytest.param(text(), text(), [], id="two empty texts"),
    ],
)
def test_sentences_are_paired(
    origin: Vectors, translation: Vectors, expected: list[tuple[tuple[int, ...], tuple[int, ...]]]
) -> None:
    assert pairs(origin, translation) == expected


def test_sentences_that_say_other_things_are_no_pair() -> None:
    for pairing in align(text(A), text(B)):
        assert not (pairing.origin and pairing.translation)


def test_pairs_do_not_cross() -> None:
    found = [each for each in pairs(text(A, B), text(B, A)) if all(each)]
    assert len(found) == 1


SENTENCES = st.lists(
    st.lists(st.integers(0, 9), min_size=4, max_size=4).filter(any), max_size=7
).map(lambda rows: text(*map(np.array, rows)))
LAWS = settings(deadline=None)


@LAWS
@given(SENTENCES, SENTENCES)
def test_every_sentence_is_in_one_pairing_in_order(origin: Vectors, translation: Vectors) -> None:
    pairings = align(origin, translation)
    assert [at for each in pairings for at in each.origin] == list(range(len(origin)))
    assert [at for each in pairings for at in each.translation] == list(range(len(translation)))
    assert Pairing((), ()) not in pairings


@LAWS
@given(SENTENCES)
def test_a_text_is_paired_with_itself_sentence_by_sentence(vectors: Vectors) -> None:
    assert pairs(vectors, vectors) == [((at,), (at,)) for at in range(len(vectors))]


def test_centred_vectors_are_as_long_as_each_other_and_apart() -> None:
    mean = 10 * (A + B)
    moved = centred(np.array([mean + A, mean + B, mean + 3 * A]), mean)
    assert moved == pytest.approx(np.array([A, B, A]))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    return tmp_path


def test_what_is_written_is_loaded(root: Path) -> None:
    alignments = {
        "docs/no/b.md": Alignment("1f", "2e", (((0,), (0, 1)), ((1, 2), ()), ((), (2,)))),
        "docs/da/å.md": Alignment("3d", "4c", ()),
    }
    write_alignments(root, alignments)
    assert load_alignments(root) == alignments


def test_a_page_has_a_line_whatever_the_order(root: Path) -> None:
    one, other = Alignment("1f", "2e", ()), Alignment("3d", "4c", ())
    written = []
    for alignments in ({"a": one, "b": other}, {"b": other, "a": one}):
        write_alignments(root, alignments)
        written.append((root / ALIGNMENTS).read_bytes())
    assert written[0] == written[1]
    assert [line[:3] for line in written[0].splitlines()] == [b"{", b'"a"', b'"b"', b"}"]


def test_without_a_file_nothing_is_aligned(root: Path) -> None:
    assert load_alignments(root) == {}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b'{"a": ', id="cut off"),
        pytest.param(b"\xff", id="no UTF-8"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b'{"a": {"origin": "1f", "translation": "2e"}}', id="missing key"),
        pytest.param(
            b'{"a": {"origin": "1f", "translation": "2e", "pairings": [], "x": 1}}',
            id="unknown key",
        ),
        pytest.param(
            b'{"a": {"origin": "1f", "translation": "2e", "pairings": [[[0]]]}}', id="half a pair"
        ),
    ],
)
def test_a_broken_file_is_refused_with_its_remedy(root: Path, content: bytes) -> None:
    (root / ALIGNMENTS).write_bytes(content)
    with pytest.raises(AlignmentsError) as caught:
        load_alignments(root)
    (line,) = caught.value.problems
    assert line.startswith("sources/alignments.json: cannot be read: ")
    assert line.endswith("; remove it, and run `make vectors`")


def not_current(project: Project) -> list[str]:
    return [
        finding.path.as_posix()
        for finding in check_meaning(project)
        if finding.check == "meaning.not-current"
    ]


def with_more(page: Page) -> Project:
    """The project with a sentence more in one page."""
    longer = dataclasses.replace(page, body=f"{page.body}\n\nMere.\n")
    return dataclasses.replace(
        PROJECT, pages=[longer if each is page else each for each in PROJECT.pages]
    )


def articles() -> Iterator[tuple[Page, Page]]:
    found = list(translated_articles(PROJECT))
    assert found
    yield from found


def test_the_committed_alignments_are_current() -> None:
    assert not_current(PROJECT) == []


def test_a_changed_translation_is_no_longer_aligned() -> None:
    for page, _ in articles():
        assert not_current(with_more(page)) == [page.path.as_posix()]


def test_a_changed_origin_is_no_longer_aligned() -> None:
    for page, origin in articles():
        assert page.path.as_posix() in not_current(with_more(origin))
