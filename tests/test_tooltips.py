"""Tooltips: which words of a page become buttons, and that nothing else is changed."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import LANGUAGES
from tools.terms import load_termbase
from tools.tooltips import mark_terms

DANISH = load_termbase(tuple(LANGUAGES)).vocabularies["da"]
BUTTON = re.compile(
    r'<button type="button" class="term" popovertarget="term-[\w-]+">(.*?)</button>'
)
KEPT = re.compile(r'<span class="kept">(.*?)</span>')


def buttons(html: str) -> list[str]:
    """The words that are buttons, in their order."""
    return [each.get_text() for each in BeautifulSoup(html, "lxml")("button")]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<p>Kundeloyalitet er alt.</p>", ["Kundeloyalitet"], id="a headword"),
        pytest.param(
            "<p>stamkunder og kundeloyalitet</p>", ["stamkunder", "kundeloyalitet"], id="two"
        ),
        pytest.param(
            "<p>stamkunde, stamkunder</p><p>en stamkunde</p>", ["stamkunde"], id="first use only"
        ),
        pytest.param("<li>En <em>stamkunde</em></li>", ["stamkunde"], id="in italics"),
        pytest.param("<td>stamkunde</td>", ["stamkunde"], id="in a table"),
        pytest.param(
            '<h2 id="stamkunde">Stamkunde</h2><p>stamkunder</p>',
            ["stamkunder"],
            id="not in a heading",
        ),
        pytest.param(
            '<p><a href="a/">en <b>stamkunde</b> her</a>: stamkunden</p>',
            ["stamkunden"],
            id="not in a link, however deep",
        ),
    ],
)
def test_what_becomes_a_button(html: str, expected: list[str]) -> None:
    assert buttons(mark_terms(html, DANISH)[0]) == expected


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<p><code>stamkunde</code></p>", id="in code"),
        pytest.param("<pre>stamkunde</pre>", id="in code of more lines"),
        pytest.param('<p>x<sup id="a">stamkunde</sup></p>', id="in a note's sign"),
        pytest.param("<th>stamkunde</th>", id="in a column's heading"),
        pytest.param("<cite>stamkunde</cite>", id="in a work's title"),
        pytest.param("<button>stamkunde</button>", id="a button stays one"),
        pytest.param("<H3>stamkunde</H3>", id="tags in capitals"),
        pytest.param('<p><img alt="stamkunde"></p>', id="in an attribute"),
        pytest.param("<p>a<!-- <p>stamkunde</p> -->b</p>", id="in a comment"),
        pytest.param("<p>gentagelseskunde</p>", id="a forbidden variant"),
        pytest.param("", id="empty"),
    ],
)
def test_what_is_left_as_it_is(html: str) -> None:
    assert mark_terms(html, DANISH) == (html, [])


def test_a_mark_stays_with_the_button_it_belongs_to() -> None:
    html, _ = mark_terms("<p>Den (stamkunder), og »kundeloyalitet«.</p>", DANISH)
    kept = [each.get_text() for each in BeautifulSoup(html, "lxml").select(".kept")]
    assert kept == ["(stamkunder),", "»kundeloyalitet«."]


def test_a_button_opens_the_note_of_its_concept() -> None:
    html, marked = mark_terms("<p>En stamkunde &amp; kundeloyalitet.</p>", DANISH)
    assert marked == ["regular-customer", "customer-loyalty"]
    assert html == (
        '<p>En <button type="button" class="term" popovertarget="term-regular-customer">stamkunde'
        '</button> &amp; <span class="kept"><button type="button" class="term" '
        'popovertarget="term-customer-loyalty">kundeloyalitet</button>.</span></p>'
    )


def test_what_is_left_out_is_left_alone() -> None:
    html = "<p>En stamkunde og en stamkunde.</p>"
    assert mark_terms(html, DANISH, left_out={"regular-customer"}) == (html, [])


TERMS = ["stamkunde", "Stamkunden", "kundeloyalitet", "NPS", "kunde", "loyale kunder", "point"]
TEXT = st.lists(
    st.sampled_from([*TERMS, "en", "og", "&amp;", "&nbsp;", "10&nbsp;%", "–", "<br>", "<br />"]),
    max_size=6,
).map(" ".join)
LEAVES = st.one_of(
    TEXT,
    st.sampled_from(
        [
            "<!-- stamkunde -->",
            '<img src="a.png" alt="kundeloyalitet &amp; point">',
            '<sup id="fnref:a"><a class="footnote-ref" href="#fn:a">1</a></sup>',
            '<input type="number" value="10" aria-label="point">',
            "<hr>",
        ]
    ),
)
INLINE = ["strong", "em", 'a href="../stamkunde/"', "code", 'span lang="en"', "cite"]
BLOCKS = ["p", "ul><li", 'h2 id="point"', "h3", "td", "th", "blockquote", 'div class="kunde"']


def element(tag: str, children: list[str]) -> str:
    names = [each.split()[0] for each in tag.split("><")]
    return f"<{tag}>{''.join(children)}" + "".join(f"</{name}>" for name in reversed(names))


def elements(tags: list[str], children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(element, st.sampled_from(tags), st.lists(children, max_size=4))


FRAGMENTS = st.lists(
    elements(BLOCKS, st.recursive(LEAVES, lambda inner: elements(INLINE, inner), max_leaves=6)),
    max_size=6,
).map("\n".join)
LAWS = settings(deadline=None, max_examples=50)


@LAWS
@given(FRAGMENTS)
def test_without_the_buttons_the_html_is_as_it_was(html: str) -> None:
    without_buttons = BUTTON.sub(r"\1", mark_terms(html, DANISH)[0])
    assert KEPT.sub(r"\1", without_buttons) == html


@LAWS
@given(FRAGMENTS)
def test_each_concept_has_one_button_where_a_button_may_stand(html: str) -> None:
    after, marked = mark_terms(html, DANISH)
    soup = BeautifulSoup(after, "html.parser")
    targets = [str(button["popovertarget"]) for button in soup("button")]
    assert targets == [f"term-{concept}" for concept in marked]
    assert len(set(marked)) == len(marked)
    assert not soup.select(":is(a, code, cite, h2, h3, th, sup) button")


@LAWS
@given(FRAGMENTS)
def test_what_is_marked_is_not_marked_again(html: str) -> None:
    after, marked = mark_terms(html, DANISH)
    assert mark_terms(after, DANISH, marked) == (after, [])
