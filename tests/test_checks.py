"""Each check of pages and site finds what it is there for, and says where and what to do."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import msgspec
import pytest

from tests.conftest import LANGUAGES, ROOT, run, run_here
from tests.small import copy_pages
from tools.checks import PAGE_CHECKS, SITE_CHECKS
from tools.checks.meaning import contradiction
from tools.checks.site import Site
from tools.checks.terminology import check_forbidden
from tools.checks.usage import check_usage
from tools.finding import Finding, format_findings
from tools.project import load_project
from tools.usage import UsageRule

BRIEF = "library/customer-loyalty-in-brief"


def page_findings(root: Path) -> list[Finding]:
    project = load_project(root)
    assert not project.unreadable
    return [finding for check in PAGE_CHECKS for finding in check(project)]


def site_findings(root: Path) -> list[Finding]:
    site = Site(root, Path("site"))
    return [finding for check in SITE_CHECKS for finding in check(site, LANGUAGES)]


def edit(file: str, old: str, new: str) -> Callable[[Path], object]:
    def spoil(root: Path) -> None:
        text = (root / file).read_text("utf-8")
        assert old in text, f"{old!r} is not in {file}"
        (root / file).unlink()  # it may be a link to a file that other tests read
        (root / file).write_text(text.replace(old, new, 1), "utf-8")

    return spoil


def say(file: str, sentence: str) -> Callable[[Path], object]:
    """Adds a sentence to a page's first paragraph."""

    def spoil(root: Path) -> None:
        before, title, after = (root / file).read_text("utf-8").partition("\n# ")
        heading, paragraph, rest = after.split("\n\n", 2)
        text = f"{before}{title}{heading}\n\n{paragraph} {sentence}\n\n{rest}"
        (root / file).write_text(text, "utf-8")

    return spoil


def remove(file: str) -> Callable[[Path], object]:
    return lambda root: (root / file).unlink()


DA, ID = (f"docs/{locale}/{BRIEF}.md" for locale in ("da", "id"))
GUIDE = "basics/customer-loyalty"
GUIDE_DA, GUIDE_ID, GUIDE_NO = (f"docs/{locale}/{GUIDE}.md" for locale in ("da", "id", "no"))
VALUE = "basics/value-of-loyalty"
VALUE_DA = f"docs/da/{VALUE}.md"
RETENTION = "library/what-is-customer-retention"
RETENTION_DA = f"docs/da/{RETENTION}.md"
BUILT_ON = ("library/what-is-customer-loyalty", "library/satisfaction-and-loyalty")
FEW = (BRIEF, RETENTION, *BUILT_ON, GUIDE, VALUE)
TWICE = "En beskrivelse, der er lang nok, men som to sider desværre er fælles om."
REPEATED = "Nye medlemmer får et krus te, og gamle får kage til, når klokken nærmer sig fire."
# A sentence of more words than any reader of Indonesian wants to hold.
ENDLESS = "Kedai " + "kopi yang ramai " * 9 + "itu buka."

