"""Pages to documents, and bytes to text: what is kept, what it becomes, and what must not break."""

import time

import pytest

from tools.document import Block, Document, Link, Removal, replay
from tools.encoding import decode
from tools.extract import REASONS, extract, is_html, raw_blocks

PROSE = "Kunder, der bliver hørt, kommer igen, og det kan mærkes på regnskabet."
MORE = "Hun havde skrevet navnene på alle gæster i en bog, som lå under disken."
TEXT = f"<p>{PROSE}</p><p>{MORE}</p><p>{PROSE} {MORE}</p>"
ADDRESS = "https://example.org/blog/side.html"


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang='da'><head>{head}</head><body>{body}</body></html>"


def kept(html: str) -> list[str]:
    return [block.text for block in extract(html, ADDRESS).blocks]


def rule_of(html: str, text: str) -> str:
    """The rule by which a page's block with this text is left out; "" if it is not."""
    history = extract(html, ADDRESS).history
    found = [change.rule for change in history if change.before and change.before[0].text == text]
    return found[0] if found else ""


def shape(block: Block) -> tuple[str, str, int, int | None]:
    return block.kind, block.text, block.level, block.number


# -- blocks ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<p> a\n <b>b</b>c </p>", [("paragraph", "a bc", 0, None)], id="white space"),
        pytest.param("<h1>a</h1>", [("heading", "a", 2, None)], id="an h1 is a heading at first"),
        pytest.param("<h4>a</h4>", [("heading", "a", 4, None)], id="heading"),
        pytest.param(
            "<p>a<br>b<br> <br>c</p>",
            [("paragraph", "a b", 0, None), ("paragraph", "c", 0, None)],
            id="line breaks: one is a space, two part",
        ),
        pytest.param(
            "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
            [("item", "a", 0, None), ("item", "b", 1, None), ("item", "c", 0, None)],
            id="nested list",
        ),
        pytest.param(
            "<ol start=3><li>a</li><li value=7>b</li><li>c</li></ol>",
            [("item", "a", 0, 3), ("item", "b", 0, 7), ("item", "c", 0, 8)],
            id="numbered list",
        ),
        pytest.param(
            "<ol><li><p>a</p><p>b</p></li></ol>",
            [("item", "a", 0, 1), ("paragraph", "b", 0, None)],
            id="item with two paragraphs",
        ),
        pytest.param(
            "<dl><dt>a</dt><dd>b</dd></dl>",
            [("term", "a", 0, None), ("definition", "b", 0, None)],
            id="definition list",
        ),
        pytest.param(
            "<blockquote><p>a</p></blockquote><blockquote>b</blockquote>",
            [("quote", "a", 0, None), ("quote", "b", 0, None)],
            id="quotes",
        ),
        pytest.param(
            "<table><tr><th>a</th><th>b</th></tr><tr><td><p>c</p></td><td>d<br>e</td></tr></table>",
            [("row", "a\tb", 0, None), ("row", "c\td e", 0, None)],
            id="table of data",
        ),
        pytest.param(
            "<table><tr><td></td><td>b</td></tr><tr><td>c</td><td></td></tr></table>",
            [("row", "\tb", 0, None), ("row", "c\t", 0, None)],
            id="empty cells keep their column",
        ),
        pytest.param(
            "<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>",
            [("paragraph", text, 0, None) for text in "abc"],
            id="layout table",
        ),
        pytest.param(
            "<table><tr><td>a<table><tr><td>b</td><td>c</td></tr><tr><td>d</td><td>e</td></tr>"
            "</table></td></tr></table>",
            [("paragraph", "a", 0, None), ("row", "b\tc", 0, None), ("row", "d\te", 0, None)],
            id="table of data in a layout",
        ),
        pytest.param(
            "<pre>\na\n  b\n\nc</pre>",
            [("code", text, 0, None) for text in ("a", "  b", "c")],
            id="each line of a pre",
        ),
        pytest.param(
            "a<div>b</div>c", [("paragraph", text, 0, None) for text in "abc"], id="loose text"
        ),
        pytest.param(
            "<nav><a href=x>a</a><a href=y>b</a></nav><button>c</button>",
            [("paragraph", text, 0, None) for text in "abc"],
            id="links of a menu, a button",
        ),
        pytest.param(
            "<p>a <a href=x>b</a> <a href=y>c</a></p>",
            [("paragraph", "a b c", 0, None)],
            id="links in a sentence",
        ),
        pytest.param(
            "<script>a</script><style>b</style><template>c</template><svg><text>d</text></svg>"
            "<p hidden>e</p><p style='display: none'>f</p><span aria-hidden=true>g</span>"
            "<select><option>h</select><textarea>i</textarea><noscript>j</noscript><p>k</p>",
            [("paragraph", "k", 0, None)],
            id="what is not seen",
        ),
        pytest.param("<p>&nbsp;</p><p>\u200b</p>", [], id="empty paragraphs"),
        pytest.param("<P>a<P>b", [("paragraph", text, 0, None) for text in "ab"], id="upper case"),
        pytest.param("<div><p>a<div>b</p></span>", [("paragraph", text, 0, None) for text in "ab"]),
    ],
)
def test_blocks(html: str, expected: list[tuple[str, str, int, int | None]]) -> None:
    assert [shape(block) for block in raw_blocks(page(html))] == expected


