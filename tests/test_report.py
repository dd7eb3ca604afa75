"""The report of a cleaning: what it tells of each line, and how it serves a reader."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import LANGUAGES, ROOT, Faults
from tests.labelled import load_labelled
from tools.document import Block, Document, Flag, Removal, Rewrite, retext
from tools.pipeline import clean
from tools.report import Entry, Totals, compare, make_section, show_signs, slug, write_report
from tools.steps.segmentation import segment

HOSTILE = '</script></style>"\'><img src="https://example.com/x" onerror="alert(1)">{{ 7*7 }}\u202e'


def blocks(*texts: str) -> tuple[Block, ...]:
    return tuple(Block(text, line, line) for line, text in enumerate(texts, start=1))


def entry(raw: tuple[Block, ...], document: Document, name: str = "a.txt") -> Entry:
    return Entry(name, "da", "da", raw, document)


def small() -> Entry:
    """A document with a line, or two, of everything that may happen to one."""
    raw = blocks("Stort", "Menu", "Som den er.", "En  to.", "Delt", "Delfoto", "linje.", "påHTs.")
    title, _, _, spaced, first, _, second, doubtful = raw
    titled = replace(title, kind="title")
    joined = Block("Delt linje.", 5, 7)
    history = (
        Removal("boilerplate removal", "da.menu", "row of menu entries", 1, raw[1]),
        Rewrite("normalisation", "spaces", "spaces", 2, (spaced,), (retext(spaced, "En to."),)),
        Removal("boilerplate removal", "da.photo-credit", "credit of a picture", 4, raw[5]),
        Flag("splices", "words", "may be two words", 5, doubtful),
        Rewrite("structure", "title", "a short line", 0, (title,), (titled,)),
        Rewrite("wrapping", "unwrap", "lines broken", 3, (first, second), (joined,)),
    )
    return entry(raw, Document(raw).apply(history))


def report(*entries: Entry) -> str:
    out = StringIO()
    write_report(entries, out)
    return out.getvalue()


def test_rows_tell_what_became_of_every_line() -> None:
    section = make_section(small(), Totals())
    told = [
        (row.fate, [line.number for line in row.lines], [note.verb for note in row.notes])
        for row in section.rows
    ]
    assert told == [
        ("marked", ["1"], ["marked"]),
        ("removed", ["2"], ["removed"]),
        ("unchanged", ["3"], []),
        ("rewritten", ["4"], ["rewritten"]),
        ("joined", ["5", "6", "7"], ["removed", "joined"]),
        ("unchanged", ["8"], ["flagged"]),
    ]
    joined = section.rows[4]
    assert [line.gone for line in joined.lines] == [False, True, False]
    assert [note.lines for note in joined.notes] == ["6", "5–7"]
    assert section.rows[1].notes[0].group == "navigation"
    assert section.counts == {
        "marked": 1,
        "removed": 2,
        "unchanged": 2,
        "rewritten": 1,
        "joined": 2,
        "flagged": 1,
    }


def test_totals_are_the_sums_over_the_documents() -> None:
    soup = BeautifulSoup(report(small(), small()), "html.parser")
    sums = [" ".join(chip.stripped_strings) for chip in soup.select(".sums button")]
    assert sums == [
        "4 unchanged",
        "2 marked",
        "2 rewritten",
        "4 joined",
        "4 removed",
        "2 flagged",
    ]
    chips = [" ".join(chip.stripped_strings) for chip in soup.select("#rules .group")]
    assert chips == [
        "media 2",
        "navigation 2",
        "normalisation 2",
        "splices 2",
        "structure 2",
        "wrapping 2",
    ]
    links = [link["href"] for link in soup.select("#documents a")]
    assert links == ["#stort", "#stort-2"]
    assert [section["id"] for section in soup.select("section")] == ["stort", "stort-2"]


def test_what_a_step_adds_stands_where_it_was_added() -> None:
    raw = blocks("Først.", "Sidst.")
    added = Block("Titel", 1, 1, "title")
    rough = retext(added, "Titel ")
    history = (
        Rewrite("extraction", "title", "the head's title", 0, (), (rough,)),
        Rewrite("normalisation", "spaces", "spaces", 0, (rough,), (added,)),
        Rewrite("extraction", "end", "an end", 3, (), (Block("Slut", 2, 2),)),
    )
    section = make_section(entry(raw, Document(raw).apply(history)), Totals())
    told = [(row.fate, len(row.lines), row.segments[0][1]) for row in section.rows]
    assert told == [
        ("added", 0, "Titel"),
        ("unchanged", 1, "Først."),
        ("unchanged", 1, "Sidst."),
        ("added", 0, "Slut"),
    ]
    assert len(section.rows[0].notes) == 2
    assert section.counts == {"added": 2, "unchanged": 2}


def test_a_flag_on_what_is_removed_asks_for_nothing() -> None:
    raw = blocks("deltaInfo", "Tekst.")
    history = (
        Flag("splices", "words", "may be two words", 0, raw[0]),
        Removal("boilerplate removal", "between", "a label", 0, raw[0]),
    )
    section = make_section(entry(raw, Document(raw).apply(history)), Totals())
    assert section.counts == {"removed": 1, "unchanged": 1}
    assert [note.verb for note in section.rows[0].notes] == ["flagged", "removed"]
    assert "flagged" not in section.rows[0].tags.split()


def test_several_changes_on_a_block_are_told_in_their_order() -> None:
    raw = blocks("a ,b", "c")
    steps = ["a ,b", "a, b", "a, b!"]
    history = [
        Rewrite("x", f"rule-{n}", "why", 0, (retext(raw[0], old),), (retext(raw[0], new),))
        for n, (old, new) in enumerate(pairwise(steps))
    ]
    row = make_section(entry(raw, Document(raw).apply(history)), Totals()).rows[0]
    assert [note.rule for note in row.notes] == ["rule-0", "rule-1"]
    assert "".join(text for what, text in row.segments if what != "ins") == "a ,b"
    assert "".join(text for what, text in row.segments if what != "del") == "a, b!"


def test_a_history_that_does_not_fit_is_an_error() -> None:
    raw = blocks("Et", "To")
    document = Document(raw).apply([Removal("x", "y", "z", 0, raw[0])])
    with pytest.raises(ValueError, match=r"^a\.txt: y: does not fit block 0$"):
        report(entry(raw[1:], document))
    with pytest.raises(ValueError, match="does not lead to its blocks"):
        report(entry(raw, Document(raw[:1])))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("ens", "ens", [("same", "ens")]),
        ("et to tre", "et 2 tre", [("same", "et "), ("del", "to"), ("ins", "2"), ("same", " tre")]),
        ("et to", "1 2", [("del", "et to"), ("ins", "1 2")]),
        ("et  to", "et to", [("same", "et "), ("del", " "), ("same", "to")]),
        ("et\nto", "et to", [("same", "et"), ("del", "\n"), ("same", " to")]),
        ("pris: 9", "pris:  9", [("same", "pris: "), ("ins", " "), ("same", "9")]),
        ("- vare", "vare", [("del", "- "), ("same", "vare")]),
        ("Ã¥r", "år", [("del", "Ã¥r"), ("ins", "år")]),
    ],
)
def test_texts_are_compared_word_by_word(
    old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    assert list(compare(old, new)) == expected


def test_long_texts_are_compared_without_delay() -> None:
    old, new = "a b c " * 20_000, "c b a " * 20_000
    segments = compare(old, new)
    assert "".join(text for what, text in segments if what != "ins") == old
    assert "".join(text for what, text in segments if what != "del") == new


def test_signs_stand_for_what_is_not_seen() -> None:
    assert show_signs("a\u00adb\u200bc\u00a0d\n") == "a[shy]b[U+200B]c[nbsp]d↵"
    assert show_signs("  ") == "␣␣"
    assert show_signs("et ord") == "et ord"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Æbler, øl og å", "aebler-oel-og-aa"),
        ("A\u030agot", "aagot"),
        ("Café à la carte", "cafe-a-la-carte"),
        ("sources/da/004_ba77.txt", "sources-da-004-ba77-txt"),
        (HOSTILE, "script-style-img-src-https-example-com-x-onerror-alert-1-7"),
        ("x" * 59 + " y", "x" * 59),
        ("忠誠!", "document"),
        ("", "document"),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    assert slug(text) == expected
    assert len(slug(text)) <= 60


def test_ids_are_unique() -> None:
    totals = Totals()
    ids = [totals.id(title) for title in ("Totals", "a", "a", "a 2", "a", "x" * 99, "x" * 99)]
    assert ids == ["totals-2", "a", "a-2", "a-2-2", "a-3", "x" * 60, "x" * 58 + "-2"]


def test_hostile_text_stays_text() -> None:
    raw = blocks(HOSTILE, f"{HOSTILE} a", HOSTILE)
    titled = replace(raw[0], kind="title")
    history = (
        Rewrite(HOSTILE, HOSTILE, HOSTILE, 0, raw[:1], (titled,)),
        Rewrite(HOSTILE, HOSTILE, HOSTILE, 1, raw[1:2], (retext(raw[1], f"{HOSTILE} b"),)),
        Removal(HOSTILE, HOSTILE, HOSTILE, 2, raw[2]),
    )
    hostile = Entry(HOSTILE, HOSTILE, HOSTILE, raw, Document(raw).apply(history))
    page = report(hostile, hostile)
    harmless = report(small(), small())
    soup = BeautifulSoup(page, "html.parser")
    assert soup.find("img") is None
    assert len(soup.find_all(["script", "style"])) == 2
    assert soup.script == BeautifulSoup(harmless, "html.parser").script
    names = {name for element in soup.find_all(True) for name in element.attrs}
    assert not {name for name in names if name.startswith("on")}
    assert soup.select_one("h2 a").text == HOSTILE  # type: ignore[union-attr]
    assert soup.select_one("td.raw")["lang"] == HOSTILE  # type: ignore[index]


def test_the_same_documents_give_the_same_report_as_they_come() -> None:
    out = StringIO()
    lengths: list[int] = []

    def entries() -> Iterator[Entry]:
        for _ in range(3):
            lengths.append(len(out.getvalue()))
            yield small()

    write_report(entries(), out)
    assert out.getvalue() == report(small(), small(), small())
    assert lengths == sorted(set(lengths))  # each is written before the next is asked for


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_line_is_told_once_and_the_clean_text_is_whole(locale: str) -> None:
    for labelled in load_labelled("dev", locale):
        raw = segment(labelled.raw).blocks
        document = clean(labelled.raw, LANGUAGES[locale])
        rows = make_section(entry(raw, document), Totals()).rows
        assert [line.text for row in rows for line in row.lines] == [block.text for block in raw]
        told = ["".join(text for what, text in row.segments if what != "del") for row in rows]
        whole = "\n".join(text for text, row in zip(told, rows, strict=True) if row.kinds)
        assert whole == "\n".join(block.text for block in document.blocks)


def test_a_report_of_nothing_says_so() -> None:
    assert "No document was cleaned." in report()


def test_a_report_weighs_little_and_asks_for_nothing() -> None:
    source = next((ROOT / "sources/id").glob("*.txt")).read_text("utf-8-sig")
    cleaned = clean(source, LANGUAGES["id"])
    page = report(Entry("a.txt", "id", "id", segment(source).blocks, cleaned))
    assert len(page.encode()) < 100_000
    assert not re.search(r"https?://|url\(|@import|\bsrc=", page)


# -- in the browser -----------------------------------------------------------------------------


@pytest.fixture
def written(tmp_path: Path) -> str:
    """The address of a report of two documents, of which one has nothing but removals."""
    raw = blocks("Menu", "x" * 300)
    document = Document(raw).apply(
        Removal("boilerplate removal", "da.menu", "row of menu entries", 0, block) for block in raw
    )
    file = tmp_path / "report.html"
    with file.open("w", encoding="utf-8") as out:
        write_report([small(), entry(raw, document, "b" * 200 + ".txt")], out)
    return file.as_uri()


@pytest.fixture
def reading(context: BrowserContext, written: str) -> Iterator[Page]:
    """The report in a browser; a console error or a request fails the test."""
    page = context.new_page()
    faults = Faults()
    faults.watch(page, written)
    page.goto(written)
    yield page
    page.close()
    assert faults == []


def shown(page: Page) -> list[str]:
    return page.locator("tbody tr:visible .raw").all_inner_texts()


def test_a_rule_shows_its_rows_alone(reading: Page) -> None:
    rows = len(shown(reading))
    photo = reading.get_by_role("button", name="da.photo-credit 1")
    expect(photo).to_have_attribute("aria-pressed", "false")
    photo.focus()
    reading.keyboard.press("Enter")
    expect(photo).to_have_attribute("aria-pressed", "true")
    assert photo.evaluate("button => getComputedStyle(button).outlineStyle") == "solid"
    assert len(shown(reading)) == 1
    assert "Delfoto" in shown(reading)[0]
    expect(reading.get_by_role("status")).to_have_text("1 of 8 rows in 1 of 2 documents")
    other = reading.locator("section.document").nth(1)
    expect(other.locator("h2")).to_be_visible()
    expect(other.locator("table")).to_be_hidden()
    reading.get_by_role("button", name="da.menu 3").click()
    assert len(shown(reading)) == 4  # those of either rule
    reading.get_by_role("button", name="Show all").click()
    assert len(shown(reading)) == rows
    expect(photo).to_have_attribute("aria-pressed", "false")


def test_a_group_and_a_fate_filter_too(reading: Page) -> None:
    navigation = reading.get_by_role("button", name="navigation 3")
    navigation.click()
    assert len(shown(reading)) == 3
    navigation.click()
    reading.get_by_role("button", name="1 flagged").click()
    assert len(shown(reading)) == 1


def test_only_changes_leaves_out_what_is_as_it_was(reading: Page) -> None:
    only = reading.get_by_role("button", name="Only changes")
    only.click()
    expect(only).to_have_attribute("aria-pressed", "true")
    texts = " ".join(shown(reading))
    assert "Som den er." not in texts
    assert "påHTs." in texts  # flagged
    only.click()
    assert "Som den er." in " ".join(shown(reading))


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_report_is_no_wider_than_the_window(reading: Page, width: int) -> None:
    reading.set_viewport_size({"width": width, "height": 700})
    assert reading.evaluate("document.documentElement.scrollWidth") <= width
    # What sticks out of a section is cut off, and does not make the page wider.
    ends = "parts => Math.max(...parts.map(part => part.getBoundingClientRect().right))"
    assert reading.locator("h2, td, td *, button").evaluate_all(ends) <= width


# Each text's contrast with the ground that it is on, by WCAG 2.2; a canvas gives any color as sRGB.
_CONTRASTS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = color => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const luminance = color => [...rgba(color)].slice(0, 3)
    .map(value => value / 255)
    .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = element => {
    const color = getComputedStyle(element).backgroundColor;
    return rgba(color)[3] ? color : ground(element.parentElement);
  };
  const texts = [...document.body.querySelectorAll("*")].filter(element =>
    element.checkVisibility() &&
    [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
  return texts.map(element => {
    const [dark, light] = [getComputedStyle(element).color, ground(element)]
      .map(luminance).sort((a, b) => a - b);
    return [(light + 0.05) / (dark + 0.05), element.outerHTML.slice(0, 80)];
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_in_both_schemes(reading: Page, scheme: str) -> None:
    reading.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    reading.get_by_role("button", name="1 flagged").click()
    reading.get_by_role("button", name="2 joined").click()
    contrasts = reading.evaluate(_CONTRASTS)
    reading.get_by_role("button", name="Show all").click()
    contrasts += reading.evaluate(_CONTRASTS)
    assert len(contrasts) > 80
    assert [found for found in contrasts if found[0] < 4.5] == []


def test_in_print_signs_stand_for_the_colours(reading: Page) -> None:
    reading.emulate_media(media="print")
    expect(reading.get_by_role("button", name="Only changes")).to_be_hidden()
    sign = "element => getComputedStyle(element, '::before').content"
    assert "[−" in reading.locator(".clean del").first.evaluate(sign)
    expect(reading.locator("#rules ul").first).to_be_visible()


def test_without_javascript_all_is_there(browser: Browser, written: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(written)
    expect(page.locator("tbody tr").first).to_be_visible()
    expect(page.locator(".sums")).to_be_visible()
    expect(page.get_by_role("button", name="Only changes")).to_be_hidden()
    page.get_by_role("link", name="Totals and contents").click()
    expect(page.locator("#totals")).to_be_in_viewport()
    context.close()
