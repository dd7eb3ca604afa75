"""The built site as programs see it: its files, its pages' heads, its sitemap, its weight."""

import gzip
import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from tests.conftest import LANGUAGES, ROOT, SITE_URL, run, run_here
from tests.small import SLUGS as FEW
from tests.small import copy_small_project
from tools.language import Language

SLUGS = sorted(
    path.relative_to(ROOT / "docs/da").with_suffix("").as_posix().removesuffix("index")
    for path in (ROOT / "docs/da").rglob("*.md")
)
ADDRESSES = [
    pytest.param(language, slug, id=f"{language.path}{slug}" or "home")
    for language in LANGUAGES.values()
    for slug in SLUGS
]
NAMES = {"da": "Loyalitetshåndbogen", "id": "Panduan Loyalitas", "no": "Lojalitetshåndboken"}


def folder(slug: str) -> str:
    return f"{slug}/" if slug and not slug.endswith("/") else slug


def parse(path: Path) -> Any:  # noqa: ANN401  # a missing tag fails the test by itself
    return _parsed(path.read_text("utf-8"))


@cache
def _parsed(html: str) -> BeautifulSoup:
    """The tree of a page; many tests look at the same ones."""
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize(("language", "slug"), ADDRESSES)
def test_the_head_of_every_page(built: Path, language: Language, slug: str) -> None:
    page = parse(built / "site" / language.path / slug / "index.html")
    assert page.html["lang"] == {"da": "da", "id": "id", "no": "nb"}[language.locale]
    assert NAMES[language.locale] in page.title.text
    assert 50 <= len(page.find("meta", attrs={"name": "description"})["content"]) <= 160
    canonical = f"{SITE_URL}{language.path}{folder(slug)}"
    assert page.find("link", rel="canonical")["href"] == canonical
    found = {tag["hreflang"]: tag["href"] for tag in page.select("head link[hreflang]")}
    assert found == {
        "da": f"{SITE_URL}{folder(slug)}",
        "id": f"{SITE_URL}id/{folder(slug)}",
        "nb": f"{SITE_URL}no/{folder(slug)}",
        "x-default": f"{SITE_URL}{folder(slug)}",
    }
    assert len(page.select("h1")) == 1


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_the_link_of_a_heading_has_a_name_in_its_language(built: Path, language: Language) -> None:
    file = built / "site" / language.path / "library/customer-loyalty-in-brief/index.html"
    names = [tag["aria-label"] for tag in parse(file).select("h2 .headerlink")]
    assert names == [language.interface["heading_link"]] * 3


def test_the_three_trees_have_the_same_pages(built: Path) -> None:
    trees = [
        {
            path.relative_to(built / "site" / language.path)
            for path in (built / "site" / language.path).rglob("index.html")
            if language.path or path.parts[len(built.parts) + 1] not in ("id", "no")
        }
        for language in LANGUAGES.values()
    ]
    assert trees[0] == trees[1] == trees[2]
    # Home, 24 guides, 4 articles of the library, 7 landing pages, glossary, tags, about.
    assert len(trees[0]) == 1 + 24 + 4 + 7 + 3


def test_the_sitemap_lists_every_page_with_its_twins(built: Path) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    root = ElementTree.parse(built / "site/sitemap.xml").getroot()
    listed = [url.findtext("s:loc", "", names) for url in root.findall("s:url", names)]
    expected = [
        f"{SITE_URL}{language.path}{folder(slug)}"
        for language in LANGUAGES.values()
        for slug in SLUGS
    ]
    assert sorted(listed) == sorted(expected)
    zipped = gzip.decompress((built / "site/sitemap.xml.gz").read_bytes())
    assert zipped == (built / "site/sitemap.xml").read_bytes()
    assert b'hreflang="no"' not in zipped


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_the_error_page_is_in_its_language(built: Path, language: Language) -> None:
    page = parse(built / "site" / language.path / "404.html")
    assert page.html["lang"] == language.tag
    assert page.h1.text == language.interface["not_found_title"]
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    # Served for any address, it must not rely on where it is.
    for tag in page.select("link[href], script[src], a[href]"):
        address = tag.get("href") or tag.get("src")
        assert address.startswith(("/handbook/", "#")), address


@pytest.mark.parametrize(("language", "slug"), ADDRESSES)
def test_the_first_view_weighs_little(built: Path, language: Language, slug: str) -> None:
    site = built / "site"
    file = site / language.path / slug / "index.html"
    page = parse(file)
    fetched = [file] + [
        (file.parent / str(tag.get("href") or tag.get("src"))).resolve()
        for tag in page.select("link[rel=stylesheet], script[src], link[rel=icon], img")
    ]
    size = sum(len(gzip.compress(path.read_bytes())) for path in fetched)
    assert size <= 20_000


def test_nothing_of_the_theme_is_shipped_that_no_page_uses(built: Path) -> None:
    site = built / "site"
    used = "\n".join(
        path.read_text("utf-8") for path in site.rglob("*") if path.suffix in (".html", ".js")
    )
    for path in (site / "assets").rglob("*.*"):
        assert path.name in used, path