def test_blocks_know_their_lines() -> None:
    blocks = raw_blocks("<html><body>\n<p>a</p>\n<p>\n b\n c</p>\n</body></html>")
    assert [(block.text, block.line, block.last_line) for block in blocks] == [
        ("a", 2, 2),
        ("b c", 4, 5),
    ]


@pytest.mark.parametrize(
    ("head", "link", "expected"),
    [
        ("", "https://a.dk/x", "https://a.dk/x"),
        ("", "x?y=1#z", "https://example.org/blog/x?y=1#z"),
        ("", "//a.dk/x", "https://a.dk/x"),
        ("", "mailto:a@b.dk", "mailto:a@b.dk"),
        ("", "tel:+4512345678", "tel:+4512345678"),
        ("<base href='/b/'>", "x", "https://example.org/b/x"),
        ("<link rel=canonical href='https://c.dk/d/e'>", "x", "https://c.dk/d/x"),
        ("<meta property='og:url' content='https://o.dk/d/e'>", "x", "https://o.dk/d/x"),
        ("", "javascript:alert(1)", None),
        ("", " JavaScript:alert(1)", None),
        ("", "data:text/html,x", None),
        ("", "#top", None),
        ("", "http://[", None),
        ("", "", "https://example.org/blog/side.html"),
    ],
)
def test_links(head: str, link: str, expected: str | None) -> None:
    (block,) = raw_blocks(
        page(f"<p>En <a href='{link}'>god <b>lænke</b></a> her</p>", head), ADDRESS
    )
    assert block.text == "En god lænke her"
    assert block.links == ((Link("god lænke", expected),) if expected else ())


def test_a_relative_link_to_nowhere_keeps_its_text() -> None:
    (block,) = raw_blocks(page("<p>En <a href='x'>lænke</a></p>"))
    assert (block.text, block.links) == ("En lænke", ())


# -- the choice --------------------------------------------------------------------------------

