"""Whatever is wrong with a source or what is said of it: one clear line, no page touched."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import LANGUAGES, ROOT, run_here
from tools.language import load_languages

MANIFEST = "sources/sources.toml"
SOURCE = "sources/da/000_394fccc75e6c41a5.txt"
CORRECTIONS = "sources/da/000_394fccc75e6c41a5.corrections.toml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of all that a library is made of, which a test may spoil."""
    libraries = [f"docs/{locale}/library" for locale in LANGUAGES]
    for folder in ("sources", "tools/languages", *libraries):
        shutil.copytree(ROOT / folder, tmp_path / "project" / folder)
    return tmp_path / "project"


def pages(project: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (project / "docs").rglob("*") if path.is_file()}


def rewrite(file: str, old: str, new: str) -> Callable[[Path], object]:
    def spoil(project: Path) -> None:
        text = (project / file).read_text("utf-8")
        assert old in text
        (project / file).write_text(text.replace(old, new, 1), "utf-8")

    return spoil


def write(file: str, content: bytes) -> Callable[[Path], object]:
    return lambda project: (project / file).write_bytes(content)


def replace_by_folder(project: Path) -> None:
    (project / SOURCE).unlink()
    (project / SOURCE).mkdir()


def append(file: str, text: str) -> Callable[[Path], object]:
    return lambda project: (project / file).open("a", encoding="utf-8").write(text)


def correction(**keys: str) -> str:
    return "\n[[correction]]\n" + "".join(f'{key} = "{text}"\n' for key, text in keys.items())


ENTRY = '\n[[source]]\nid = "{}"\nlocale = "da"\narticle = "{}"\nrights = "own"\nsha256 = "{}"\n'
RULE = """
[[boilerplate]]
id = "new"
class = "residue"
pattern = '{}'
reason = "r"
removes = "r"
keeps = "k"
"""

BAD = [
    ("missing source", lambda p: (p / SOURCE).unlink(), SOURCE, "restore it"),
    ("unreadable source", replace_by_folder, SOURCE, "cannot be read"),
    ("empty source", write(SOURCE, b" \n\n"), SOURCE, "is empty"),
    ("not UTF-8", write(SOURCE, b"K\xf8benhavn\n"), SOURCE, "not UTF-8"),
    ("not text", write(SOURCE, b"\x00\x01\x02PK"), SOURCE, "not text"),
    ("another checksum", append(SOURCE, "Mere."), SOURCE, "sha256"),
    ("no manifest", lambda p: (p / MANIFEST).unlink(), MANIFEST, "no such file"),
    ("manifest is no TOML", append(MANIFEST, "\n[["), MANIFEST, "cannot be read"),
    ("empty manifest", write(MANIFEST, b"source = []"), MANIFEST, "source"),
    ("wrong key", rewrite(MANIFEST, "rights =", "right ="), MANIFEST, "`right`"),
    ("wrong kind", rewrite(MANIFEST, 'locale = "da"', "locale = 1"), MANIFEST, "locale"),
    ("unknown locale", rewrite(MANIFEST, '"da"', '"sv"'), MANIFEST, "'sv'"),
    ("id with a path", rewrite(MANIFEST, '"000_', '"../000_'), MANIFEST, "id"),
    ("article with a path", rewrite(MANIFEST, '"what-is', '"../what-is'), MANIFEST, "article"),
    (
        "two sources for one page",
        append(MANIFEST, ENTRY.format("other", "what-is-customer-loyalty", "0" * 64)),
        MANIFEST,
        "both become docs/da/library/what-is-customer-loyalty.md",
    ),
    (
        "one id twice",
        append(MANIFEST, ENTRY.format("000_394fccc75e6c41a5", "another", "0" * 64)),
        MANIFEST,
        "stands twice",
    ),
    ("unregistered file", write("sources/da/new.txt", b"Ny"), "sources/da/new.txt", "add one"),
    (
        "too few sections",
        rewrite(MANIFEST, '"signs-of-loyalty", ', ""),
        MANIFEST,
        "3 headings, but 2 section ids",
    ),
    (
        "a source for a page written by hand",
        rewrite(MANIFEST, "satisfaction-and-loyalty", "customer-loyalty-in-brief"),
        "docs/da/library/customer-loyalty-in-brief.md",
        "written by hand",
    ),
    (
        "correction that is not found",
        append(CORRECTIONS, correction(find="intet", replace="", reason="r", certainty="sure")),
        CORRECTIONS,
        "correction 16: 'intet' occurs 0 times",
    ),
    (
        "correction found twice",
        append(CORRECTIONS, correction(find="kunde", replace="", reason="r", certainty="sure")),
        CORRECTIONS,
        "correction 16: 'kunde' occurs",
    ),
    (
        "overlapping corrections",
        append(
            CORRECTIONS,
            correction(find="er også nøglen", replace="", reason="r", certainty="sure"),
        ),
        CORRECTIONS,
        "overlaps correction",
    ),
    (
        "correction with a line break",
        append(CORRECTIONS, correction(find="x", replace=r"a\n# b", reason="r", certainty="sure")),
        CORRECTIONS,
        "replace",
    ),
    (
        "one section id twice",
        rewrite(MANIFEST, '"signs-of-loyalty", "why-it', '"how-to-build-it", "why-it'),
        MANIFEST,
        "section id stands twice",
    ),
    (
        "a page in the way that cannot be read",
        rewrite("docs/da/library/what-is-customer-retention.md", "title: ", "title: Mit: "),
        "docs/da/library/what-is-customer-retention.md",
        "correct it, or remove the page",
    ),
    (
        "a page in the way with a date that does not exist",
        rewrite(
            "docs/da/library/what-is-customer-retention.md", "title: ", "x: 2024-13-45\ntitle: "
        ),
        "docs/da/library/what-is-customer-retention.md",
        "not valid YAML",
    ),
    (
        "correction without a reason",
        append(CORRECTIONS, correction(find="x", replace="", certainty="sure")),
        CORRECTIONS,
        "`reason`",
    ),
    (
        "unknown certainty",
        append(CORRECTIONS, correction(find="x", replace="", reason="r", certainty="maybe")),
        CORRECTIONS,
        "maybe",
    ),
    (
        "language file with a rule that is no pattern",
        append("tools/languages/da.toml", RULE.format("(?:andre sprog")),
        "tools/languages/da.toml",
        "rule 'da.new' has a pattern that does not compile",
    ),
    (
        "language file with a rule of which only the compiler sees that it is no pattern",
        append("tools/languages/da.toml", RULE.format("(?<!a+)sprog")),
        "tools/languages/da.toml",
        "look-behind",
    ),
    (
        "language file without a word",
        rewrite("tools/languages/id.toml", 'skip = "Langsung ke isi"\n', ""),
        "tools/languages/id.toml",
        "'skip'",
    ),
]


