"""`clean FILE... --out DIR`: whatever the files, their names and the places, and however many."""

import contextlib
import html
import io
import json
import os
import pty
import runpy
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from resource import RLIMIT_FSIZE, setrlimit
from typing import get_args

import pytest
import yaml
from bs4 import BeautifulSoup

from tests.conftest import LANGUAGES, run
from tests.render import shown
from tools import files
from tools.__main__ import main
from tools.document import Block, Document, Flag, Kind, Link, replay
from tools.encoding import decode
from tools.extract import raw_blocks
from tools.files import Cleaned, Request, clean_files, page_name, repeated_lines
from tools.history import read_history
from tools.language import load_languages
from tools.long_lines import clean_around
from tools.pipeline import clean, clean_document
from tools.render import markdown
from tools.steps.segmentation import segment
from tools.writing import clear_drafts

ARTICLE = (
    "Hvad er en loyal kunde?\n\n"
    "En loyal kunde kommer igen, fordi oplevelsen var god. Det koster mindre at beholde en kunde "
    "end at finde en ny, og derfor er det værd at lytte til dem, der allerede er her.\n\n"
    "Mange butikker glemmer det, når de har travlt. De bruger pengene på annoncer og har ikke tid "
    "til at svare på et spørgsmål i telefonen.\n"
)
NORWEGIAN = (
    "Hva er en lojal kunde?\n\n"
    "En lojal kunde kommer igjen fordi opplevelsen var god. Det koster mindre å beholde en kunde "
    "enn å finne en ny, og derfor er det verdt å lytte til dem som allerede er her.\n\n"
    "Mange butikker glemmer det når de har det travelt. De bruker pengene på annonser og har ikke "
    "tid til å svare på et spørsmål på telefonen.\n"
)
PAGE = (
    "<!doctype html><html lang=da><head><title>Hvad er en loyal kunde?</title></head><body>"
    "<nav><a href=/>Forside</a> <a href=/om>Om os</a></nav><article><h1>Hvad er en loyal kunde?"
    "</h1>"
    + "".join(f"<p>{line}</p>" for line in ARTICLE.split("\n\n")[1:])
    + "<p>Læs mere hos <a href=https://example.org/kunder>Kundeforeningen</a>, som har  talt "
    "med flere hundrede butikker.</p></article><footer>© 2024</footer></body></html>"
)


def clean_here(*arguments: str | Path) -> int:
    """The command in the current directory, its files' pages going to `out`."""
    return main(["clean", *map(str, arguments), "--out", "out"])


class Child:
    """The command in a process of its own, which has loaded already what takes long to load.

    `out` and `err` say what it wrote there, unless descriptors to write to were given.
    """

    def __init__(
        self,
        *arguments: str,
        out: int | None = None,
        err: int | None = None,
        prepare: Callable[[], object] = lambda: None,
    ) -> None:
        self._told = [tempfile.TemporaryFile() for _ in range(2)]  # noqa: SIM115  # read later
        ends = [
            told.fileno() if end is None else end
            for told, end in zip(self._told, (out, err), strict=True)
        ]
        load_languages()
        self.id = os.fork()
        if self.id:
            return
        status: object = 3
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            for end, (wanted, name) in enumerate(zip(ends, ("stdout", "stderr"), strict=True), 1):
                os.dup2(wanted, end)
                setattr(sys, name, os.fdopen(end, "w", encoding="utf-8", closefd=False))
            sys.stderr.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
            prepare()
            sys.argv = ["tools", "clean", *arguments, "--out", "out"]
            runpy.run_module("tools", run_name="__main__", alter_sys=True)
        except SystemExit as end_:
            status = end_.code
            sys.stdout.flush()
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(int(str(status or 0)))

    def wait(self) -> int:
        return os.waitstatus_to_exitcode(os.waitpid(self.id, 0)[1])

    @property
    def out(self) -> str:
        return self._read(0)

    @property
    def err(self) -> str:
        return self._read(1)

    def _read(self, end: int) -> str:
        self._told[end].seek(0)
        return self._told[end].read().decode()


# Every test is in an empty folder outside a project.
pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder outside a project, which the test is in."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return work