KEPT = [
    pytest.param(f"<p>{PROSE}</p>", PROSE, id="paragraph"),
    pytest.param("<h2>En lille bog</h2>" + TEXT, "En lille bog", id="heading"),
    pytest.param("<ul><li>100 g smør</li><li>2 æg</li></ul>", "2 æg", id="ingredients"),
    pytest.param(f"<p>{MORE}</p><p>Ja.</p><p>{MORE}</p>", "Ja.", id="a short paragraph"),
    pytest.param(f"<blockquote><p>{MORE}!</p></blockquote>", f"{MORE}!", id="quote"),
    pytest.param(
        "<table><tr><th>Pande</th><th>Pris</th></tr><tr><td>Sort</td><td>299</td></tr></table>",
        "Sort\t299",
        id="table",
    ),
    pytest.param(
        f"<p>Læs mere i <a href=/x>den lange rapport</a>. {MORE}</p>",
        f"Læs mere i den lange rapport. {MORE}",
        id="a link in prose",
    ),
    pytest.param(
        f"<div class='teaser-box post-meta'>{TEXT}{TEXT}<p>{MORE}?</p>{TEXT}</div>",
        f"{MORE}?",
        id="a name that the article's own element has",
    ),
]
LEFT_OUT = [
    pytest.param("<nav><a href=/a>Nyheder</a></nav>", "Nyheder", "navigation", id="nav"),
    pytest.param("<div class='crumbs breadcrumb'>Hjem</div>", "Hjem", "navigation", id="crumbs"),
    pytest.param(
        "<figure><img src=x><figcaption>Foto: A</figcaption></figure>", "Foto: A", "caption"
    ),
    pytest.param("<div><img src=x><div>Hylden. Foto: A</div></div>", "Hylden. Foto: A", "caption"),
    pytest.param("<p class='byline'>Af Mette Holm</p>", "Af Mette Holm", "byline", id="byline"),
    pytest.param("<a rel=author href=/m>Mette Holm</a>", "Mette Holm", "byline", id="author"),
    pytest.param("<time>3. maj 2024</time>", "3. maj 2024", "byline", id="time alone"),
    pytest.param(
        "<p class=info>Publiceret <time>3. maj 2024</time></p>", "Publiceret 3. maj 2024", "byline"
    ),
    pytest.param("<p><a href=/x>Ti gode råd om kaffe</a></p>", "Ti gode råd om kaffe", "link-list"),
    pytest.param(
        "<h2>Andre sider</h2><ul><li><a href=/x>Ti</a></li><li><a href=/y>Otte</a></li></ul>",
        "Andre sider",
        "empty-section",
        id="a heading of links",
    ),
    pytest.param("<button>Del artiklen</button>", "Del artiklen", "form", id="button"),
    pytest.param(f"<aside><p>{MORE}!</p></aside>", f"{MORE}!", "aside", id="aside"),
    pytest.param(f"<div class=newsletter-box><p>{MORE}!</p></div>", f"{MORE}!", "newsletter"),
    pytest.param(f"<div class=commentList><p>{MORE}!</p></div>", f"{MORE}!", "comments"),
    pytest.param(f"<div><p>{MORE}!</p><form><input></form></div>", f"{MORE}!", "form"),
]


@pytest.mark.parametrize(("part", "text"), KEPT)
def test_what_is_kept(part: str, text: str) -> None:
    article = page(
        f"<nav><a href=/>Hjem</a></nav><article><h1>Titel</h1>{TEXT}{part}{TEXT}</article>"
    )
    assert text in kept(article)


@pytest.mark.parametrize(("part", "text", "rule"), LEFT_OUT)
def test_what_is_left_out(part: str, text: str, rule: str) -> None:
    article = page(f"<article><h1>Titel</h1>{TEXT}{part}{TEXT}</article>")
    found = rule_of(article, text)
    assert found == rule
    assert found in REASONS
    assert text not in kept(article)
    assert PROSE in kept(article)


def test_the_lead_comes_back() -> None:
    lead = "En hylde på 80 centimeter ændrede tonen i en opgang på Østerbro."
    body = f"<header><h1>Titel</h1><p class='article-teaser'>{lead}</p></header><div>{TEXT}</div>"
    assert kept(page(f"<main>{body}</main>"))[:3] == ["Titel", lead, PROSE]


def test_what_the_page_states_comes_back() -> None:
    stated = '{"@type": "Recipe", "recipeIngredient": ["100 g smør", "2 æg"]}'
    side = "<aside><h2>Ingredienser</h2><ul><li>100 g smør</li><li>2 æg</li></ul></aside>"
    script = f"<script type='application/ld+json'>{stated}</script>"
    article = f"<main><h1>Kage</h1>{TEXT}</main>{side}"
    assert "2 æg" not in kept(page(article))
    assert "2 æg" in kept(page(article, script))
    assert "2 æg" not in kept(page(article, script.replace("[", "[[[")))


