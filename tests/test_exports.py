"""What programs get of the site: Markdown copies, llms.txt, feeds, structured data."""

import json
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag
from xml.etree import ElementTree

import pytest

from tests.conftest import LANGUAGES, SITE_URL
from tests.test_site import ADDRESSES, folder, parse
from tools.changes import load_dates
from tools.language import Language
from tools.project import load_project

ATOM = {"a": "http://www.w3.org/2005/Atom"}
every_language = pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)


def in_site(built: Path, address: str) -> Path:
    """The file of the built site that an absolute address names."""
    path = urldefrag(address)[0].removeprefix(SITE_URL)
    assert path != address, address
    file = built / "site" / path
    return file / "index.html" if path.endswith("/") or not path else file


@pytest.mark.parametrize(("language", "slug"), ADDRESSES)
def test_every_page_has_a_plain_copy(built: Path, language: Language, slug: str) -> None:
    place = built / "site" / language.path / folder(slug)
    page = parse(place / "index.html")
    assert page.select_one('link[type="text/markdown"]')["href"] == "index.md"
    copy = (place / "index.md").read_text("utf-8")
    assert copy.startswith(f"# {page.h1.text}\n")
    assert not re.search(r"\{ ?[#.:]|///|^---$", copy, re.MULTILINE)
    for address in re.findall(r"\]\(([^)]+)\)", copy):
        assert in_site(built, address).is_file()
    # Every citation has its definition, and so has nothing else.
    cited = set(re.findall(r"\[\^([\w-]+)\](?!:)", copy))
    assert cited == set(re.findall(r"^\[\^([\w-]+)\]: \S", copy, re.MULTILINE))


@every_language
def test_llms_txt_lists_every_page_of_its_language(built: Path, language: Language) -> None:
    text = (built / "site" / language.path / "llms.txt").read_text("utf-8")
    assert text.startswith("# ")
    assert text.splitlines()[2].startswith("> ")
    listed = [in_site(built, address) for address in re.findall(r"\]\(([^)]+)\)", text)]
    copies = [file for file in listed if file.name == "index.md"]
    own = [slug for other, slug in (each.values for each in ADDRESSES) if other == language]
    assert sorted(copies) == sorted(
        built / "site" / language.path / folder(str(slug)) / "index.md" for slug in own
    )
    others = [file for file in listed if file.name == "llms.txt"]
    assert len(others) == len(LANGUAGES) - 1
    assert all(file.is_file() for file in listed)


@every_language
def test_the_feed_of_a_language(built: Path, language: Language) -> None:
    address = f"{SITE_URL}{language.path}feed.xml"
    feed = ElementTree.parse(in_site(built, address)).getroot()
    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == language.tag
    assert feed.findtext("a:id", "", ATOM) == f"{SITE_URL}{language.path}"
    own = feed.find("a:link[@rel='self']", ATOM)
    assert own is not None
    assert own.attrib["href"] == address
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) == 39
    times = []
    for entry in entries:
        assert in_site(built, entry.findtext("a:id", "", ATOM)).is_file()
        for name in ("title", "summary"):
            assert entry.findtext(f"a:{name}", "", ATOM)
        times.append(datetime.fromisoformat(entry.findtext("a:updated", "", ATOM)))
    assert times == sorted(times, reverse=True)
    assert feed.findtext("a:updated", "", ATOM) == times[0].isoformat()
    page = parse(built / "site" / language.path / "glossary/index.html")
    linked = page.select_one('head link[type="application/atom+xml"]')["href"]
    assert linked == "../feed.xml"


def graph(page: Any) -> dict[str, dict[str, Any]]:  # noqa: ANN401
    """What the page says of itself, by type."""
    (script,) = page.select('script[type="application/ld+json"]')
    data = json.loads(script.string)
    assert data["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in data["@graph"]}


@pytest.mark.parametrize(("language", "slug"), ADDRESSES)
def test_the_structured_data_of_every_page(built: Path, language: Language, slug: str) -> None:
    page = parse(built / "site" / language.path / slug / "index.html")
    things = graph(page)
    canonical = page.find("link", rel="canonical")["href"]
    crumbs = things["BreadcrumbList"]["itemListElement"]
    assert [crumb["position"] for crumb in crumbs] == list(range(1, len(crumbs) + 1))
    assert crumbs[0]["item"] == f"{SITE_URL}{language.path}"
    assert crumbs[-1]["item"] == canonical
    for crumb in crumbs:
        assert in_site(built, crumb["item"]).is_file()
    is_article = "/" in slug and not slug.endswith("/")
    assert len(crumbs) == (3 if is_article else 2 if slug else 1)
    assert ("Article" in things) == is_article
    if is_article:
        article = things["Article"]
        assert article["headline"] == page.h1.text or slug.startswith("library/")
        assert article["inLanguage"] == language.tag
        assert article["url"] == canonical
        assert datetime.fromisoformat(article["dateModified"]) <= datetime.now(UTC)


@every_language
def test_the_glossary_is_a_set_of_defined_terms(built: Path, language: Language) -> None:
    page = parse(built / "site" / language.path / "glossary/index.html")
    terms = graph(page)["DefinedTermSet"]["hasDefinedTerm"]
    assert [term["name"] for term in terms] == [tag.text for tag in page.select("dt")]
    for term in terms:
        assert page.find(id=urldefrag(term["url"]).fragment).text == term["name"]


def git(root: Path, *arguments: str, date: str) -> None:
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    environment = {"GIT_COMMITTER_DATE": date, "GIT_AUTHOR_DATE": date, "PATH": "/usr/bin:/bin"}
    subprocess.run(["git", *identity, *arguments], cwd=root, env=environment, check=True)


def test_dates_are_those_of_the_commits(tmp_path: Path) -> None:
    path = Path("docs/da/æble.md")
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text("a", "utf-8")
    unsaved = Path("docs/da/ny.md")
    git(tmp_path, "init", "-q", date="2026-01-01T00:00:00Z")
    for day, text in ((2, "b"), (5, "c")):
        (tmp_path / path).write_text(text, "utf-8")
        git(tmp_path, "add", ".", date=f"2026-01-0{day}T00:00:00Z")
        git(tmp_path, "commit", "-qm", text, date=f"2026-01-0{day}T00:00:00Z")
    (tmp_path / unsaved).write_text("d", "utf-8")
    dates = load_dates(tmp_path, [path, unsaved])
    assert dates[path].written == datetime(2026, 1, 2, tzinfo=UTC)
    assert dates[path].changed == datetime(2026, 1, 5, tzinfo=UTC)
    saved = datetime.fromtimestamp((tmp_path / unsaved).stat().st_mtime, UTC)
    assert dates[unsaved].changed == saved


def test_without_git_dates_are_those_of_the_files(tmp_path: Path) -> None:
    page = load_project(Path()).pages[0].path
    (tmp_path / page).parent.mkdir(parents=True)
    (tmp_path / page).write_text("a", "utf-8")
    saved = datetime.fromtimestamp((tmp_path / page).stat().st_mtime, UTC)
    assert load_dates(tmp_path, [page])[page].changed == saved
