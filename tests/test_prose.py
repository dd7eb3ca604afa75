"""A Markdown body as its reader meets it: the passages, and quotations kept apart."""

import pytest
from bs4 import BeautifulSoup
from markdown import markdown

from tools.prose import Passage, passages, separate_quotations


def only(body: str) -> Passage:
    (passage,) = passages(body)
    return passage


def quotations(body: str) -> list[str]:
    """The text of each quotation that Python-Markdown makes of a body."""
    html = markdown(separate_quotations(body))
    return [each.get_text(" ", strip=True) for each in BeautifulSoup(html, "lxml")("blockquote")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("En kunde.", [("paragraph", "En kunde.")], id="paragraph"),
        pytest.param("En\nkunde  \nkom.", [("paragraph", "En kunde kom.")], id="lines are joined"),
        pytest.param("## Titel {#a}", [("heading", "Titel")], id="heading"),
        pytest.param("- a\n- b", [("list item", "a"), ("list item", "b")], id="list"),
        pytest.param("1. a\n\n   b", [("list item", "a"), ("list item", "b")], id="loose list"),
        pytest.param(
            "- a\n    - b\n    - c",
            [("list item", "a"), ("list item", "b"), ("list item", "c")],
            id="nested list",
        ),
        pytest.param("> a\n> b", [("quotation", "a b")], id="quotation"),
        pytest.param("> a\n>\n> b", [("quotation", "a"), ("quotation", "b")], id="its paragraphs"),
        pytest.param(
            "- a\n\n    > b\n\n- c",
            [("list item", "a"), ("quotation", "b"), ("list item", "c")],
            id="quotation in a list",
        ),
        pytest.param("> - a", [("list item", "a")], id="list in a quotation"),
        pytest.param(
            "| a | b |\n|---|---|\n| c | |",
            [("table cell", "a"), ("table cell", "b"), ("table cell", "c")],
            id="table cells, none empty",
        ),
        pytest.param("a = b\n{: .formula }", [("formula", "a = b")], id="formula"),
        pytest.param("a = b\n{: .wide .formula }", [("formula", "a = b")], id="two classes"),
        pytest.param("a\n{: .wide }", [("paragraph", "a")], id="other attributes"),
        pytest.param("10&nbsp;% &amp; mere", [("paragraph", "10\u00a0% & mere")], id="entities"),
        pytest.param(r"2 \* 3", [("paragraph", "2 * 3")], id="escaped sign"),
        pytest.param("**a** [b](c.md) `d`", [("paragraph", "a b d")], id="markup"),
        pytest.param("![En butik](a.png)", [("paragraph", "En butik")], id="an image's text"),
        pytest.param("a<br>b <b>c</b>", [("paragraph", "ab c")], id="tags in the text"),
        pytest.param("<div>\na\n</div>", [], id="HTML is no prose"),
        pytest.param("    kode", [], id="nor is code"),
        pytest.param("<!-- a -->\n\n---", [], id="nor a comment, nor a rule"),
        pytest.param("", [], id="empty"),
    ],
)
def test_passages(body: str, expected: list[tuple[str, str]]) -> None:
    assert [(passage.kind, passage.text) for passage in passages(body)] == expected


def test_a_passage_stands_under_the_last_heading() -> None:
    body = "før\n\n## A {#a}\n\ntekst\n\n### B {: #b-c .wide }\n\n- punkt"
    found = [(passage.text, passage.section) for passage in passages(body)]
    assert found == [
        ("før", ""),
        ("A", "a"),
        ("tekst", "a"),
        ("B", "b-c"),
        ("punkt", "b-c"),
    ]


def test_lines_are_those_of_the_file() -> None:
    body = "\na\n\n## b {#b}\n- c\n- d\n\n> e\n>\n> f\n\n| g |\n|---|\n| h |\n\ni\n{: .formula }"
    lines = {passage.text: passage.line for passage in passages(body, body_line=10)}
    assert lines == {
        "a": 11, "b": 13, "c": 14, "d": 15, "e": 17, "f": 19, "g": 21, "h": 23, "i": 25,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "text", "citations"),
    [
        pytest.param("a[^oliver-1999].", "a.", ("oliver-1999",), id="one"),
        pytest.param("a[^b][^c] d[^b]", "a d", ("b", "c", "b"), id="in order, each time"),
        pytest.param("| a[^b] |\n|---|", "a", ("b",), id="in a table"),
        pytest.param("a = b[^c]\n{: .formula }", "a = b", ("c",), id="in a formula"),
        pytest.param("a [b](c.md)", "a b", (), id="a link is none"),
    ],
)
def test_citations_are_named_and_left_out_of_the_text(
    body: str, text: str, citations: tuple[str, ...]
) -> None:
    passage = only(body)
    assert (passage.text, passage.unmarked, passage.citations) == (text, text, citations)


@pytest.mark.parametrize(
    ("body", "unmarked"),
    [
        pytest.param("a *b* c", "a  c", id="italics"),
        pytest.param("a **b** c", "a b c", id="bold"),
        pytest.param("a *b **c** d* e", "a  e", id="bold in italics"),
        pytest.param("a **b *c* d**", "a b  d", id="italics in bold"),
        pytest.param("*a [b](c.md) `d`*", "", id="a link and code in italics"),
    ],
)
def test_what_stands_in_italics_is_left_out_of_unmarked(body: str, unmarked: str) -> None:
    passage = only(body)
    assert passage.unmarked == unmarked
    assert set("ab") <= set(passage.text)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("> a\n\n> b\n", ["a", "b"], id="two"),
        pytest.param("> a\n> b\n\n> c\n\n> d", ["a b", "c", "d"], id="three"),
        pytest.param("> a\n>\n> b\n", ["a b"], id="one of two paragraphs"),
        pytest.param("> a\n>\n> b\n\n> c\n", ["a b", "c"], id="such a one and another"),
        pytest.param("> a\n\ntekst\n\n> b\n", ["a", "b"], id="parted by text"),
        pytest.param("tekst\n\n> a\n\n- b\n", ["a"], id="one alone"),
    ],
)
def test_quotations_are_told_apart(body: str, expected: list[str]) -> None:
    assert [" ".join(each.split()) for each in quotations(body)] == expected


@pytest.mark.parametrize("body", ["", "a\n\nb\n", "> a\n>\n> b\n", "> a\n\nb\n", "a > b\n\n> c\n"])
def test_a_body_without_adjacent_quotations_stays_as_it_is(body: str) -> None:
    assert separate_quotations(body) == body


def test_separating_changes_nothing_that_is_read() -> None:
    body = "> a\n\n> b\n>\n> c\n\nd\n"
    before, after = (
        [(each.kind, each.text) for each in passages(text)]
        for text in (body, separate_quotations(body))
    )
    assert before == after
    assert separate_quotations(separate_quotations(body)) == separate_quotations(body)