# -- the title ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        pytest.param("", f"<h1>Titel</h1>{TEXT}", "Titel", id="h1"),
        pytest.param(
            "<title>Titel | Sted</title>",
            f"<h1><a href=/>Sted</a></h1><article><h1>Titel</h1>{TEXT}</article>",
            "Titel",
            id="not the site's h1",
        ),
        pytest.param("<title>Titel | Sted</title>", TEXT, "Titel", id="title element"),
        pytest.param("<title>Titel - om to ting - Sted</title>", TEXT, "Titel - om to ting"),
        pytest.param(
            "<meta property='og:title' content='Mad – og vin'>"
            "<meta property='og:site_name' content='Sted'>",
            TEXT,
            "Mad – og vin",
            id="a dash that parts no site's name",
        ),
        pytest.param(
            "<title>Titel</title>", f"<div class=t>Titel</div>{TEXT}", "Titel", id="a div"
        ),
        pytest.param("", f"<h2>Titel</h2>{TEXT}", "Titel", id="the first heading"),
    ],
)
def test_the_title(head: str, body: str, expected: str) -> None:
    blocks = extract(page(body, head)).blocks
    assert [block.text for block in blocks if block.kind == "title"] == [expected]
    assert (blocks[0].text, blocks[0].level) == (expected, 0)
    assert [block.text for block in blocks].count(expected) == 1


def test_another_h1_becomes_a_section() -> None:
    html = page(f"<h1>Titel</h1>{TEXT}<h1>Mere</h1>{TEXT}", "<title>Titel</title>")
    assert [shape(block) for block in extract(html).blocks if block.kind == "heading"] == [
        ("heading", "Mere", 2, None)
    ]


# -- laws and robustness -----------------------------------------------------------------------

DEEP = 10_000
HARD = {
    "no text": "",
    "white space": " \n ",
    "only comments": "<!-- a --><!-- b -->",
    "empty body": "<html><body></body></html>",
    "no html element": f"{TEXT}",
    "text in body": page(f"{PROSE}<br><br>{MORE}"),
    "body after the end": f"<html><head></head></html><body>{TEXT}</body>",
    "frames": f"<frameset><frame src=a><noframes><p>{PROSE}</p></noframes></frameset>",
    "NUL": page(f"<p>{PROSE}\0</p>{TEXT}"),
    "lone surrogate": page(f"<p>\ud800 {PROSE}</p>"),
    "only markup": "<" * 50_000,
    "deep divs": page("<div>" * DEEP + PROSE),
    "deep text": page(f"<div>{PROSE}" * DEEP),
    "deep inline": page("<p>" + "<b>a " * DEEP),
    "deep lists": page("<ul><li>a" * DEEP),
    "deep tables": page("<table><tr><td>a" * 4_000),
    "one paragraph of a megabyte": page(f"<p>{PROSE * 14_000}</p>"),
    "a megabyte of inline elements": page("<p>" + "<b>kunde</b> <i>x</i> " * 40_000),
    "many breaks": page("a<br>" * 50_000),
    "many links": page("<nav>" + "<a href=/a>a</a>" * 50_000 + f"</nav>{TEXT}"),
    "many cells": page("<table><tr>" + "<td>a" * 50_000),
}


@pytest.mark.parametrize("name", HARD)
def test_hard_pages_take_little_time_and_lose_no_text(name: str) -> None:
    html = HARD[name]
    start = time.process_time()
    document = extract(html)
    assert time.process_time() - start < 5
    raw = raw_blocks(html)
    assert replay(raw, document.history) == document.blocks
    assert PROSE in "\n".join(block.text for block in document.blocks) or PROSE not in html
    assert len(raw) == DEEP or name != "deep text"


def test_xhtml_with_an_encoding_in_its_declaration() -> None:
    declaration = '<?xml version="1.0" encoding="iso-8859-1"?>\n'
    assert PROSE in kept(
        f'{declaration}<html xmlns="http://www.w3.org/1999/xhtml"><p>{PROSE}</p></html>'
    )


@pytest.mark.parametrize("part", [case.values[0] for case in [*KEPT, *LEFT_OUT]])
def test_every_block_is_kept_or_accounted_for(part: str) -> None:
    html = page(f"<h1>Titel</h1>{TEXT}{part}{TEXT}", "<title>En anden | Sted</title>")
    document = extract(html)
    raw = raw_blocks(html)
    assert replay(raw, document.history) == document.blocks
    removed = [change for change in document.history if isinstance(change, Removal)]
    assert len(document.blocks) + len(removed) == len(raw)


def test_an_empty_page_gives_an_empty_document() -> None:
    assert extract("<html><head><title>Titel</title></head><body></body></html>") == Document(())