def test_every_interface_word_is_used() -> None:
    templates = "\n".join(
        path.read_text("utf-8")
        for folder in ("overrides", "tools")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".html", ".py")
    )
    for word in LANGUAGES["da"].interface:
        assert re.search(rf"\b(words|interface)\.{word}\b|\"{word}\"", templates), word


def test_building_twice_gives_the_same_site(built: Path, tmp_path: Path) -> None:
    result = run("mkdocs", "build", "--strict", "-d", str(tmp_path / "site"), cwd=built)
    assert result.returncode == 0, result.stderr

    def contents(site: Path) -> dict[str, bytes]:
        return {
            path.relative_to(site).as_posix(): path.read_bytes()
            for path in site.rglob("*")
            if path.is_file() and path.suffix != ".gz"
        }

    assert contents(built / "site") == contents(tmp_path / "site")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of few pages that a test may spoil."""
    return copy_small_project(tmp_path / "project")


def test_an_empty_address_is_refused(project: Path) -> None:
    result = run("mkdocs", "build", cwd=project, site_url="")
    assert result.returncode == 1
    assert "SITE_URL is empty" in result.stderr


def test_doubtful_links_fail_the_build(project: Path) -> None:
    doubtful = [
        "basics/nothing.md",
        "../no/basics/customer-loyalty.md",
        "basics/customer-loyalty.md#nothing",
    ]
    page = project / "docs/da/index.md"
    links = " ".join(f"[x]({link})" for link in doubtful)
    page.write_text(f"{page.read_text('utf-8')}\n{links}\n", "utf-8")
    result = run("mkdocs", "build", cwd=project)
    assert result.returncode == 1
    warnings = [line for line in result.stderr.splitlines() if line.startswith("WARNING")]
    assert len(warnings) == len(doubtful)
    for link in doubtful:
        assert any("index.md" in line and f"'{link}'" in line for line in warnings), link


TITLE = 'Te & <b>kaffe</b> "x"'


@pytest.fixture(scope="module")
def amid_work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose editor is amid much, built as `make serve` does."""
    spoilt = (
        ("basics/brand-loyalty", "description: ", "# "),
        ("basics/brand-loyalty", "\n\n## ", " Nyt.\n\n## "),
        ("basics/customer-loyalty", "title: ", "# "),
        ("basics/value-of-loyalty", "\n\n## ", "\n\n[x](price-index.md)\n\n## "),
        ("index", "\n\n## ", " Nyt.\n\n## "),
        ("service/personalization", "builds_on: [", "builds_on: [nothing, "),
        ("service/customer-service", "builds_on: ", "builds_on: text # "),
        ("programs/free-trial", "tags: ", "tags: # "),
        ("programs/points-and-rewards", "tags: [", "tags: [nothing, "),
        ("measure/nps-calculator", "title: ", "translation: {of: sv, revision: x}\ntitle: "),
        ("library/customer-loyalty-in-brief", "title: ", f"title: '{TITLE}' # "),
    )
    slugs = {*FEW, *(page for page, _, _ in spoilt)}
    project = copy_small_project(tmp_path_factory.mktemp("work") / "project", slugs)
    docs = project / "docs/da"
    for page, old, new in spoilt:
        text = (docs / f"{page}.md").read_text("utf-8")
        assert old in text
        (docs / f"{page}.md").write_text(text.replace(old, new, 1), "utf-8")
    new_page = "---\ntitle: Ny side\ndescription: x\n---\n\n# Ny side\n\nTekst.\n"
    (docs / "basics/new.md").write_text(new_page, "utf-8")
    (docs / "basics/price-index.md").write_text(new_page.replace("Ny side", "Prisindeks"), "utf-8")
    (docs / "basics/.#new.md").symlink_to("nobody@nowhere")  # as Emacs locks a file
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CONTACT", "mailto:fejl@example.org")
        result = run("mkdocs", "build", "--no-strict", cwd=project)
    assert result.returncode == 0, result.stderr
    return project


def test_where_to_report_an_error_is_at_the_foot_of_every_page(
    amid_work: Path, built: Path
) -> None:
    for language in LANGUAGES.values():
        for site, addresses in ((amid_work, ["mailto:fejl@example.org"]), (built, [])):
            page = parse(site / "site" / language.path / "basics/customer-loyalty/index.html")
            links = [link["href"] for link in page.select(".site-footer a")]
            assert "../../about/#report-an-error" in links
            assert [link for link in links if link.startswith("mailto:")] == addresses


def test_a_new_page_is_served_before_it_is_in_the_navigation(amid_work: Path) -> None:
    page = amid_work / "site/basics/new"
    assert parse(page / "index.html").h1.text == "Ny side"
    assert (page / "index.md").read_text("utf-8").startswith("# Ny side")
    # A name that only ends as a landing page's does is an article's.
    index = parse(amid_work / "site/basics/price-index/index.html")
    assert index.find("link", rel="canonical")["href"] == f"{SITE_URL}basics/price-index/"
    assert index.find("link", hreflang="da")["href"] == f"{SITE_URL}basics/price-index/"
    check = run_here("check", "docs/da", cwd=amid_work)
    assert check.returncode == 1
    assert "docs/da/basics/brand-loyalty.md:1: front-matter.no-description" in check.stdout