@pytest.mark.parametrize(
    ("spoil", "file", "words"), [pytest.param(*case[1:], id=case[0]) for case in BAD]
)
def test_bad_input(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Path], object],
    file: str,
    words: str,
) -> None:
    spoil(project)
    before = pages(project)
    if file.startswith("tools/"):  # the project's own language files, not ours
        own = partial(load_languages, project / "tools/languages")
        monkeypatch.setattr("tools.__main__.load_languages", own)
    for command in (["clean"], ["clean", "--check"]):
        result = run_here(*command, cwd=project)
        assert result.returncode == 2
        assert len(result.stderr.splitlines()) == 1
        assert file in result.stderr
        assert words in result.stderr
        assert result.stdout == ""
    assert pages(project) == before


def test_every_bad_source_is_named(project: Path) -> None:
    for file in (project / "sources/da").glob("*.txt"):
        file.unlink()
    result = run_here("clean", cwd=project)
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 3)


def test_a_changed_page_is_found_and_made_again(project: Path) -> None:
    page = project / "docs/da/library/what-is-customer-loyalty.md"
    golden = page.read_bytes()
    page.write_bytes(golden + b"Mere.\n")
    check = run_here("clean", "--check", cwd=project)
    assert check.returncode == 1
    assert "docs/da/library/what-is-customer-loyalty.md:1: library.not-current" in check.stdout
    assert page.read_bytes() != golden
    assert run_here("clean", cwd=project).returncode == 0
    assert page.read_bytes() == golden
    assert run_here("clean", "--check", cwd=project).returncode == 0
    assert not list(page.parent.glob(".*"))


def test_a_page_that_no_source_makes_is_reported_and_left(project: Path) -> None:
    page = project / "docs/da/library/old.md"
    text = (project / "docs/da/library/what-is-customer-loyalty.md").read_text("utf-8")
    page.write_text(text, "utf-8")
    result = run_here("clean", cwd=project)
    assert result.returncode == 1
    assert "docs/da/library/old.md:1: library.orphan" in result.stdout
    assert page.read_text("utf-8") == text


def test_a_folder_in_the_way_of_a_page(project: Path) -> None:
    before = pages(project)
    page = project / "docs/id/library/what-is-customer-loyalty.md"
    page.unlink()
    page.mkdir()
    (project / "docs/da/library/what-is-customer-loyalty.md").unlink()
    result = run_here("clean", cwd=project)
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)
    assert "docs/id/library/what-is-customer-loyalty.md" in result.stderr
    assert len(pages(project)) == len(before) - 2