# -- what is HTML ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!DOCTYPE html><p>a", True),
        ("\ufeff\n <!-- a --><HTML lang=da>", True),
        ('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">', True),
        ("<body>a", True),
        ("<style>p { color: red }</style>", True),
        ("<div class='a'><p>Tekst</p></div>", True),
        ("<p>Tekst</p>\n<p>Mere</p>", True),
        ("", False),
        ("Titel\n\nMed <b> skriver man fedt.", False),
        ("<b> er en tag, som skriver fedt.", False),
        ("<p> begynder et afsnit. " + PROSE * 9, False),
        ("<navn> skrev til os.\n" + PROSE, False),
        ("3 < 4 og 5 > 4", False),
        ("# Titel\n\n<div>\n\nMarkdown\n\n</div>", False),
    ],
)
def test_is_html(text: str, expected: bool) -> None:
    assert is_html(text) is expected


# -- encodings ---------------------------------------------------------------------------------

DANISH = "Blåbærgrød på øen er sød, og æblerne koster 5 € – »billigt«."
PLAIN = "Blåbærgrød på øen er sød, og æblerne er gode."


@pytest.mark.parametrize(
    ("data", "charset", "expected"),
    [
        pytest.param(DANISH.encode(), None, DANISH, id="UTF-8"),
        pytest.param(DANISH.encode("utf-8-sig"), "iso-8859-1", DANISH, id="UTF-8 with a mark"),
        pytest.param(DANISH.encode("utf-16"), None, DANISH, id="UTF-16 with a mark"),
        pytest.param(DANISH.encode("utf-16-le"), None, DANISH, id="UTF-16 without"),
        pytest.param(DANISH.encode("utf-32"), None, DANISH, id="UTF-32 with a mark"),
        pytest.param(DANISH.encode("cp1252"), None, DANISH, id="windows-1252, nothing said"),
        pytest.param(DANISH.encode("cp1252"), "utf-8", DANISH, id="said to be UTF-8"),
        pytest.param(DANISH.encode("cp1252"), "ISO-8859-1", DANISH, id="said to be Latin 1"),
        pytest.param(PLAIN.encode("cp850"), None, PLAIN, id="DOS"),
        pytest.param(PLAIN.encode("mac_roman"), None, PLAIN, id="Mac"),
        pytest.param("Čapek".encode("iso8859-2"), "latin2", "Čapek", id="the header says"),
        pytest.param("Čapek".encode("iso8859-2"), "no-such", "Èapek", id="an unknown label"),
        pytest.param(DANISH.encode(), "iso-8859-1", DANISH, id="valid UTF-8 wins"),
        pytest.param(
            f"<meta charset='iso-8859-1'>{DANISH}".encode("cp1252"),
            None,
            f"<meta charset='iso-8859-1'>{DANISH}",
            id="meta",
        ),
        pytest.param(
            f"<meta http-equiv=x content='text/html; charset=utf-16'>{DANISH}".encode(),
            None,
            f"<meta http-equiv=x content='text/html; charset=utf-16'>{DANISH}",
            id="UTF-16 in a meta",
        ),
        pytest.param(
            "<?xml version='1.0' encoding='iso-8859-2'?>Č".encode("iso8859-2"),
            None,
            "<?xml version='1.0' encoding='iso-8859-2'?>Č",
            id="XML declaration",
        ),
        pytest.param(
            DANISH.encode() * 9 + b"\xe6", None, DANISH * 9 + "\ufffd", id="one broken character"
        ),
        pytest.param(b"a\x81b", "windows-1252", "a\x81b", id="a byte that Python leaves undefined"),
        pytest.param(b"a\0b", None, "ab", id="a NUL"),
        pytest.param(b"", None, "", id="nothing"),
    ],
)
def test_decode(data: bytes, charset: str | None, expected: str) -> None:
    assert decode(data, charset) == expected


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, id="picture"),
        pytest.param(b"PK\x03\x04" + b"\x14\x00\x00\x08" * 99, id="archive"),
        pytest.param(b"\0" * 99, id="zeroes"),
    ],
)
def test_what_is_not_text(data: bytes) -> None:
    with pytest.raises(ValueError, match="not text: "):
        decode(data)


def test_a_large_file_takes_little_time() -> None:
    start = time.monotonic()
    assert len(decode(b"a" * 50_000_000 + b"\xe5")) == 50_000_001
    assert time.monotonic() - start < 10
