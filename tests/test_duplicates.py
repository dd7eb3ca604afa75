"""Near-duplicates of the registered articles: what is one, what is none, and what is told."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tools.__main__ import main
from tools.duplicates import LIKELY_COPY, likeness, shingles
from tools.steps.segmentation import segment

SOURCES = sorted((ROOT / "sources").glob("*/*.txt"))
DANISH = [path for path in SOURCES if path.parent.name == "da"]


def as_it_is(text: str) -> str:
    return text


def with_words_changed(text: str, share: float = 0.1) -> str:
    """The text with a share of its words replaced by others of its own."""
    chance = random.Random(1)
    words = text.split()
    return " ".join(chance.choice(words) if chance.random() < share else word for word in words)


def with_sentences_reordered(text: str) -> str:
    sentences = text.replace("\n", " ").split(". ")
    random.Random(1).shuffle(sentences)
    return ". ".join(sentences)


def rewritten(text: str) -> str:
    """A light rewrite: every tenth word another, and the sentences in another order."""
    return with_sentences_reordered(with_words_changed(text))


def in_capitals(text: str) -> str:
    return text.upper()


def half(text: str) -> str:
    return text[: len(text) // 2]


REWRITES: list[Callable[[str], str]] = [
    as_it_is,
    with_words_changed,
    with_sentences_reordered,
    rewritten,
    in_capitals,
    half,
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As much of a project as has registered sources, which the test is in."""
    shutil.copytree(ROOT / "sources", tmp_path / "sources")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def clean_here(path: Path | str, locale: str) -> int:
    return main(["clean", str(path), "--out", "out", "--locale", locale])


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("rewrite", REWRITES, ids=lambda rewrite: rewrite.__name__)
@pytest.mark.parametrize("source", SOURCES, ids=lambda path: f"{path.parent.name}-{path.stem[:3]}")
def test_a_copy_is_found_and_named(
    capsys: pytest.CaptureFixture[str], source: Path, rewrite: Callable[[str], str]
) -> None:
    Path("ny.txt").write_text(rewrite(source.read_text("utf-8")), "utf-8")
    assert clean_here("ny.txt", source.parent.name) == 1
    (told,) = capsys.readouterr().out.splitlines()
    assert told.startswith("ny.txt:1: near-duplicate: is ")
    assert f"% like {source.relative_to(ROOT)}, which is registered" in told
    assert Path("out/ny.md").exists()  # found, not refused


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("source", SOURCES, ids=lambda path: f"{path.parent.name}-{path.stem[:3]}")
@pytest.mark.parametrize("relative", [True, False], ids=["relative", "absolute"])
def test_a_registered_source_is_no_copy_of_itself(
    capsys: pytest.CaptureFixture[str], source: Path, relative: bool
) -> None:
    here = source.relative_to(ROOT)
    assert clean_here(here if relative else here.absolute(), source.parent.name) == 0
    assert capsys.readouterr().out == ""


def test_articles_written_apart_and_translations_are_no_copies() -> None:
    """Two of the sources are halves of a translation, the others on one subject."""
    every = [(path, shingles(segment(path.read_text("utf-8")))) for path in SOURCES]
    for at, (path, one) in enumerate(every):
        for other, two in every[:at]:
            assert likeness(one, two) < LIKELY_COPY, (path, other)


def test_a_project_that_is_at_fault_stops_no_file(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "sources/da/ny.txt").write_text(DANISH[0].read_text("utf-8"), "utf-8")
    assert clean_here("sources/da/ny.txt", "da") == 2
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("sources/da/ny.txt: ")
    assert second == "so the files are not compared with the registered sources"
    assert Path("out/ny.md").exists()


def test_outside_a_project_nothing_is_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ny.txt").write_text(DANISH[0].read_text("utf-8"), "utf-8")
    assert clean_here("ny.txt", "da") == 0


def test_a_very_long_text_is_compared_by_its_beginning() -> None:
    text = DANISH[0].read_text("utf-8")
    long = shingles(segment(text + "\n" + " ".join(map(str, range(300_000)))))
    assert likeness(long, shingles(segment(text))) == 1
    assert len(long) < 100_000


@pytest.mark.parametrize("text", ["", "Kunder.", "en to tre"])
def test_too_little_text_is_like_nothing(text: str) -> None:
    assert likeness(shingles(segment(text)), shingles(segment(text))) == 0
