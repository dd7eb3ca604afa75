"""Beyond one machine: datatrove's executor over JSON lines, Parquet and WARC, two tasks at once."""

import importlib
import io
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader, ParquetReader, WarcReader
from datatrove.pipeline.writers import JsonlWriter
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.conftest import LANGUAGES, ROOT
from tools import render
from tools.document import Removal
from tools.extract import extract
from tools.pipeline import clean, clean_document
from tools.scale import CleanArticles


def can_read_warc() -> bool:
    """Whether the machine has libmagic, a library of the system's that `WarcReader` needs."""
    try:
        importlib.import_module("magic")
    except ImportError:
        return False
    return True


SOURCES = {path.stem: path for path in sorted(ROOT.glob("sources/*/*.txt"))}
TEXTS = {name: path.read_text("utf-8") for name, path in SOURCES.items()}
LOCALES = {name: path.parent.name for name, path in SOURCES.items()}
ADDRESS = "https://example.org/artikler/loyalitet"
TITLE_ONLY = "<html><body><article><h1>Points</h1><p>Del på Facebook</p></article></body></html>"
ENGLISH = (
    "Customers come back to a shop that they trust, and they tell their friends about it. " * 9
)


def as_page(text: str) -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines() if line.strip())
    links = "".join(f'<li><a href="/{n}">Side {n}</a></li>' for n in range(9))
    return (
        f"<!doctype html><html><head><title>Loyalitet</title></head><body><nav><ul>{links}</ul>"
        f'</nav><article><h1>Loyalitet</h1>{paragraphs}<p>Læs <a href="mere">om points, som '
        "kunderne samler og bruger i butikken</a>, før du begynder på dit eget program.</p>"
        "</article></body></html>"
    )


PAGE = as_page(TEXTS["004_ba7752648c56ef9b"])
# What goes in by id, and the rule for those that are excluded.
BAD = {
    "bad": (["no", "text"], "failed"),
    "blank": (" \n\t\n", "no-text"),
    "english": (ENGLISH, "language-other"),
    "short": ("Nr. 17", "language-unsure"),
    "noise": (TEXTS["004_ba7752648c56ef9b"].splitlines()[-1], "language-unsure"),
}


@dataclass(frozen=True)
class Run:
    """A finished run of two tasks: where it wrote, and what was kept and excluded, by id."""

    folder: Path
    kept: dict[str, dict[str, Any]]
    blocks: dict[str, list[dict[str, Any]]]
    documents: dict[str, dict[str, Any]]


def executor(folder: Path, workers: int = 2) -> LocalPipelineExecutor:
    writer = JsonlWriter(str(folder / "excluded"), "${excluded}s/${rank}.jsonl", compression=None)
    readers = [JsonlReader(str(folder / "jsonl")), ParquetReader(str(folder / "parquet"))]
    if can_read_warc():
        readers.append(WarcReader(str(folder / "warc")))
    return LocalPipelineExecutor(
        [
            *readers,
            CleanArticles(exclusion_writer=writer),
            JsonlWriter(str(folder / "kept"), compression=None),
        ],
        tasks=2,
        workers=workers,
        logging_dir=str(folder / "logs"),
    )


class Memory:
    """A writer that keeps what it is given."""

    def __init__(self) -> None:
        self.written: list[Document] = []

    def __enter__(self) -> "Memory":
        return self

    def __exit__(self, *_: object) -> None: ...

    def write(self, document: Document, _rank: int) -> None:
        self.written.append(document)


