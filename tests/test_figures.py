"""The figures: drawn once, right in every language, and nothing of them beyond their frame."""

import re
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page

from tests.conftest import LANGUAGES, ROOT
from tools.embeds import marks
from tools.figures import DRAWINGS, figure
from tools.figures.break_even import example
from tools.figures.discount_volume import extra_volume
from tools.figures.margin_of_error import margin_of_error
from tools.figures.retention_curve import CHURN, YEARS, left_after
from tools.language import Language
from tools.numbers import decimal, percent
from tools.project import load_project

PROJECT = load_project(ROOT)
every_language = pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
every_figure = pytest.mark.parametrize("name", DRAWINGS)

# What is wrong with a page's drawings: texts beyond the drawing, on each other, or beyond the box
# that they stand in. A pixel is the roundness of letters.
FAULTS = """
() => [...document.querySelectorAll("[data-figure]")].flatMap((figure) => {
  const svg = figure.querySelector("svg");
  const edges = (element) => element.getBoundingClientRect();
  const within = (inner, outer) =>
    inner.left >= outer.left - 1 && inner.right <= outer.right + 1;
  const frame = edges(svg);
  const boxes = [...svg.querySelectorAll("rect")].map(edges);
  const texts = [...svg.querySelectorAll("text")].map((text) => [text.textContent, edges(text)]);
  return texts.flatMap(([words, one], place) => [
    ...(within(one, frame) && one.top >= frame.top - 1 && one.bottom <= frame.bottom + 1
      ? [] : [`beyond the drawing: ${words}`]),
    ...boxes
      .filter((box) => {
        const [x, y] = [(one.left + one.right) / 2, (one.top + one.bottom) / 2];
        return box.left < x && x < box.right && box.top < y && y < box.bottom && !within(one, box);
      })
      .map(() => `beyond its box: ${words}`),
    ...texts
      .slice(place + 1)
      .filter(([, other]) =>
        one.left < other.right - 1 && other.left < one.right - 1 &&
        one.top < other.bottom - 2 && other.top < one.bottom - 2)
      .map(([other]) => `on each other: ${words} | ${other}`),
  ]);
})
"""
# Brings the drawings of pages, which stand in the same place on each, together on one.
GATHER = """
async (pages) => {
  const answers = await Promise.all(pages.map((page) => fetch(page)));
  const texts = await Promise.all(answers.map((answer) => answer.text()));
  const figures = texts.flatMap((text) =>
    [...new DOMParser().parseFromString(text, "text/html").querySelectorAll("[data-figure]")]);
  const [first, ...others] = document.querySelectorAll("[data-figure]");
  for (const other of others) other.remove();
  first.replaceWith(...figures);
  return document.querySelectorAll("[data-figure]").length;
}
"""


def drawn(name: str, language: Language) -> ElementTree.Element:
    return ElementTree.fromstring(figure(name, language))


def texts(element: ElementTree.Element) -> list[str]:
    """The texts of a drawing, each on one line."""
    return [" ".join(text.itertext()) for text in element.iter("text")]


@every_figure
@every_language
def test_a_figure_says_what_it_shows_once(language: Language, name: str) -> None:
    words = language.figures[name]
    svg, caption = drawn(name, language)
    assert (svg.get("role"), svg.get("aria-label")) == ("img", words["description"])
    assert caption.text == words["caption"]
    # Two figures may stand on a page.
    assert not [element for element in svg.iter() if element.get("id")]


@every_figure
@every_language
def test_every_word_of_a_figure_is_drawn(language: Language, name: str) -> None:
    labels = {**language.figures[name]}
    del labels["caption"], labels["description"]
    shown = " | ".join(texts(drawn(name, language)))
    for key, label in labels.items():
        for part in re.split(r"\{\w+\}", label):
            assert part.strip() in shown, key
    assert "{" not in shown


@every_figure
@every_language
def test_a_figure_is_light(language: Language, name: str) -> None:
    assert len(figure(name, language).encode()) <= 2500


@every_language
def test_every_figure_has_words_and_one_page(language: Language) -> None:
    assert language.figures.keys() == DRAWINGS.keys()
    pages = [page for page in PROJECT.pages if page.locale == language.locale]
    named = [mark.name for page in pages for mark in marks(page.body) if mark.kind == "figure"]
    assert sorted(named) == sorted(DRAWINGS)