BROKEN_PAGES = [
    ("no title", edit(DA, "title: ", "titel: "), DA, "front-matter.no-title"),
    ("unknown key", edit(DA, "title: ", "titel: "), DA, "front-matter.unknown-key"),
    ("empty description", edit(DA, "description: ", "description: # "), DA, "no-description"),
    ("short description", edit(ID, "description: ", "description: Kort. # "), ID, "length"),
    ("keys out of order", edit(DA, "---\ntitle", "---\ntags: []\ntitle"), DA, "order"),
    (
        "title twice",
        edit(DA, "title: Kundeloyalitet kort fortalt", "title: Hvad er kundefastholdelse?"),
        RETENTION_DA,
        "front-matter.title-twice",
    ),
    ("translation of nothing", edit(DA, "of: 'no'", "of: sv"), DA, "front-matter.translation"),
    ("bare no", edit(DA, "of: 'no'", "of: no"), DA, "write of: 'no'"),
    ("translation without revision", edit(DA, ", revision", ", version"), DA, "write both"),
    ("translation of a translation", edit(DA, "of: 'no'", "of: id"), DA, "itself a translation"),
    ("missing page", remove(ID), ID, "parity.missing-page"),
    ("heading lost", edit(DA, "## Sådan", "Sådan"), DA, "parity.structure"),
    ("other id", edit(DA, "#why-it-matters", "#why"), DA, "heading #why where"),
    ("item lost", edit(ID, "- Personalisasi:", "  Personalisasi:"), ID, "list item: 11 here"),
    ("paragraph too many", edit(ID, "\n\nDengan", "\n\nBaru.\n\nDengan"), ID, "parity.structure"),
    (
        "long title",
        edit(GUIDE_DA, "title: Hvad", f"title: {'Langt ' * 12}Hvad"),
        GUIDE_DA,
        "front-matter.title-length",
    ),
    (
        "description twice",
        lambda root: [
            edit(file, "description: ", f"description: {TWICE} # ")(root)
            for file in (GUIDE_DA, VALUE_DA)
        ],
        VALUE_DA,
        "front-matter.description-twice",
    ),
    (
        "a question that YAML takes for a mapping",
        edit(GUIDE_DA, "questions:\n", "questions:\n- loyal: hvad er det\n"),
        GUIDE_DA,
        "front-matter.questions",
    ),
    (
        "no summary",
        edit(GUIDE_DA, "summary:\n", "summary: []\nquestions:\n"),
        GUIDE_DA,
        "the summary has 0 points",
    ),
    (
        "a point of two words",
        edit(GUIDE_DA, "summary:\n- ", "summary:\n- For kort.\n#"),
        GUIDE_DA,
        "front-matter.summary-length",
    ),
    (
        "English quotation marks in a summary",
        edit(GUIDE_DA, "summary:\n- ", "summary:\n- Sig “tak for i dag”, når en kunde går. "),
        GUIDE_DA,
        ":1: typography.quotation-marks",
    ),
    (
        "no figure of the name",
        edit(GUIDE_DA, "loyalty-matrix", "loyalty-matrics"),
        GUIDE_DA,
        "embeds.unknown",
    ),
    (
        "figure lost",
        edit(GUIDE_ID, '<figure data-figure="loyalty-matrix"></figure>', ""),
        GUIDE_ID,
        "figure #loyalty-matrix",
    ),
    (
        "unknown tag",
        edit(GUIDE_DA, "tags: [", "tags: [bakery, "),
        GUIDE_DA,
        "use calculation, hotel",
    ),
    ("other tags", edit(GUIDE_NO, "tags: [shop, ", "tags: ["), GUIDE_NO, "tags differs"),
    ("no tags", edit(GUIDE_DA, "tags: ", "# "), GUIDE_DA, "front-matter.no-tags"),
    (
        "builds on nothing",
        edit(GUIDE_DA, "builds_on: [", "builds_on: [hearsay, "),
        GUIDE_DA,
        "builds_on has 'hearsay'",
    ),
    (
        "forbidden variant",
        say(GUIDE_DA, "Kundeopbevaring er godt."),
        GUIDE_DA,
        "write 'kundefastholdelse'",
    ),
    (
        "forbidden in Norwegian",
        say(GUIDE_NO, "Kundeoppbevaring er bra."),
        GUIDE_NO,
        "terms.forbidden",
    ),
    (
        "forbidden in Indonesian",
        say(GUIDE_ID, "Ada loyaliti pelanggan."),
        GUIDE_ID,
        "terms.forbidden",
    ),
    (
        "forbidden in a description",
        edit(GUIDE_DA, "description: ", "description: Kundebeholdning. "),
        GUIDE_DA,
        ":1: terms.forbidden",
    ),
    (
        "concept lost",
        say(GUIDE_DA, "Stempelkort. " * 4),
        GUIDE_NO,
        "this page never says 'stempelkort'",
    ),
    (
        "Danish in Norwegian",
        say(GUIDE_NO, "Kunden bliver glad efter købet."),
        GUIDE_NO,
        "'efter' is Dansk",
    ),
    ("Norwegian in Danish", say(GUIDE_DA, "Kunden spør etter noe annet."), GUIDE_DA, "is Norsk"),
    ("straight quotation marks", say(GUIDE_DA, 'Hun sagde "ja".'), GUIDE_DA, "quotation-marks"),
    ("English quotation marks", say(GUIDE_NO, "Hun sa “ja”."), GUIDE_NO, "quotation-marks"),
    ("Danish marks in Indonesian", say(GUIDE_ID, "Ia menjawab »ya«."), GUIDE_ID, "quotation-marks"),
    ("decimal point", say(GUIDE_DA, "Det er 9.1 gange."), GUIDE_DA, "decimal-sign"),
    ("thousands with a space", say(GUIDE_DA, "Det er 60 000 gange."), GUIDE_DA, "thousands-sign"),
    (
        "thousands with a full stop",
        say(GUIDE_NO, "Det er 60.000 ganger."),
        GUIDE_NO,
        "thousands-sign",
    ),
    ("currency", say(GUIDE_ID, "Harganya Rp. 25.000."), GUIDE_ID, "typography.currency"),
    ("hyphen for a dash", say(GUIDE_NO, "Hun kom - og gikk."), GUIDE_NO, "typography.dash"),
    (
        "space that breaks",
        say(GUIDE_DA, "Det koster 40 kr. i dag."),
        GUIDE_DA,
        "typography.currency",
    ),
    (
        "Danish comma in Norwegian",
        say(GUIDE_NO, "Hun vet, at du kommer."),
        GUIDE_NO,
        "danish-comma",
    ),
    ("no comma in Danish", say(GUIDE_DA, "Hun mener at du kommer."), GUIDE_DA, "comma-before-at"),
    ("spelling", say(GUIDE_ID, "Itu resiko besar."), GUIDE_ID, "phrase.spelling"),
    ("unnamed study", say(GUIDE_DA, "Studier viser det."), GUIDE_DA, "phrase.studies-show"),
    ("too short", edit(GUIDE_DA, "## ", "<!--"), GUIDE_DA, "readability.length"),
    ("endless sentence", say(GUIDE_ID, ENDLESS), GUIDE_ID, "readability.long-sentence"),
    ("hard words", say(GUIDE_NO, "lojalitetsprogrammet " * 500), GUIDE_NO, "readability.lix"),
    (
        "unknown reference",
        edit(GUIDE_DA, "[^oliver-1999]", "[^oliver-1998]"),
        GUIDE_DA,
        "citations.unknown",
    ),
    (
        "study without its year",
        edit(GUIDE_DA, "Oliver (1999)", "Oliver"),
        GUIDE_DA,
        "does not say 1999",
    ),
    ("study not cited", edit(GUIDE_DA, "[^dick-basu-1994]", ""), GUIDE_DA, "citations.missing"),
    (
        "figure without source",
        say(VALUE_DA, "Det sker for 40 procent."),
        VALUE_DA,
        "citations.no-source",
    ),
    (
        "passive",
        say(GUIDE_ID, "Barang itu dibeli lalu dibayar. " * 40),
        GUIDE_ID,
        "readability.passive",
    ),
    (
        "said twice",
        lambda root: [
            edit(file, "\n\n## ", f"\n\n{REPEATED}\n\n## ")(root) for file in (GUIDE_DA, VALUE_DA)
        ],
        VALUE_DA,
        "repeated.passage",
    ),
    (
        "sentence lost",
        edit(DA, " Det er en følelsesmæssig", " Noget andet er en"),
        DA,
        "meaning.not-current",
    ),
]


