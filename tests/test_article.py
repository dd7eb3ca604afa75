"""What becomes of an article's HTML after Markdown."""

import pytest

from tests.conftest import LANGUAGES
from tools.article import finish

DANISH = LANGUAGES["da"]
HEAD = '<h2>Priser<a class="headerlink" href="#x">#</a></h2>'


def table(*rows: str) -> str:
    head, *body = (row.split("|") for row in rows)
    lines = ["<tr>" + "".join(f"<th>{cell}</th>" for cell in head) + "</tr>"]
    lines += ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in body]
    return f"<table>{''.join(lines)}</table>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param(
            '<h1 id="en-side">En side<a class="headerlink" href="#en-side" title="x">#</a></h1>',
            "<h1>En side</h1>",
            id="a title has no anchor",
        ),
        pytest.param(
            "<em>Share of Wallet</em>", '<em lang="en">Share of Wallet</em>', id="a termbase name"
        ),
        pytest.param("<em>churn</em>", '<em lang="en">churn</em>', id="the language's own list"),
        pytest.param(
            "<p>9 · 250 = 2.250 kr. og m / (1 − r), den 1. januar.</p>",
            "<p>9_·_250 = 2.250 kr. og m_/_(1_−_r), den 1._januar.</p>".replace("_", "\u00a0"),
            id="a sum and a date",
        ),
        pytest.param(
            '<p class="formula">a · b</p>',
            '<p class="formula">a · b</p>',
            id="a long formula breaks",
        ),
        pytest.param("<p>butik / café + 3.</p>", "<p>butik / café + 3.</p>", id="words are no sum"),
        pytest.param("<em>gidslerne</em>", "<em>gidslerne</em>", id="emphasis in Danish"),
        pytest.param(
            '<em>gift <button class="term">card</button></em>',
            '<em lang="en">gift <button class="term">card</button></em>',
            id="English with a tag in it",
        ),
    ],
)
def test_what_markdown_has_no_signs_for(html: str, expected: str) -> None:
    assert finish(html, DANISH, ["share of wallet"]) == expected


def test_a_sign_that_is_a_link_has_a_name() -> None:
    html = '<a title="Permanent link">#</a><a title="Jump back to footnote 2 in the text">↩</a>'
    finished = finish(html, DANISH, [])
    for word in ("heading_link", "reference_back"):
        name = DANISH.interface[word]
        assert f'title="{name}" aria-label="{name}"' in finished


def test_a_narrow_table_is_left_as_it_is() -> None:
    narrow = table("Antal|Pris", "1|kr.")
    assert finish(HEAD + narrow, DANISH, []) == f'{HEAD}<div class="table">{narrow}</div>'


def test_a_wide_table_is_scrolled_by_key_under_its_sections_name() -> None:
    wide = table("Antal|Pris|I alt", "1|2|3")
    start = '<div class="table" role="group" tabindex="0" aria-label="Tabel: Priser">'
    assert finish(HEAD + wide, DANISH, []) == f"{HEAD}{start}{wide}</div>"


def test_long_cells_know_their_columns_head() -> None:
    text = "En lang forklaring, der fylder mere end en linje."
    html = finish(
        HEAD + table("Type|Pris|<em>Hvorfor</em>", f"A|1|{text}", f"B|2|{text}"), DANISH, []
    )
    assert html.count('<td data-label="Pris">') == 2
    assert html.count(f'<td data-label="Hvorfor">{text}</td>') == 2
    assert "<td>A</td>" in html
    assert "tabindex" not in html