def test_a_figure_that_there_is_none_of_is_refused() -> None:
    with pytest.raises(KeyError):
        figure("pie-chart", LANGUAGES["da"])


@every_language
def test_no_text_leaves_its_drawing_or_meets_another(
    shared_page: Page, home: str, language: Language
) -> None:
    slugs = [
        source.slug
        for source in PROJECT.pages
        if source.locale == language.locale and "data-figure" in source.body
    ]
    # What fits the narrowest phone fits any window: a drawing is the same at every size.
    shared_page.set_viewport_size({"width": 320, "height": 700})
    folder = f"{home}{language.path}"
    shared_page.goto(f"{folder}{slugs[0]}/")
    assert shared_page.evaluate(GATHER, [f"{folder}{slug}/" for slug in slugs]) == len(DRAWINGS)
    assert shared_page.evaluate(FAULTS) == []


@every_language
def test_the_retention_curve_is_that_of_the_formula(language: Language) -> None:
    kept = [decimal(100 * left_after(YEARS, churn), language, 1) for churn in CHURN]
    assert kept == ["59,0", "32,8", "16,8"]
    description = language.figures["retention-curve"]["description"]
    shown = " | ".join(texts(drawn("retention-curve", language)))
    for churn in CHURN:
        for share in (churn, left_after(YEARS, churn)):
            assert percent(share, language) in description
            assert percent(share, language) in shown


@pytest.mark.parametrize(
    ("locale", "zero", "at_5", "at_15"),
    [
        ("da", "10,8", -66_150, 47_550),
        ("no", "9,2", -106_200, 149_400),
        ("id", "8,2", -22_680_000, 47_160_000),
    ],
)
def test_the_break_even_is_that_of_the_worked_example(
    locale: str, zero: str, at_5: int, at_15: int
) -> None:
    language = LANGUAGES[locale]
    programme = example(language)
    assert decimal(100 * programme.break_even, language, 1) == zero
    assert [round(programme.result(uplift)) for uplift in (0.05, 0.15)] == [at_5, at_15]
    assert programme.result(programme.break_even) == pytest.approx(0, abs=1e-6)
    words = language.figures["break-even"]
    for uplift in (0, 0.2):
        amount = decimal(abs(programme.result(uplift)), language)
        assert amount in words["description"]
        assert amount in " | ".join(texts(drawn("break-even", language)))
    assert zero in words["caption"]
    # The dot lies on the zero line, as far along it as the uplift is of 20 per cent.
    svg = drawn("break-even", language)[0]
    [dot] = svg.iter("circle")
    [axis] = [path.get("d", "") for path in svg.iter("path") if path.get("class") == "axis"]
    start, level, end, _ = map(float, re.findall(r"[\d.]+", axis))
    along = (float(dot.get("cx", "")) - start) / (end - start)
    assert float(dot.get("cy", "")) == level
    assert 0.2 * along == pytest.approx(programme.break_even, abs=0.0005)


@every_language
def test_discounts_and_answers_are_those_of_the_formulas(language: Language) -> None:
    volumes = [percent(extra_volume(x, 0.4), language) for x in (0.1, 0.2, 0.3)]
    volumes.append(percent(extra_volume(0.3, 0.6), language))
    margins = ["±" + decimal(margin_of_error(answers), language, 1) for answers in (25, 100, 400)]
    assert margins == ["±19,6", "±9,8", "±4,9"]
    for name, values in (("discount-volume", volumes), ("margin-of-error", margins)):
        assert all(value in language.figures[name]["description"] for value in values)


@every_language
def test_the_bars_of_points_are_those_of_the_example(language: Language) -> None:
    words = language.figures["points-path"]
    each, threshold = int(words["points"]), int(words["threshold"])
    shown = texts(drawn("points-path", language))
    visits = next(n for n in range(1, 20) if n * each >= threshold)
    for visit in range(1, visits + 1):
        assert {str(visit), str(visit * each)} <= set(shown)
        assert str(visit * each) in words["description"]
    assert str((visits + 1) * each) not in shown