def names(folder: Path | str) -> list[str]:
    """The names of what a folder holds, in their order."""
    return sorted(path.name for path in Path(folder).iterdir())


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder and what it holds."""
    return {
        os.fsdecode(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


# -- bad input ----------------------------------------------------------------------------------


def archive(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("artikel.txt", text)
    return out.getvalue()


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4
ENGLISH = "A loyal customer comes back because the experience was good. " * 6

BAD = [
    ("missing", None, 2, "cannot be read (No such file or directory)"),
    ("empty", b"", 2, "is empty; leave it out"),
    ("blank", b" \r\n\t\n\n", 2, "is empty; leave it out"),
    ("byte order mark alone", b"\xef\xbb\xbf", 2, "has no article's text"),
    ("picture", PNG, 2, "not text"),
    ("archive", archive(ARTICLE), 2, "is a zip archive or an office document"),
    ("large archive", archive(ARTICLE * 400), 2, "is a zip archive or an office document"),
    ("PDF", b"%PDF-1.4\n" + ARTICLE.encode(), 2, "is a PDF; save its text"),
    ("rich text", b"{\\rtf1\\ansi " + ARTICLE.encode(), 2, "is a rich text document"),
    ("zero bytes", b"\0" * 3000, 2, "not text"),
    ("a page without text", b"<html><body><img src=x></body></html>", 2, "no article's text"),
    ("boilerplate alone", "Del på Facebook\nLæs også\nTilmeld dig\n".encode(), 1, "not certain"),
    ("English", ENGLISH.encode(), 1, "its language is not certain; it reads as 'en'"),
    ("too little", b"Kunder.", 1, "name it with --locale da|id|no, or leave the file out"),
]


@pytest.mark.parametrize(
    ("data", "status", "words"), [pytest.param(*case[1:], id=case[0]) for case in BAD]
)
def test_bad_input(
    capsys: pytest.CaptureFixture[str],
    data: bytes | None,
    status: int,
    words: str,
) -> None:
    if data is not None:
        Path("bad.txt").write_bytes(data)
    Path("good.txt").write_text(ARTICLE, "utf-8")
    assert clean_here("bad.txt", "good.txt") == status
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)
    assert err.startswith("bad.txt: ")
    assert words in err
    assert names("out") == ["good.md"]


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_loop(path: Path) -> None:
    path.symlink_to(path)


NO_FILES: list[tuple[str, Callable[[Path], object], str]] = [
    ("folder", Path.mkdir, "is a folder; name the files in it"),
    ("pipe", make_pipe, "is no ordinary file"),
    ("device", lambda path: path.symlink_to("/dev/zero"), "is no ordinary file"),
    ("loop", make_loop, "cannot be read"),
    ("link to nothing", lambda path: path.symlink_to("nothing"), "cannot be read"),
]


@pytest.mark.parametrize(
    ("make", "words"), [pytest.param(*case[1:], id=case[0]) for case in NO_FILES]
)
def test_what_is_no_file(
    capsys: pytest.CaptureFixture[str],
    make: Callable[[Path], object],
    words: str,
) -> None:
    make(Path("bad.txt"))
    # Three, so that the lines that they have in common are counted.
    assert clean_here("bad.txt", "bad2.txt", "bad3.txt") == 2
    first, *others = capsys.readouterr().err.splitlines()
    assert words in first
    assert len(others) == 2
    assert not Path("out").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").touch(0)
    assert clean_here("a.txt") == 2
    assert "a.txt: cannot be read (Permission denied)" in capsys.readouterr().err


def test_a_file_of_which_nothing_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("Hjalp denne artikel dig?\n\nLæs også: Ti gode råd\n", "utf-8")
    assert clean_here("a.txt", "--locale", "da", "--explain", "--history", "h.jsonl") == 2
    out, err = capsys.readouterr()
    assert err == "a.txt: nothing is left of its text; see --explain, or leave it out\n"
    assert "da.feedback-prompt" in out
    assert not Path("out").exists()
    assert len(read_history(Path("h.jsonl").read_text("utf-8").splitlines(), "a.txt")) == 2


ENCODED = [
    ("windows-1252", ARTICLE.encode("cp1252")),
    ("UTF-8 with a mark", ARTICLE.encode("utf-8-sig")),
    ("UTF-16", ARTICLE.encode("utf-16")),
    ("UTF-16 without a mark", ARTICLE.encode("utf-16-le")),
    ("UTF-32", ARTICLE.encode("utf-32")),
    ("Windows line ends", ARTICLE.replace("\n", "\r\n").encode()),
    ("old Macintosh line ends", ARTICLE.replace("\n", "\r").encode()),
    ("some zero bytes", ARTICLE.replace("kunde", "kun\0de").encode()),
    ("control characters", ARTICLE.replace(" og ", " og \x0b").encode()),
]


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in ENCODED])
def test_every_encoding_gives_the_same_page(data: bytes) -> None:
    Path("a.txt").write_text(ARTICLE, "utf-8")
    Path("b.txt").write_bytes(data)
    assert clean_here("a.txt", "b.txt") == 0
    assert Path("out/b.md").read_bytes() == Path("out/a.md").read_bytes()


def test_a_damaged_letter_costs_that_letter() -> None:
    Path("a.txt").write_bytes((ARTICLE * 5).encode().replace("sætter".encode(), b"s\xe6tter", 1))
    Path("b.txt").write_bytes((ARTICLE * 5).encode() + b"Slut p\xc3 det.\n")
    assert clean_here("b.txt") == 0
    assert "værd at lytte" in Path("out/b.md").read_text("utf-8")


def test_an_unforeseen_fault_stops_no_other_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def segment_or_fail(text: str) -> object:
        if "FEJL" in text:
            raise RecursionError("too deep")
        return segment(text)

    monkeypatch.setattr(files, "segment", segment_or_fail)
    Path("a.txt").write_text("FEJL " + ARTICLE, "utf-8")
    Path("b.txt").write_text(ARTICLE, "utf-8")
    assert clean_here("a.txt", "b.txt") == 2
    assert "a.txt: could not be cleaned" in capsys.readouterr().err
    assert names("out") == ["b.md"]


# -- names and places ---------------------------------------------------------------------------

NAMES = [
    "to ord.txt",
    "-x.txt",
    "a.b.c.txt",
    "..md",
    ".skjult",
    "...",
    "linje\nskift.txt",
    "\x1b[31mrød.txt",
    "😀" * 50 + ".txt",
    "x" * 246 + ".txt",
    "x" * 250,
    "uden",
    "{{ 7*7 }}.txt",
    "~.txt",
    "%2e%2e%2fx.txt",
    "..\\x.txt",
    os.fsdecode(b"\xff\xfe.txt"),
    "NUL.txt",
    "index.html",
]


def test_odd_names(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("in").mkdir()
    for name in NAMES:
        Path("in", name).write_text(ARTICLE, "utf-8")
    before = tree(folder.parent)
    names = [f"./in/{name}" for name in NAMES]
    assert clean_here(*names, "--history", "h.jsonl", "--report", "r.html", "--explain") == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert "\x1b" not in printed.out
    made = tree(folder.parent).keys() - before.keys() - {"work/h.jsonl", "work/r.html"}
    assert made == {f"work/out/{page_name(Path(name))}" for name in NAMES}
    assert len(set(tree(folder / "out").values())) == 1


def test_names_that_are_too_long(capsys: pytest.CaptureFixture[str]) -> None:
    name = "x" * 254
    Path(name).write_text(ARTICLE, "utf-8")
    Path("a.txt").write_text(ARTICLE, "utf-8")
    assert clean_here(name, "a.txt") == 2
    (told,) = capsys.readouterr().err.splitlines()
    assert "cannot be written (File name too long)" in told
    assert names("out") == ["a.md"]


def test_a_problem_is_one_line_whatever_the_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert clean_here("a\nb\x1b[2J.txt", os.fsdecode(b"\xff.txt")) == 2
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith(r"a\nb\x1b[2J.txt: cannot be read")
    assert second.startswith(r"\udcff.txt: cannot be read")


CLASHES = [
    ("one stem", ["a.txt", "a.html", "b.txt"], 2, ["a.html: would become out/a.md as a.txt does"]),
    ("case apart", ["a.txt", "A.txt"], 2, ["A.txt: would become out/A.md as a.txt does"]),
    ("its own page", ["out/c.md", "b.txt"], 2, ["out/c.md: its page would overwrite it"]),
    (
        "another's page",
        ["c.txt", "out/c.md"],
        2,
        ["c.txt: its page would overwrite out/c.md", "out/c.md: its page would overwrite it"],
    ),
    (
        "a line end in the name",
        ["a\nb.txt", "a\nb.html"],
        2,
        [r"a\nb.html: would become out/a\nb.md"],
    ),
    ("a file twice", ["a.txt", "./a.txt", "a.txt"], 0, []),
]


@pytest.mark.parametrize(
    ("names", "status", "told"), [pytest.param(*case[1:], id=case[0]) for case in CLASHES]
)
def test_clashes(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    names: list[str],
    status: int,
    told: list[str],
) -> None:
    Path("out").mkdir()
    for name in names:
        Path(name).write_text(ARTICLE, "utf-8")
    before = tree(folder)
    assert clean_here(*names) == status
    problems = capsys.readouterr().err.splitlines()
    assert len(problems) == len(told)
    assert all(map(str.startswith, problems, told))
    assert tree(folder).items() >= before.items()


def a_file(path: Path) -> None:
    path.write_text("mit", "utf-8")


PLACES: list[tuple[str, Callable[[Path], object], str, str]] = [
    ("a file", a_file, "x", "x: is not a folder; name another for --out"),
    ("below a file", a_file, "x/y", "x: is not a folder"),
    ("a link to nothing", lambda path: path.symlink_to("nothing"), "x", "x: is not a folder"),
    ("a link to a file", lambda path: path.symlink_to("a.txt"), "x", "x: is not a folder"),
    ("where nobody writes", Path.touch, "/proc/x", "/proc: nothing can be written there"),
]


@pytest.mark.parametrize(
    ("make", "out", "words"), [pytest.param(*case[1:], id=case[0]) for case in PLACES]
)
def test_places_that_are_no_folder(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    make: Callable[[Path], object],
    out: str,
    words: str,
) -> None:
    if out.startswith("/proc") and os.access("/proc", os.W_OK):
        pytest.skip("no folder here that cannot be written")
    Path("a.txt").write_text(ARTICLE, "utf-8")
    make(Path("x"))
    before = tree(folder)
    assert main(["clean", "a.txt", "--out", out]) == 2
    (told,) = capsys.readouterr().err.splitlines()
    assert words in told
    assert tree(folder) == before


def test_a_link_to_a_folder_is_one() -> None:
    Path("a.txt").write_text(ARTICLE, "utf-8")
    Path("there").mkdir()
    Path("out").symlink_to("there")
    assert clean_here("a.txt") == 0
    assert names("there") == ["a.md"]


def test_a_link_in_a_page_s_place_is_replaced_not_followed() -> None:
    Path("a.txt").write_text(ARTICLE, "utf-8")
    Path("mine.md").write_text("mit", "utf-8")
    Path("out").mkdir()
    Path("out/a.md").symlink_to(Path("mine.md").absolute())
    assert clean_here("a.txt") == 0
    assert Path("mine.md").read_text("utf-8") == "mit"
    assert not Path("out/a.md").is_symlink()


def test_a_folder_in_a_page_s_place(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(ARTICLE, "utf-8")
    Path("out/a.md").mkdir(parents=True)
    assert clean_here("a.txt", "b.txt") == 2
    (told,) = capsys.readouterr().err.splitlines()
    assert told == "out/a.md: cannot be written (a folder stands there); make way for it"
    assert names("out") == ["a.md", "b.md"]


ACCOUNTS = [
    ("a file to clean", ["--history", "a.txt"], "would overwrite a.txt, one of the files"),
    ("a page", ["--report", "out/a.md"], "would overwrite the page of a.txt"),
    ("each other", ["--history", "x", "--report", "./x"], "would overwrite the history"),
    ("a folder", ["--history", "sub"], "sub: cannot be written (a folder stands there)"),
    ("below a file", ["--report", "b.txt/x"], "b.txt/x: cannot be written"),
    ("a device", ["--history", "/dev/full/x"], "cannot be written"),
]


@pytest.mark.parametrize(
    ("options", "words"), [pytest.param(*case[1:], id=case[0]) for case in ACCOUNTS]
)
def test_places_where_no_account_can_be(
    folder: Path, capsys: pytest.CaptureFixture[str], options: list[str], words: str
) -> None:
    """Said before anything is cleaned."""
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(ARTICLE, "utf-8")
    Path("sub").mkdir()
    before = tree(folder)
    assert clean_here("a.txt", *options) == 2
    (told,) = capsys.readouterr().err.splitlines()
    assert words in told
    assert tree(folder) == before


def test_a_full_disk() -> None:
    """Simulated by a bound on the size of a file: nothing half-written stays."""
    long = "\n\n".join(ARTICLE.replace("kunde", f"kunde {number}") for number in range(40))
    for name, text in (("a.txt", long), ("b.txt", ARTICLE)):
        Path(name).write_text(text, "utf-8")
    bound = 5000
    child = Child("a.txt", "b.txt", prepare=lambda: setrlimit(RLIMIT_FSIZE, (bound, bound)))
    assert child.wait() == 2
    (told,) = child.err.splitlines()
    assert told.startswith("out/a.md: cannot be written (File too large)")
    assert names("out") == ["b.md"]


def test_drafts_of_killed_processes_are_cleared(folder: Path) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    for name in (f".0123abcd-{ended.pid}.draft", f".0123abcd-{os.getpid()}.draft", ".mit.draft"):
        Path(name).touch()
    clear_drafts(folder)
    assert names(folder) == [f".0123abcd-{os.getpid()}.draft", ".mit.draft"]


# -- the same each time -------------------------------------------------------------------------


def many(count: int, folder: str = "in") -> list[str]:
    """Texts and pages that differ, one in five of them bad."""
    Path(folder).mkdir()
    paths = []
    for number in range(count):
        path = Path(folder, f"a{number:03}.txt")
        text = (PAGE if number % 3 == 0 else ARTICLE).replace("butikker", f"butikker ({number})")
        shared = "\nAvisen om handel og kunder\n" if number % 3 else ""
        path.write_text("" if number % 5 == 4 else text + shared, "utf-8")
        paths.append(str(path))
    return paths


def test_a_second_run_writes_nothing(folder: Path) -> None:
    paths = many(10)
    accounts = ("--history", "h.jsonl", "--report", "r.html")
    assert clean_here(*paths, *accounts) == 2
    before, times = tree(folder), {path: path.stat() for path in Path("out").iterdir()}
    assert clean_here(*paths, *accounts) == 2
    assert tree(folder) == before
    assert {path: path.stat() for path in Path("out").iterdir()} == times


def test_the_number_of_workers_changes_nothing() -> None:
    paths = [Path(path) for path in many(60)]
    repeated = repeated_lines(paths)
    assert "Avisen om handel og kunder" in repeated
    results: list[tuple[list[Cleaned], dict[str, bytes]]] = []
    for workers in (1, 3):
        request = Request(Path("out"), "auto", {}, repeated)
        results.append((list(clean_files(paths, request, workers)), tree(Path("out"))))
        shutil.rmtree("out")
    assert results[0] == results[1]
    assert [cleaned.path for cleaned in results[0][0]] == paths
    assert len(results[0][1]) == 48


def die_or_work(path: Path) -> Cleaned:
    """Stands for a worker that a file is too much for."""
    if path.stem in ("a003", "a017"):
        os._exit(9)
    return Cleaned(path)


def test_a_file_that_ends_its_worker_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_work", die_or_work)
    paths = [Path(path) for path in many(30)]
    results = list(clean_files(paths, Request(Path("out"), "da"), 2))
    assert [cleaned.path for cleaned in results] == paths
    problems = {cleaned.path.stem: cleaned.problem for cleaned in results if cleaned.problem}
    assert problems.keys() == {"a003", "a017"}
    assert "ended the process that cleaned it" in problems["a003"]


def sleep_or_work(path: Path) -> Cleaned:
    """Stands for a worker that a file takes long."""
    if path.stem != "a000":
        time.sleep(60)
    return Cleaned(path)


def test_a_run_that_is_stopped_waits_for_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_work", sleep_or_work)
    results = clean_files([Path(path) for path in many(30)], Request(Path("out"), "da"), 2)
    monkeypatch.setattr(files, "_AHEAD", 1)
    assert next(results).path.stem == "a000"
    start = time.monotonic()
    results.close()
    assert time.monotonic() - start < 20


def workers_of(process: int) -> list[int]:
    told = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True)
    return [int(number) for number in told.stdout.split()]


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def waited_for(condition: Callable[[], bool], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_run_can_be_run_again(folder: Path, number: signal.Signals) -> None:
    paths = many(400)
    accounts = ("--history", "h.jsonl", "--report", "r.html")
    child = Child(*paths, *accounts)
    made = Path("out")
    assert waited_for(lambda: made.is_dir() and len(names(made)) > 20)
    workers = workers_of(child.id)
    os.kill(child.id, number)
    assert child.wait() == (-number if number == signal.SIGKILL else 128 + number)
    assert waited_for(lambda: not any(map(is_running, workers)))
    partial = {name: data for name, data in tree(made).items() if name.endswith(".md")}
    assert 20 < len(partial) < 320
    if number != signal.SIGKILL:
        assert child.err.splitlines()[-1].startswith("interrupted; what is written is whole")
        assert "Traceback" not in child.err
        assert not list(folder.rglob(".*"))
        assert not Path("h.jsonl").exists()
        assert not Path("r.html").exists()
    assert clean_here(*paths, *accounts) == 2
    assert len(tree(made)) == 320
    assert partial.items() <= tree(made).items()
    assert not list(folder.rglob(".*"))


# -- what is told -------------------------------------------------------------------------------


def in_terminal(*arguments: str, out: int | None = None) -> str:
    """What a command writes to the terminal that its standard error, or all of it, goes to."""
    ours, theirs = pty.openpty()
    terminal = {"TERM": "xterm", "COLUMNS": "100"}
    child = Child(
        *arguments,
        out=theirs if out is None else out,
        err=theirs,
        prepare=lambda: os.environ.update(terminal),
    )
    os.close(theirs)
    told = b""
    with contextlib.suppress(OSError):  # when nobody has the terminal's other end open
        while part := os.read(ours, 10_000):
            told += part
    os.close(ours)
    child.wait()
    return told.decode()


def test_a_progress_bar_in_a_terminal_and_nowhere_else() -> None:
    paths = many(12)
    told = in_terminal(*paths)
    assert "cleaning" in told
    assert "%" in told
    assert "in/a004.txt: is empty" in told
    child = Child(*paths)
    assert child.wait() == 2
    assert (child.out, len(child.err.splitlines())) == ("", 2)


def test_an_account_goes_where_it_is_sent_beside_the_bar() -> None:
    with Path("account").open("wb") as out:
        told = in_terminal(*many(12), "--explain", out=out.fileno())
    assert "cleaning" in told
    assert "structure, " not in told
    assert "in/a001.txt:1: structure, title" in Path("account").read_text("utf-8")


def test_a_reader_that_has_seen_enough() -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    child = Child(*many(60), "--explain", "--history", "h.jsonl", out=theirs)
    os.close(theirs)
    assert child.wait() == 141
    assert "Traceback" not in child.err
    assert "h.jsonl" not in child.err


DOCUMENTS = {
    "text": ("a.txt", "Læs også: Ti råd\n\n" + ARTICLE.replace(" det ", "  det ") + "\nDel på X\n"),
    "page": ("a.html", PAGE),
    "a long line": (
        "a.txt",
        ARTICLE + "Tal og tabeller, som ingen læser. " * 700 + "\n\n" + ARTICLE,
    ),
}


@pytest.mark.parametrize(("name", "text"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_the_history_over_the_raw_blocks_gives_the_page(name: str, text: str) -> None:
    Path(name).write_text(text, "utf-8")
    Path("b.txt").write_text(ARTICLE, "utf-8")
    assert clean_here(name, "b.txt", "--history", "h.jsonl", "--report", "r.html") == 0
    history = read_history(Path("h.jsonl").read_text("utf-8").splitlines(), name)
    raw = raw_blocks(text) if name.endswith("html") else segment(decode(text.encode())).blocks
    assert history
    body = Path("out/a.md").read_text("utf-8").split("---\n\n", 1)[1]
    cleaned = Document(replay(raw, history))
    assert markdown(cleaned) == body
    assert Document(cleaned.blocks, history).raw == raw
    report = BeautifulSoup(Path("r.html").read_text("utf-8"), "html.parser")
    assert name in report.get_text()


def test_a_long_line_is_kept_flagged_and_left_alone() -> None:
    line = "Læs også:  Ti råd &amp; Ã¥. " * 1000
    danish = LANGUAGES["da"]
    alone = clean(ARTICLE, danish)
    beside = clean_around(segment(f"{ARTICLE}\n{line}\n"), lambda raw: clean_document(raw, danish))
    assert [block.text for block in beside.blocks] == [b.text for b in alone.blocks] + [line]
    assert beside.blocks[-1].kind == "paragraph"
    assert [change.rule for change in beside.history if isinstance(change, Flag)] == ["long-line"]


# -- size ---------------------------------------------------------------------------------------

PARAGRAPH = " ".join(ARTICLE.split("\n\n")[1:]).replace("\n", " ")
# Worst cases of patterns that look at a line as often as it has characters.
LINES = {
    "sentences": PARAGRAPH + " Det koster mindre. " * 250_000,
    "letters": "en kunde som kommer igen " + "a" * 5_000_000,
    "letters beyond ASCII": "en kunde som kommer igen " + "æøå" * 1_700_000,
    "a word after damage": "Rødø– æø " + "a" * 5_000_000,
    "entities": "R&" + "amp;" * 1_200_000,
    "spaces": "en | to" + " " * 5_000_000 + "tre",
    "splices": "Den ene.Den anden" * 300_000,
    "rules": "Læs også: Ti gode råd. " * 200_000,
    "tags": "<b>" * 1_600_000,
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_line_of_five_million_characters(line: str) -> None:
    Path("a.txt").write_text(f"{ARTICLE}\n{line}\n", "utf-8")
    start = time.process_time()
    assert clean_here("a.txt", "--locale", "da") == 0
    assert time.process_time() - start < 5  # a half is usual
    assert Path("out/a.md").stat().st_size >= 5_000_000 - 200_000


PAGES = {
    "nested": "<div>" * 3000 + PAGE + "</div>" * 3000,
    "never closed": PAGE.replace("<article>", "<article>" + "<div><b>" * 3000),
    "lists": PAGE.replace("<article>", "<article>" + "<ul><li>" * 3000 + "</ul>" * 3000),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_deep_page(page: str) -> None:
    Path("a.html").write_text(page, "utf-8")
    start = time.process_time()
    assert clean_here("a.html", "--locale", "da") == 0
    assert time.process_time() - start < 5
    assert "En loyal kunde kommer igen" in Path("out/a.md").read_text("utf-8")


def test_a_file_that_is_too_large(capsys: pytest.CaptureFixture[str]) -> None:
    with Path("a.txt").open("wb") as file:
        file.truncate(10**12)  # takes no room
    assert clean_here("a.txt") == 2
    assert "a.txt: has 1,000,000,000,000 bytes, no article has; split it" in capsys.readouterr().err


# -- pages --------------------------------------------------------------------------------------

UNTITLED = "Vi har længe kendt til det, som en kunde oplever i en butik, og det er ikke altid godt."


def front_matter_of(path: str) -> dict[str, str]:
    return dict(yaml.safe_load(Path(path).read_text("utf-8").split("---\n")[1]))


def test_a_text_without_a_title_is_called_by_its_beginning() -> None:
    Path("a.txt").write_text(UNTITLED + " " + " ".join(ARTICLE.split()), "utf-8")
    assert clean_here("a.txt") == 0
    assert front_matter_of("out/a.md") == {"title": UNTITLED, "description": UNTITLED}
    assert "# " not in Path("out/a.md").read_text("utf-8")


def test_a_table_s_tabs_are_in_no_title() -> None:
    rows = "\n".join(f"Butik {number} | {number} kunder | glade" for number in range(9))
    Path("a.txt").write_text(rows, "utf-8")
    assert clean_here("a.txt", "--locale", "da") == 0
    assert "| --- |" in Path("out/a.md").read_text("utf-8")
    assert front_matter_of("out/a.md")["title"].startswith("Butik 0 0 kunder glade")


def test_a_very_long_title_is_cut() -> None:
    heading = "Om kunder og det, de siger " * 40_000
    Path("a.html").write_text(PAGE.replace("Hvad er en loyal kunde?", heading), "utf-8")
    assert clean_here("a.html", "--locale", "da") == 0
    assert 60 < len(front_matter_of("out/a.md")["title"]) <= 121


HOSTILE = [
    '<script>alert("a")</script>',
    "</title><script>alert(1)</script>",
    "{{ 7*7 }} {% raw %} og mere",
    "[klik her](javascript:alert(1)) eller <javascript:alert(2)>",
    "Kunden {: onclick=alert(1) } kom igen",
    "{: onclick=alert(1) }",
    "Kunden kom igen {: onclick=alert(1) }",
    '--8<-- "/etc/passwd"',
    "```",
    "--- og så --- videre",
    "<img src=x onerror=alert(1)> & <b>fed</b>",
    "![billede](x){ onload=alert(1) }",
    "[ref]: javascript:alert(1)",
    "*[HTML]: javascript",
    "!!! note kunden",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<!-- skjult --> og vist",
    "title: x # y: 'z' \"w\" |",
    "= Over = [[toc]] [TOC] ^[note]",
]


def hostile_blocks(text: str) -> list[Block]:
    """A text as every kind of block, and as one that says of itself that it is a link."""
    kinds: tuple[Kind, ...] = get_args(Kind)
    blocks = [
        Block(text, line, line, kind, 2 if kind == "heading" else 0)
        for line, kind in enumerate(kinds, start=1)
    ]
    link = Link(text, "javascript:alert(1)")
    return [*blocks, Block(f"{text} og {text}", 20, 20, links=(link,))]


def page_of(blocks: list[Block]) -> str:
    return files.page(Document(tuple(blocks)), LANGUAGES["da"])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_content_is_shown_as_text(text: str) -> None:
    # Code is MkDocs' to show: its own extension for it is added to those of mkdocs.yml.
    blocks = [block for block in hostile_blocks(text) if block.kind != "code"]
    page, words = page_of(blocks), " ".join(block.text for block in blocks)
    assert "".join(shown(page.split("---\n\n", 1)[1]).split()) == "".join(words.split())
    Path("a.md").write_text(page, "utf-8")
    assert front_matter_of("a.md")["title"] == text


def test_hostile_content_on_the_site(project: Path) -> None:
    library = project / "docs/da/library"
    for number, text in enumerate(HOSTILE):
        (library / f"hostile-{number}.md").write_text(page_of(hostile_blocks(text)), "utf-8")
    lines = "".join(f"<p>En kunde skrev {html.escape(text)} til os.</p>" for text in HOSTILE)
    (project / "a.html").write_text(PAGE.replace("</article>", f"{lines}</article>"), "utf-8")
    cleaned = run("tools", "clean", "a.html", "--out", str(library), cwd=project)
    assert cleaned.returncode == 0, cleaned.stderr
    result = run("mkdocs", "build", "--no-strict", cwd=project)
    assert result.returncode == 0, result.stderr
    ours = set(scripts(project / "site/library/what-is-customer-loyalty/index.html"))
    for number, text in enumerate(HOSTILE):
        built = (project / f"site/library/hostile-{number}/index.html").read_text("utf-8")
        code = BeautifulSoup(built, "html.parser").select_one("main pre code")
        assert code is not None
        assert code.get_text().strip() == text
    for name in ("a", *(f"hostile-{number}" for number in range(len(HOSTILE)))):
        file = project / f"site/library/{name}/index.html"
        soup = BeautifulSoup(file.read_text("utf-8"), "html.parser")
        assert set(scripts(file)) == ours
        meta = front_matter_of(str(library / f"{name}.md"))
        assert soup.title is not None
        assert " ".join(soup.title.get_text().split()).startswith(" ".join(meta["title"].split()))
        main = soup.select_one("main")
        assert main is not None
        assert main.select("script, img, b, [onclick], [onload], [onerror]") == []
        for element in soup.find_all(True):
            assert not [name for name in element.attrs if name.startswith("on")], element
            assert not str(element.get("href", "")).startswith("javascript:"), element


def scripts(file: Path) -> Iterator[str]:
    """What a browser would run; data for programs is none of it, and must be read as data."""
    for script in BeautifulSoup(file.read_text("utf-8"), "html.parser").find_all("script"):
        if script.get("type") == "application/ld+json":
            json.loads(script.get_text())
        else:
            yield f"{script.get('src')} {script.get_text()}"
