"""References: how one is printed, and the section of those that a page cites."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from markdown import markdown

from tests.conftest import LANGUAGES, ROOT
from tools.references import (
    Reference,
    ReferencesError,
    load_references,
    reference_section,
)

STUDY = Reference(
    key="berg-1994",
    status="K",
    authors="Berg, A. & Dahl, B. C.",
    lang="en",
    title="Customers & loyalty",
    year=1994,
    where="A Journal 22(2), 99–113",
)
QUESTION = Reference(
    key="dahl-1999", status="V", authors="Dahl, B. C.", lang="en", title="Whence loyalty?"
)
STATUTE = Reference(
    key="lov", status="V", authors="Markedsføringsloven", lang="da", where="lov nr. 426; § 10."
)
BIBLIOGRAPHY = {reference.key: reference for reference in (STUDY, QUESTION, STATUTE)}
REAL = load_references(ROOT)


@pytest.mark.parametrize(
    ("reference", "tag", "expected"),
    [
        pytest.param(
            STUDY,
            "da",
            'Berg, A. &amp; Dahl, B. C. (1994). <cite lang="en">Customers &amp; loyalty</cite>. '
            "A Journal 22(2), 99–113.",
            id="study",
        ),
        pytest.param(
            STUDY,
            "en",
            "Berg, A. &amp; Dahl, B. C. (1994). <cite>Customers &amp; loyalty</cite>. "
            "A Journal 22(2), 99–113.",
            id="in the page's own language",
        ),
        pytest.param(
            QUESTION,
            "nb",
            'Dahl, B. C. <cite lang="en">Whence loyalty?</cite>',
            id="title with a question mark, no year",
        ),
        pytest.param(
            STATUTE, "nb", "Markedsføringsloven. lov nr. 426; § 10.", id="statute without a title"
        ),
    ],
)
def test_a_reference_as_markdown(reference: Reference, tag: str, expected: str) -> None:
    assert reference.markdown(tag) == expected


@pytest.mark.parametrize(
    ("reference", "is_study", "first_author"),
    [(STUDY, True, "Berg"), (QUESTION, False, "Dahl"), (STATUTE, False, "Markedsføringsloven")],
    ids=["study", "no year", "statute"],
)
def test_authors(reference: Reference, is_study: bool, first_author: str) -> None:
    assert (reference.is_study, reference.first_author) == (is_study, first_author)


def printed(body: str) -> list[str]:
    """The keys of the references that a page with this body lists, in their order."""
    html = markdown(
        body + reference_section(body, BIBLIOGRAPHY, LANGUAGES["da"]),
        extensions=["footnotes", "attr_list"],
    )
    items = BeautifulSoup(html, "lxml").select("#references ~ .footnote li")
    return [str(item["id"]).removeprefix("fn:") for item in items]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("a[^lov] b[^berg-1994]", ["lov", "berg-1994"], id="as cited, not as listed"),
        pytest.param("a[^lov] b[^dahl-1999] c[^lov]", ["lov", "dahl-1999"], id="cited twice"),
        pytest.param("a[^berg-1994][^lov]", ["berg-1994", "lov"], id="two in one place"),
        pytest.param("a[^ukendt] b[^lov]", ["lov"], id="an unknown key is left out"),
        pytest.param("a[^ukendt]", [], id="only unknown keys"),
        pytest.param("a [lov](lov.md)", [], id="no citation"),
        pytest.param("", [], id="empty"),
    ],
)
def test_references_are_listed_in_the_order_of_first_citation(
    body: str, expected: list[str]
) -> None:
    assert printed(body) == expected


@pytest.mark.parametrize("body", ["", "Uden kilder.", "a[^ukendt]"])
def test_a_page_that_cites_nothing_has_no_section(body: str) -> None:
    assert reference_section(body, BIBLIOGRAPHY, LANGUAGES["da"]) == ""


@pytest.mark.parametrize("locale", LANGUAGES)
def test_the_section_has_the_languages_heading(locale: str) -> None:
    language = LANGUAGES[locale]
    section = reference_section("a[^berg-1994]", BIBLIOGRAPHY, language)
    assert section.startswith(f"\n\n## {language.interface['references']} {{ #references }}\n")


def load(root: Path, *entries: str) -> list[str]:
    """The keys of a bibliography whose entries have these lines."""
    (root / "sources").mkdir()
    text = "".join(f"[[reference]]\n{entry}\n" for entry in entries)
    (root / "sources/references.toml").write_text(text, "utf-8")
    return list(load_references(root))


def entry(key: str, status: str = "V") -> str:
    return f'key = "{key}"\nstatus = "{status}"\nauthors = "Berg, A."\nlang = "en"'


def test_a_bibliography_is_loaded_in_its_order(tmp_path: Path) -> None:
    assert load(tmp_path, entry("b"), entry("a", "K")) == ["b", "a"]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param(
            [entry("a"), entry("b"), entry("a")], "the key 'a' stands twice; rename one", id="twice"
        ),
        pytest.param([entry("a", status="X")], "[[reference]] 1, status: ", id="unknown status"),
        pytest.param([entry("a"), 'key = "b"'], "[[reference]] 2: ", id="missing key"),
        pytest.param([entry("a") + "\npages = 3"], "unknown field `pages`", id="unknown key"),
    ],
)
def test_a_faulty_bibliography_is_refused(
    tmp_path: Path, entries: list[str], expected: str
) -> None:
    with pytest.raises(ReferencesError) as caught:
        load(tmp_path, *entries)
    (line,) = caught.value.problems
    assert line.startswith("sources/references.toml: ")
    assert expected in line


def test_every_real_reference_is_sure_and_stands_once() -> None:
    assert {reference.status for reference in REAL.values()} == {"V", "K"}
    works = [(each.authors, each.year, each.title, each.where) for each in REAL.values()]
    assert len(set(works)) == len(works) > 50


def test_every_real_reference_is_printed_as_it_is_written() -> None:
    for reference in REAL.values():
        shown = BeautifulSoup(markdown(reference.markdown("da")), "lxml").get_text()
        for part in (reference.authors, reference.title, reference.where):
            assert part in shown, reference.key
        assert shown.endswith((".", "?", "!")), reference.key
        assert ".." not in shown, reference.key
