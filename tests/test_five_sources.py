"""The five received articles line by line: what must go, what must stay, what must be repaired."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import LANGUAGES, ROOT
from tools.corrections import Correction, load_corrections
from tools.document import Document
from tools.library import clean_library
from tools.pipeline import clean_document
from tools.sentences import split_sentences
from tools.sources import Source, load_sources, read_source

VERDICTS: dict[str, Any] = tomllib.loads((ROOT / "tests/data/five-sources.toml").read_text("utf-8"))
SOURCES = {source.id: source for source in load_sources(ROOT, LANGUAGES)}
PAGES = {page.source.id: page for page in clean_library(ROOT, LANGUAGES)}

every_source = pytest.mark.parametrize("source_id", SOURCES)


def raw_lines(source: Source) -> dict[int, str]:
    return {block.line: block.text for block in read_source(ROOT, source).blocks}


def uncorrected(source: Source) -> Document:
    return clean_document(read_source(ROOT, source), LANGUAGES[source.locale])


def corrections(source: Source) -> tuple[Correction, ...]:
    return load_corrections(ROOT, source.corrections_path)


def test_all_five_are_judged() -> None:
    assert VERDICTS.keys() == SOURCES.keys()
    lines = sum(len(raw_lines(source)) for source in SOURCES.values())
    noise = sum(len(verdict["noise"]) for verdict in VERDICTS.values())
    assert (noise, lines - noise) == (8, 55)


@every_source
def test_noise_is_removed_and_nothing_else(source_id: str) -> None:
    kept = {
        line
        for block in uncorrected(SOURCES[source_id]).blocks
        for line in range(block.line, block.last_line + 1)
    }
    gone = raw_lines(SOURCES[source_id]).keys() - kept
    assert gone == set(VERDICTS[source_id]["noise"])


@every_source
def test_every_good_line_is_there_before_the_corrections(source_id: str) -> None:
    text = "\n".join(block.text for block in uncorrected(SOURCES[source_id]).blocks)
    for number, line in raw_lines(SOURCES[source_id]).items():
        if number not in VERDICTS[source_id]["noise"]:
            assert line.replace(" ,", ",").removeprefix("- ") in text, f"line {number}"


@every_source
def test_structure_is_recovered(source_id: str) -> None:
    shape = [
        block.kind if block.kind != "paragraph" else [block.line, block.last_line]
        for block in uncorrected(SOURCES[source_id]).blocks
    ]
    assert shape == VERDICTS[source_id]["shape"]


@every_source
def test_every_sentence_is_corrected_or_kept(source_id: str) -> None:
    page = PAGES[source_id].text
    finds = [correction.find for correction in corrections(SOURCES[source_id])]
    for block in uncorrected(SOURCES[source_id]).blocks:
        for sentence in split_sentences(block.text, LANGUAGES[SOURCES[source_id].locale]):
            if not any(find in sentence for find in finds):
                assert sentence in page
    for correction in corrections(SOURCES[source_id]):
        assert correction.replace in page
        assert correction.find not in page


@every_source
def test_damage_and_noise_are_not_on_the_page(source_id: str) -> None:
    body = PAGES[source_id].text.split("---\n", 2)[2]
    for phrase in VERDICTS[source_id]["not_on_the_page"]:
        assert phrase.lower() not in body.lower()
    assert body.count("\n# ") == 1


@every_source
def test_what_is_lost_is_recorded(source_id: str) -> None:
    lost = {
        entry.find
        for entry in corrections(SOURCES[source_id])
        if entry.certainty == "unrecoverable"
    }
    assert lost == set(VERDICTS[source_id].get("lost", []))
    rules = [
        change.rule for change in PAGES[source_id].document.history if change.step == "correction"
    ]
    assert rules.count("unrecoverable") == len(lost)
    assert len(rules) == len(corrections(SOURCES[source_id]))


@every_source
def test_the_page_is_the_golden_one(source_id: str) -> None:
    page = ROOT / SOURCES[source_id].page_path
    assert page.read_text("utf-8") == PAGES[source_id].text


def test_sources_are_byte_for_byte_as_received() -> None:
    attributes = (ROOT / ".gitattributes").read_text("utf-8")
    assert "sources/**/*.txt -text" in attributes
    for source in SOURCES.values():
        assert read_source(ROOT, source)
        assert (ROOT / source.path).parent == ROOT / Path("sources", source.locale)