def read_jsonl(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.jsonl")):
        yield from map(json.loads, path.read_text("utf-8").splitlines())


def write_inputs(folder: Path) -> None:
    for name in ("jsonl", "parquet", "warc"):
        (folder / name).mkdir()
    lines = [json.dumps({"id": name, "text": text}) for name, (text, _) in BAD.items()]
    lines += ["{no JSON"]
    lines += [json.dumps({"id": name, "text": text, "n": 1}) for name, text in TEXTS.items()]
    for task in range(2):
        text = "\n".join(lines[task::2])
        (folder / "jsonl" / f"{task}.jsonl").write_text(text, "utf-8")
    columns = {"id": [f"parquet-{name}" for name in TEXTS], "text": list(TEXTS.values())}
    table = pyarrow.table(columns)
    pyarrow.parquet.write_table(table, folder / "parquet" / "0.parquet")
    with (folder / "warc" / "0.warc.gz").open("wb") as file:
        warc = WARCWriter(file, gzip=True)
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        for name, page in (("page", PAGE), ("empty", "<!doctype html><title>Tom</title>")):
            headers = {"WARC-Record-ID": name, "WARC-Identified-Payload-Type": "text/html"}
            body = io.BytesIO(page.encode())
            record = warc.create_warc_record(
                ADDRESS, "response", payload=body, http_headers=http, warc_headers_dict=headers
            )
            warc.write_record(record)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("scale")
    write_inputs(folder)
    executor(folder).run()
    blocks: dict[str, list[dict[str, Any]]] = {}
    for block in read_jsonl(folder / "excluded" / "blocks"):
        blocks.setdefault(block["metadata"]["source"], []).append(block)
    return Run(
        folder,
        {each["id"]: each for each in read_jsonl(folder / "kept")},
        blocks,
        {each["id"]: each for each in read_jsonl(folder / "excluded" / "documents")},
    )


@pytest.mark.parametrize("prefix", ["", "parquet-"], ids=["JSON lines", "Parquet"])
@pytest.mark.parametrize("name", TEXTS)
def test_an_article_is_what_the_plain_function_makes_of_it(
    finished: Run, name: str, prefix: str
) -> None:
    language = LANGUAGES[LOCALES[name]]
    article = clean(TEXTS[name], language)
    kept = finished.kept[prefix + name]
    assert kept["text"] == render.markdown(article)
    removals = [change for change in article.history if isinstance(change, Removal)]
    meta = kept["metadata"]
    assert meta["title"] == render.title(article)
    assert meta["description"] == render.description(article, language)
    assert (meta["locale"], meta["removals"]) == (language.locale, len(removals))
    assert meta["removals"] + meta["rewrites"] + meta["flags"] == len(article.history)
    assert prefix or meta["n"] == 1, "what came with the document stays"

    blocks = finished.blocks.get(prefix + name, [])
    assert [block["text"] for block in blocks] == [removal.block.text for removal in removals]
    for block, removal in zip(blocks, removals, strict=True):
        assert block["metadata"] == {
            "excluded": "block",
            "source": prefix + name,
            "line": removal.block.line,
            "step": removal.step,
            "rule": removal.rule,
            "reason": removal.reason,
        }


@pytest.mark.skipif(not can_read_warc(), reason="WarcReader needs libmagic (apt install libmagic1)")
def test_a_page_of_a_warc_file_is_extracted_with_its_address(finished: Run) -> None:
    article = clean_document(extract(PAGE, ADDRESS), LANGUAGES["da"])
    assert finished.kept["page"]["text"] == render.markdown(article)
    assert "(https://example.org/artikler/mere)" in finished.kept["page"]["text"]
    assert any("Side 1" in block["text"] for block in finished.blocks["page"])
    assert finished.documents["empty"]["metadata"]["rule"] == "no-text"


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_article_is_excluded_whole_and_with_its_reason(finished: Run, name: str) -> None:
    text, rule = BAD[name]
    excluded = finished.documents[name]
    assert excluded["text"] == str(text)
    meta = excluded["metadata"]
    assert (meta["excluded"], meta["source"], meta["rule"]) == ("document", name, rule)
    assert meta["reason"]
    assert name not in finished.kept


def test_every_document_is_kept_or_excluded_and_counted(finished: Run) -> None:
    assert not finished.kept.keys() & finished.documents.keys()
    stats = json.loads((finished.folder / "logs" / "stats.json").read_text("utf-8"))
    counts = next(step["stats"] for step in stats if "Articles" in step["name"])
    rules = Counter(each["metadata"]["rule"] for each in finished.documents.values())
    for rule, count in rules.items():
        assert total(counts[f"dropped_{rule}"]) == count
    assert total(counts["forwarded"]) == len(finished.kept)
    assert total(counts["dropped"]) == len(finished.documents)


def total(stat: Any) -> int:  # noqa: ANN401  # a number, or one with its mean and deviation
    return int(stat["total"] if isinstance(stat, dict) else stat)


def test_a_second_run_does_only_what_the_first_left_undone(finished: Run) -> None:
    first, second = (finished.folder / "kept" / f"0000{rank}.jsonl" for rank in (0, 1))
    before = second.read_bytes()
    first.write_text("untouched", "utf-8")
    second.unlink()
    (finished.folder / "logs" / "completions" / "00001").unlink()
    executor(finished.folder, workers=1).run()
    assert first.read_text("utf-8") == "untouched"
    assert second.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "rules", "written"),
    [
        (TITLE_ONLY, ["nothing-left"], ["Del på Facebook", TITLE_ONLY]),
        ("Del på Facebook", ["nothing-left"], ["Del på Facebook", "Del på Facebook"]),
        (
            "Æblet \udc80 er rødt, og det smager godt.",
            ["failed"],
            ["Æblet ? er rødt, og det smager godt."],
        ),
    ],
    ids=["a title alone", "all of it noise", "half a surrogate pair"],
)
def test_what_is_lost_as_a_whole_is_written_too(
    text: str, rules: list[str], written: list[str]
) -> None:
    writer = Memory()
    assert list(CleanArticles("da", writer).run([Document(text, "1")])) == []
    assert [each.text for each in writer.written] == written
    whole = [each for each in writer.written if each.metadata["excluded"] == "document"]
    assert [each.metadata["rule"] for each in whole] == rules


def test_an_unknown_locale_is_refused() -> None:
    with pytest.raises(ValueError, match="'sv' is no locale; choose one of auto, da, id, no"):
        CleanArticles("sv")


def test_without_datatrove_the_import_says_what_to_install() -> None:
    code = "import sys; sys.modules['datatrove'] = None; import tools.scale"
    command = [sys.executable, "-c", code]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert "run `pip install -r requirements-scale.txt`" in answer.stderr.splitlines()[-1]
    assert answer.stderr.count("Traceback") == 1


def test_nothing_else_needs_datatrove() -> None:
    for path in sorted(ROOT.glob("tools/**/*.py")):
        text = path.read_text("utf-8")
        assert path.name == "scale.py" or not ("datatrove" in text or "tools.scale" in text), path