def test_the_pages_have_no_findings() -> None:
    assert page_findings(ROOT) == []


@pytest.fixture(scope="module")
def few_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages that are broken, and all that they build on, as they stand."""
    return copy_pages(tmp_path_factory.mktemp("few"), FEW)


@pytest.fixture
def few_copied(few_pages: Path, tmp_path: Path) -> Path:
    """A copy of the few pages that a test may break."""
    return Path(shutil.copytree(few_pages, tmp_path / "few"))


@pytest.fixture(scope="module")
def remembered() -> Iterator[None]:
    """What a rule finds in a text it finds there each time; most texts stay as they are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(UsageRule, "found_in", cache(UsageRule.found_in))
        yield


def test_few_pages_have_no_findings_either(few_pages: Path) -> None:
    assert page_findings(few_pages) == []


@pytest.mark.parametrize(
    ("spoil", "path", "words"), [pytest.param(*case[1:], id=case[0]) for case in BROKEN_PAGES]
)
@pytest.mark.usefixtures("remembered")
def test_a_broken_page_is_found(
    few_copied: Path, spoil: Callable[[Path], object], path: str, words: str
) -> None:
    spoil(few_copied)
    found = format_findings(page_findings(few_copied)).splitlines()
    assert any(line.startswith(f"{path}:") and words in line for line in found), found


HTML = f"site/{BRIEF}/index.html"
HOME = "site/index.html"
ERROR_PAGES = ("site/404.html", "site/no/404.html")
MAP = "site/sitemap.xml"
OTHER = "https://example.org/handbook/"

