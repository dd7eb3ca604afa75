"""The guides as the project's editorial plan has them: all there, titled, and right in figures."""

import re

import pytest

from tests.conftest import LANGUAGES, ROOT
from tools.project import load_project

PROJECT = load_project(ROOT)
SECTIONS = {
    "basics": [
        "customer-loyalty",
        "satisfaction-vs-loyalty",
        "customer-retention",
        "brand-loyalty",
        "value-of-loyalty",
    ],
    "programs": [
        "loyalty-programs",
        "points-and-rewards",
        "coupons-and-offers",
        "trade-in-financing-warranty",
        "free-trial",
    ],
    "service": [
        "customer-service",
        "complaint-handling",
        "personal-recognition",
        "personalization",
        "customer-communication",
    ],
    "advocacy": ["word-of-mouth", "churn", "competition-and-switching"],
    "measure": [
        "customer-surveys",
        "retention-calculator",
        "clv-calculator",
        "nps-calculator",
        "program-breakeven-calculator",
    ],
    "practice": ["loyalty-by-industry"],
}
GUIDES = [f"{section}/{slug}" for section, slugs in SECTIONS.items() for slug in slugs]


def number(value: float, locale: str, decimals: int = 0) -> str:
    """A number as the language writes it: 2.400,5 in Danish and Indonesian, 2 400,5 in Norwegian.

    Norwegian sets a space from five figures on, and may from four.
    """
    text = f"{abs(value):,.{decimals}f}"
    separator = "[\u00a0]?" if locale == "no" else r"\."
    whole, _, fraction = text.partition(".")
    sign = "−" if value < 0 else ""
    return sign + whole.replace(",", separator) + (f",{fraction}" if fraction else "")


def retention_figures() -> list[tuple[float, int]]:
    start, new, end = 1200, 300, 1140
    lost = start - (end - new)
    churn = lost / start
    return [
        (100 * (end - new) / start, 1),
        (lost, 0),
        (1 / churn, 2),
        (100 * (1 - (1 - churn) ** (1 / 12)), 2),
        (100 * (1 - (1 - 0.03) ** 12), 1),
        (100 * 420 / 1050, 1),
        (100 * (500_000 - 20_000 - 10_000) / 500_000, 1),
        (100 * (500_000 - 20_000 - 10_000 + 25_000) / 500_000, 1),
    ]


def clv_figures(locale: str) -> list[tuple[float, int]]:
    margin, kept, discount = {
        "da": (900, 0.80, 0.10),
        "no": (1200, 0.75, 0.05),
        "id": (1_500_000, 0.70, 0.12),
    }[locale]
    existing = margin * kept / (1 + discount - kept)
    return [(existing, 0), (existing + margin, 0), (margin / (1 - kept), 0)]


def nps_figures() -> list[tuple[float, int]]:
    def margin(promoters: int, detractors: int, answers: int) -> float:
        p, q = promoters / answers, detractors / answers
        return float(196 * (((p + q) - (p - q) ** 2) / answers) ** 0.5)

    share = 156 / 200
    return [
        (margin(90, 40, 200), 1),
        (margin(22, 10, 50), 1),
        (100 * share, 0),
        (196 * (share * (1 - share) / 200) ** 0.5, 1),
    ]


def breakeven_figures(locale: str) -> list[tuple[float, int]]:
    spend, gross, rate, redeemed, cost, fixed, members = {
        "da": (2000, 0.40, 0.05, 0.70, 0.60, 60_000, 1500),
        "no": (3000, 0.45, 0.03, 0.80, 1.00, 90_000, 2000),
        "id": (2_400_000, 0.30, 0.02, 0.60, 0.75, 36_000_000, 1000),
    }[locale]
    points = rate * redeemed * cost
    uplift = (points + fixed / (members * spend)) / (gross - points)
    return [(100 * points, 2), (100 * uplift, 1), (spend * uplift, 0)]


def offer_figures() -> list[tuple[float, int]]:
    cuts = [(0.10, 0.40), (0.20, 0.50), (0.15, 0.30)]
    pairs = [(0.70, 2), (0.80, 2)]
    extra = [(100 * cut / (margin - cut), 1) for cut, margin in cuts[:2]]
    return extra + [(margin / (2 * margin - 1), decimals) for margin, decimals in pairs]


FIGURES = [
    *(("measure/retention-calculator", locale, retention_figures()) for locale in LANGUAGES),
    *(("measure/clv-calculator", locale, clv_figures(locale)) for locale in LANGUAGES),
    *(("measure/nps-calculator", locale, nps_figures()) for locale in LANGUAGES),
    *(
        ("measure/program-breakeven-calculator", locale, breakeven_figures(locale))
        for locale in LANGUAGES
    ),
    *(("programs/coupons-and-offers", locale, offer_figures()) for locale in LANGUAGES),
    *(("programs/points-and-rewards", locale, [(100 / 11, 1)]) for locale in LANGUAGES),
    *(("measure/customer-surveys", locale, [(100 * 6.9 / 9, 1), (9.8, 1)]) for locale in LANGUAGES),
]


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_language_has_every_guide(locale: str) -> None:
    guides = {page.slug for page in PROJECT.pages if page.locale == locale and page.is_guide}
    assert guides == set(GUIDES)


def test_the_navigation_has_the_guides_in_their_order() -> None:
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    listed = re.findall(r"^      - ([\w-]+/[\w-]+)\.md$", config, re.MULTILINE)
    assert [slug for slug in listed if slug in GUIDES] == GUIDES


@pytest.mark.parametrize(("slug", "locale", "figures"), FIGURES)
def test_the_worked_examples_are_right(
    slug: str, locale: str, figures: list[tuple[float, int]]
) -> None:
    text = " ".join(passage.text for passage in PROJECT.by_place[slug, locale].passages)
    for value, decimals in figures:
        written = number(value, locale, decimals)
        # A whole figure may stand without its decimals: 70 % for 70,0 %.
        short = written.removesuffix("," + "0" * decimals) if decimals else written
        pattern = rf"(?<![\d,])(?:{written}|{short})(?![\d]|,\d)"
        assert re.search(pattern, text), f"{written} is not on {slug} in {locale}"


@pytest.mark.parametrize("slug", GUIDES)
def test_a_guide_cites_the_same_in_every_language(slug: str) -> None:
    """National law and national surveys apart, the facts are the same."""
    national = re.compile(
        "forbru|markedsforingsloven|uu-|hari-|icsa|epsi|norsk-|lojalitetsb|gdpr|direktiv|konkurranse"
        "|dorotic"
    )
    cited = {
        locale: {
            key
            for passage in PROJECT.by_place[slug, locale].passages
            for key in passage.citations
            if not national.match(key)
        }
        for locale in LANGUAGES
    }
    assert cited["da"] == cited["id"] == cited["no"]