def test_a_title_is_text_whatever_is_in_it(amid_work: Path) -> None:
    built = parse(amid_work / "site/library/customer-loyalty-in-brief/index.html")
    assert built.title.text.startswith(TITLE)
    assert built.select_one("#menu [aria-current=page]").text == TITLE


def test_readers_of_a_stale_translation_are_told(amid_work: Path) -> None:
    for language in LANGUAGES.values():
        page = parse(amid_work / "site" / language.path / "basics/brand-loyalty/index.html")
        note = page.select_one(".note")
        if language.is_default:
            assert note is None
            continue
        assert note.text.startswith(language.interface["stale"])
        assert note.a["hreflang"] == note.a["lang"] == "da"
        assert note.a["href"] == "../../../basics/brand-loyalty/"
        home = parse(amid_work / "site" / language.path / "index.html")
        assert home.select_one(".note a")["href"] == ".."
        current = parse(amid_work / "site" / language.path / "basics/customer-loyalty/index.html")
        assert current.select_one(".note") is None


LIBRARY = [slug for slug in SLUGS if re.match("library/.", slug)]


@pytest.mark.parametrize("slug", LIBRARY)
@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_a_source_says_what_it_is_and_where_there_is_better(
    built: Path, language: Language, slug: str
) -> None:
    page = parse(built / "site" / language.path / slug / "index.html")
    note = page.select_one("article > .note")
    assert note.text.strip().startswith(language.interface["source_note"])
    assert re.search(r"\d+", note.text)
    better = [link["href"] for link in note.select("a")]
    assert len(better) == 3
    assert not [address for address in better if "library" in address]


@pytest.mark.parametrize("missing", ["tools/languages/id.toml", "entry"])
def test_a_language_that_is_half_there_is_named(project: Path, missing: str) -> None:
    if missing == "entry":
        text = (project / "tools/languages/no.toml").read_text("utf-8")
        (project / "tools/languages/sv.toml").write_text(text.replace('"no/"', '"sv/"'), "utf-8")
    else:
        (project / missing).unlink()
    result = run("mkdocs", "build", cwd=project)
    assert result.returncode == 1
    assert ("sv: " if missing == "entry" else "id: ") + "a language needs both" in result.stderr


def test_a_fourth_language_is_a_file_a_folder_an_entry_and_its_terms(project: Path) -> None:
    words = (project / "tools/languages/no.toml").read_text("utf-8")
    for old, new in (('path = "no/"', 'path = "sv/"'), ('"nb"', '"sv"'), ('"Norsk"', '"Svenska"')):
        words = words.replace(old, new)
    (project / "tools/languages/sv.toml").write_text(words, "utf-8")

    for page in (project / "docs/no").rglob("*.md"):
        text = page.read_text("utf-8")
        # What was made from a Norwegian source is not from a Swedish one.
        text = re.sub(r"(?m)^(# Generated.*|source:(\n .*)*)\n", "", text)
        swedish = project / "docs/sv" / page.relative_to(project / "docs/no")
        swedish.parent.mkdir(parents=True, exist_ok=True)
        swedish.write_text(text, "utf-8")

    terms = project / "tools/languages/terms.toml"
    norwegian = re.compile(r"^\[concept\.words\.no\]\n(.+\n)+", re.MULTILINE)
    twice = norwegian.sub(
        lambda entry: f"{entry[0]}\n{entry[0].replace('.no]', '.sv]')}", terms.read_text("utf-8")
    )
    terms.write_text(twice, "utf-8")
    # The Swedish pages have the Norwegian ones' texts, so they have their alignments and vectors.
    for name in ("sources/alignments.json", "tools/search/vectors/texts.json"):
        file = project / name
        made = json.loads(file.read_text("utf-8"))
        made |= {path.replace("/no/", "/sv/"): each for path, each in made.items()}
        file.write_text(json.dumps(made), "utf-8")

    config = (project / "mkdocs.yml").read_text("utf-8")
    start, end = config.index('        - locale: "no"'), config.index("\n# Once for all languages")
    entry = config[start:end].replace('"no"', "sv").replace("Norsk", "Svenska")
    (project / "mkdocs.yml").write_text(config[:end] + entry + config[end:], "utf-8")

    result = run("mkdocs", "build", "--strict", cwd=project)
    assert result.returncode == 0, result.stderr
    built = parse(project / "site/sv/library/what-is-customer-loyalty/index.html")
    assert built.html["lang"] == "sv"
    danish = parse(project / "site/index.html")
    assert danish.select_one('link[hreflang="sv"]')["href"] == f"{SITE_URL}sv/"
    assert danish.select_one('.languages a[hreflang="sv"]').text == "Svenska"
    check = run("tools", "check", cwd=project)
    assert (check.returncode, check.stdout) == (0, "")
    assert run("tools", "clean", "--check", cwd=project).returncode == 0