BROKEN_SITES = [
    ("link to nothing", edit(HTML, 'href="../what-is-', 'href="../what-'), HTML, "missing-target"),
    ("did you mean", edit(HTML, "../what-is-customer-loyalty/", "../what-is-customer-loyalti/"),
     HTML, "did you mean library/what-is-customer-loyalty/?"),
    ("anchor to nothing", edit(HTML, 'href="#why-', 'href="#whi-'), HTML, "links.missing-anchor"),
    ("missing style sheet", remove("site/assets/css/base.css"), HTML, "links.missing-target"),
    ("missing script", remove("site/assets/js/site.js"), HTML, "links.missing-target"),
    ("script from elsewhere", edit(HTML, "</main>", '<script src="https://x.org/a.js"></script></main>'),
     HTML, "links.other-host"),
    ("image from elsewhere", edit(HTML, "</main>", '<img src="//x.org/a.png"></main>'),
     HTML, "links.other-host"),
    ("link above the site", edit(HTML, "</main>", '<a href="/library/">x</a></main>'),
     HTML, "links.outside"),
    ("id twice", edit(HTML, "</main>", '<i id="content"></i></main>'), HTML, "links.id-twice"),
    ("wrong lang", edit(HTML, 'lang="da"', 'lang="nb"'), HTML, "metadata.lang"),
    ("no title", edit(HTML, "<title>", "<title></title><p>"), HTML, "metadata.title"),
    ("two h1", edit(HTML, "<h2", "<h1>x</h1><h2"), HTML, "metadata.h1"),
    ("no description", edit(HTML, 'name="description"', 'name="x"'), HTML, "metadata.description"),
    ("wrong canonical", edit(HTML, f'href="{OTHER}library', 'href="https://x.org/library'),
     HTML, "metadata.canonical"),
    ("no card", edit(HTML, 'property="og:image"', 'property="x"'), HTML, "metadata.card"),
    ("card of another page", edit(HTML, f"{OTHER}{BRIEF}/card.png", f"{OTHER}card.png"),
     HTML, "metadata.card"),
    ("card missing", remove(f"site/{BRIEF}/card.png"), HTML, "card.png does not exist"),
    ("alternate missing", edit(HTML, 'hreflang="nb" href="http', 'hreflang="no" href="http'),
     HTML, "the alternate nb"),
    ("no x-default", edit(HTML, 'hreflang="x-default"', 'hreflang="en"'), HTML, "x-default"),
    ("sitemap lacks a page", edit(MAP, f"<loc>{OTHER}</loc>", "<loc>x</loc>"), MAP, "lacks"),
    ("sitemap lists no page", edit(MAP, f"<loc>{OTHER}</loc>", "<loc>x</loc>"), MAP, "no page"),
    ("sitemap says no", edit(MAP, 'hreflang="nb"', 'hreflang="no"'), MAP, "wrong alternates"),
    ("sitemap is no XML", edit(MAP, "</urlset>", ""), MAP, "cannot be read"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("definition", "check"),
    [
        ('Kunde, der "køber".', "typography.quotation-marks"),
        ("At hindre kundeopbevaring.", "terms.forbidden"),
        ("Studier viser, at det er godt.", "phrase.studies-show"),
    ],
)
def test_a_definition_keeps_to_the_rules_too(definition: str, check: str) -> None:
    project = load_project(ROOT)
    concept = project.termbase.concepts["churn"]
    words = msgspec.structs.replace(concept.words["da"], definition=definition)
    broken = msgspec.structs.replace(concept, words=concept.words | {"da": words})
    termbase = replace(project.termbase, concepts={**project.termbase.concepts, "churn": broken})
    project = replace(project, termbase=termbase)
    found = [*check_usage(project), *check_forbidden(project)]
    assert {finding.check for finding in found} == {check}
    assert found[0].path == Path("tools/languages/terms.toml")


MEANINGS = [
    ("Det koster 60.000 kr. for 12.", "Det koster 60\u00a0000 kroner for tolv.", ""),
    ("Det koster 60.000 kr.", "Det koster 50\u00a0000 kroner.", "other figures"),
    ("Det er 9,5 procent.", "Det er 9,4 prosent.", "other figures"),
    ("Kunden bliver.", "Kunden blir ikke.", "a negation more or less"),
    ("Kunden er aldrig glad.", "Kunden er ikke fornøyd.", ""),
]


@pytest.mark.parametrize(("danish", "norwegian", "expected"), MEANINGS)
def test_what_contradicts(danish: str, norwegian: str, expected: str) -> None:
    assert contradiction(norwegian, LANGUAGES["no"], danish, LANGUAGES["da"]) == expected


@pytest.fixture(scope="module")
def few_built(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with nothing on its pages but on those that are broken: soon looked through."""
    root = tmp_path_factory.mktemp("site")
    left_out = shutil.ignore_patterns("search", "*.md")
    shutil.copytree(built / "site", root / "site", ignore=left_out)
    for page in (root / "site").rglob("*.html"):
        if page.relative_to(root).as_posix() not in (HTML, HOME, *ERROR_PAGES):
            page.write_text("", "utf-8")
    return root


@pytest.fixture(scope="module")
def found_before(few_built: Path) -> frozenset[str]:
    """What is found of the empty pages, and of links to places on them."""
    return frozenset(format_findings(site_findings(few_built)).splitlines())


@pytest.fixture
def site_copy(few_built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(few_built, tmp_path / "few", copy_function=os.link))


def test_the_site_has_no_findings(built: Path) -> None:
    assert site_findings(built) == []


@pytest.mark.parametrize(
    ("spoil", "path", "words"), [pytest.param(*case[1:], id=case[0]) for case in BROKEN_SITES]
)
def test_a_broken_site_is_found(
    site_copy: Path,
    found_before: frozenset[str],
    spoil: Callable[[Path], object],
    path: str,
    words: str,
) -> None:
    spoil(site_copy)
    found = format_findings(site_findings(site_copy)).splitlines()
    new = [line for line in found if line not in found_before]
    assert any(line.startswith(f"{path}:") and words in line for line in new), new


def test_an_error_page_in_the_wrong_language_is_found(site_copy: Path) -> None:
    danish, norwegian = ERROR_PAGES
    (site_copy / norwegian).unlink()
    shutil.copy(site_copy / danish, site_copy / norwegian)
    found = {(finding.path.as_posix(), finding.check) for finding in site_findings(site_copy)}
    assert (norwegian, "metadata.lang") in found


class TestCommand:
    """`python -m tools check`, which other programs rely on."""

    def test_a_whole_site_passes(self, built: Path) -> None:
        result = run("tools", "check", cwd=built)
        assert (result.returncode, result.stdout, result.stderr) == (0, "", "")

    def test_without_a_site_it_says_so(self, few_copied: Path) -> None:
        result = run_here("check", cwd=few_copied)
        assert result.returncode == 2
        assert "mkdocs build" in result.stderr

    @pytest.mark.parametrize("style", ["text", "json", "github"])
    def test_formats(self, few_copied: Path, style: str) -> None:
        edit(GUIDE_NO, "#why-it-matters", "#why")(few_copied)
        result = run_here("check", "--format", style, cwd=few_copied)
        assert result.returncode == 1
        text = (few_copied / GUIDE_NO).read_text("utf-8")
        line = text[: text.index("#why")].count("\n") + 1
        if style == "json":
            rows = [(row["path"], row["line"], row["check"]) for row in json.loads(result.stdout)]
            assert (GUIDE_NO, line, "parity.structure") in rows
        elif style == "github":
            start = f"::error file={GUIDE_NO},line={line},title=parity.structure::"
            assert start in result.stdout
        else:
            assert f"{GUIDE_NO}:{line}: parity.structure: " in result.stdout

    def test_paths_choose_the_findings(self, few_copied: Path) -> None:
        edit(GUIDE_NO, "#why-it-matters", "#why")(few_copied)
        edit(GUIDE_ID, "#why-it-matters", "#why")(few_copied)
        for path in ("docs/id", f"{few_copied}/docs/id", "docs/da/../id"):
            result = run_here("check", path, cwd=few_copied)
            assert result.returncode == 1
            assert {line.split(":")[0] for line in result.stdout.splitlines()} == {GUIDE_ID}

    def test_unknown_path(self, built: Path) -> None:
        result = run_here("check", "docs/sv", cwd=built)
        assert (result.returncode, result.stderr) == (2, "docs/sv: no such file or folder\n")

    def test_unreadable_front_matter_is_a_finding(self, few_copied: Path) -> None:
        (few_copied / DA).write_text("---\ntitle: [\n---\n# x\n", "utf-8")
        result = run_here("check", cwd=few_copied)
        assert result.returncode == 1
        assert result.stdout.startswith(f"{DA}:2: front-matter.unreadable: ")
        assert len(result.stdout.splitlines()) == 1
