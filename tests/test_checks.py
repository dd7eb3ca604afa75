"""Each check of pages and site finds what it is there for, and says where and what to do."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LANGUAGES, run
from tools.checks import PAGE_CHECKS, SITE_CHECKS
from tools.checks.site import Site
from tools.finding import Finding, format_findings
from tools.pages import load_pages

BRIEF = "library/customer-loyalty-in-brief"


def page_findings(root: Path) -> list[Finding]:
    pages, errors = load_pages(root)
    assert not errors
    return [finding for check in PAGE_CHECKS for finding in check(pages, LANGUAGES)]


def site_findings(root: Path) -> list[Finding]:
    site = Site(root, Path("site"))
    return [finding for check in SITE_CHECKS for finding in check(site, LANGUAGES)]


def edit(file: str, old: str, new: str) -> Callable[[Path], object]:
    def spoil(root: Path) -> None:
        text = (root / file).read_text("utf-8")
        assert old in text, f"{old!r} is not in {file}"
        (root / file).write_text(text.replace(old, new, 1), "utf-8")

    return spoil


def remove(file: str) -> Callable[[Path], object]:
    return lambda root: (root / file).unlink()


DA, ID = (f"docs/{locale}/{BRIEF}.md" for locale in ("da", "id"))

BROKEN_PAGES = [
    ("no title", edit(DA, "title: ", "titel: "), DA, "front-matter.no-title"),
    ("unknown key", edit(DA, "title: ", "titel: "), DA, "front-matter.unknown-key"),
    ("empty description", edit(DA, "description: ", "description: # "), DA, "no-description"),
    ("short description", edit(ID, "description: ", "description: Kort. # "), ID, "length"),
    ("keys out of order", edit(DA, "---\ntitle", "---\ntags: []\ntitle"), DA, "order"),
    ("title twice", edit(DA, "title: Kundeloyalitet kort fortalt",
                         "title: Hvad er kundefastholdelse?"),
     "docs/da/library/what-is-customer-retention.md", "front-matter.title-twice"),
    ("translation of nothing", edit(DA, "of: 'no'", "of: sv"), DA, "front-matter.translation"),
    ("bare no", edit(DA, "of: 'no'", "of: no"), DA, "write of: 'no'"),
    ("translation without revision", edit(DA, ", revision", ", version"), DA, "write both"),
    ("translation of a translation", edit(DA, "of: 'no'", "of: id"), DA, "itself a translation"),
    ("missing page", remove(ID), ID, "parity.missing-page"),
    ("heading lost", edit(DA, "## Sådan", "Sådan"), DA, "parity.structure"),
    ("other id", edit(DA, "#why-it-matters", "#why"), DA, "heading #why where"),
    ("item lost", edit(ID, "- Personalisasi:", "  Personalisasi:"), ID, "list item: 11 here"),
    ("paragraph too many", edit(ID, "\n\nDengan", "\n\nBaru.\n\nDengan"), ID, "parity.structure"),
]  # fmt: skip


def test_the_pages_have_no_findings(project: Path) -> None:
    assert page_findings(project) == []


@pytest.mark.parametrize(
    ("spoil", "path", "words"), [pytest.param(*case[1:], id=case[0]) for case in BROKEN_PAGES]
)
def test_a_broken_page_is_found(
    project: Path, spoil: Callable[[Path], object], path: str, words: str
) -> None:
    spoil(project)
    found = format_findings(page_findings(project)).splitlines()
    assert any(line.startswith(f"{path}:") and words in line for line in found), found


HTML = f"site/{BRIEF}/index.html"
MAP = "site/sitemap.xml"
OTHER = "https://example.org/handbook/"

BROKEN_SITES = [
    ("link to nothing", edit(HTML, 'href="../what-is-', 'href="../what-'), HTML, "missing-target"),
    ("did you mean", edit(HTML, "../what-is-customer-loyalty/", "../what-is-customer-loyalti/"),
     HTML, "did you mean library/what-is-customer-loyalty/?"),
    ("anchor to nothing", edit(HTML, 'href="#why-', 'href="#whi-'), HTML, "links.missing-anchor"),
    ("missing style sheet", remove("site/assets/css/text.css"), HTML, "links.missing-target"),
    ("missing script", remove("site/assets/js/site.js"), HTML, "links.missing-target"),
    ("script from elsewhere", edit(HTML, "<body>", '<body><script src="https://x.org/a.js"></script>'),
     HTML, "links.other-host"),
    ("image from elsewhere", edit(HTML, "<body>", '<body><img src="//x.org/a.png">'),
     HTML, "links.other-host"),
    ("link above the site", edit(HTML, "<body>", '<body><a href="/library/">x</a>'),
     HTML, "links.outside"),
    ("id twice", edit(HTML, "<body>", '<body><i id="content"></i>'), HTML, "links.id-twice"),
    ("wrong lang", edit(HTML, 'lang="da"', 'lang="nb"'), HTML, "metadata.lang"),
    ("no title", edit(HTML, "<title>", "<title></title><p>"), HTML, "metadata.title"),
    ("two h1", edit(HTML, "<h2", "<h1>x</h1><h2"), HTML, "metadata.h1"),
    ("no description", edit(HTML, 'name="description"', 'name="x"'), HTML, "metadata.description"),
    ("wrong canonical", edit(HTML, f'href="{OTHER}library', 'href="https://x.org/library'),
     HTML, "metadata.canonical"),
    ("alternate missing", edit(HTML, 'hreflang="nb" href="http', 'hreflang="no" href="http'),
     HTML, "the alternate nb"),
    ("no x-default", edit(HTML, 'hreflang="x-default"', 'hreflang="en"'), HTML, "x-default"),
    ("sitemap lacks a page", edit(MAP, f"<loc>{OTHER}</loc>", "<loc>x</loc>"), MAP, "lacks"),
    ("sitemap lists no page", edit(MAP, f"<loc>{OTHER}</loc>", "<loc>x</loc>"), MAP, "no page"),
    ("sitemap says no", edit(MAP, 'hreflang="nb"', 'hreflang="no"'), MAP, "wrong alternates"),
    ("sitemap is no XML", edit(MAP, "</urlset>", ""), MAP, "cannot be read"),
]  # fmt: skip


@pytest.fixture
def site_copy(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built / "site", tmp_path / "site")
    return tmp_path


def test_the_site_has_no_findings(built: Path) -> None:
    assert site_findings(built) == []


@pytest.mark.parametrize(
    ("spoil", "path", "words"), [pytest.param(*case[1:], id=case[0]) for case in BROKEN_SITES]
)
def test_a_broken_site_is_found(
    site_copy: Path, spoil: Callable[[Path], object], path: str, words: str
) -> None:
    spoil(site_copy)
    found = format_findings(site_findings(site_copy)).splitlines()
    assert any(line.startswith(f"{path}:") and words in line for line in found), found


def test_an_error_page_in_the_wrong_language_is_found(site_copy: Path) -> None:
    shutil.copy(site_copy / "site/404.html", site_copy / "site/no/404.html")
    found = {(finding.path.as_posix(), finding.check) for finding in site_findings(site_copy)}
    assert ("site/no/404.html", "metadata.lang") in found


class TestCommand:
    """`python -m tools check`, which other programs rely on."""

    def test_a_whole_site_passes(self, built: Path) -> None:
        result = run("tools", "check", cwd=built)
        assert (result.returncode, result.stdout, result.stderr) == (0, "", "")

    def test_without_a_site_it_says_so(self, project: Path) -> None:
        result = run("tools", "check", cwd=project)
        assert result.returncode == 2
        assert "mkdocs build" in result.stderr

    @pytest.mark.parametrize("style", ["text", "json", "github"])
    def test_formats(self, project: Path, style: str) -> None:
        edit(DA, "#why-it-matters", "#why")(project)
        result = run("tools", "check", "--format", style, cwd=project)
        assert result.returncode == 1
        line = next(
            number
            for number, text in enumerate((project / DA).read_text("utf-8").split("\n"), start=1)
            if "#why" in text
        )
        if style == "json":
            row = json.loads(result.stdout)[0]
            assert (row["path"], row["line"], row["check"]) == (DA, line, "parity.structure")
        elif style == "github":
            start = f"::error file={DA},line={line},title=parity.structure::"
            assert result.stdout.startswith(start)
        else:
            assert result.stdout.startswith(f"{DA}:{line}: parity.structure: ")

    def test_paths_choose_the_findings(self, project: Path) -> None:
        edit(DA, "#why-it-matters", "#why")(project)
        edit(ID, "#why-it-matters", "#why")(project)
        for path in ("docs/id", f"{project}/docs/id", "docs/da/../id"):
            result = run("tools", "check", path, cwd=project)
            assert result.returncode == 1
            assert [line.split(":")[0] for line in result.stdout.splitlines()] == [ID]

    def test_unknown_path(self, built: Path) -> None:
        result = run("tools", "check", "docs/sv", cwd=built)
        assert (result.returncode, result.stderr) == (2, "docs/sv: no such file or folder\n")

    def test_unreadable_front_matter_is_a_finding(self, project: Path) -> None:
        (project / DA).write_text("---\ntitle: [\n---\n# x\n", "utf-8")
        result = run("tools", "check", cwd=project)
        assert result.returncode == 1
        assert result.stdout.startswith(f"{DA}:2: front-matter.unreadable: ")
        assert len(result.stdout.splitlines()) == 1
