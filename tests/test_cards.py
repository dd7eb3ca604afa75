"""Social cards: a picture of each page's title in its language, made by the build."""

import io
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from tests.conftest import LANGUAGES, SITE_URL
from tests.shelves import shelf
from tests.test_site import ADDRESSES, folder, parse
from tools.cards import CARD, SIZE, card, face, ground, layout, write_cards
from tools.language import Language

every_language = pytest.mark.parametrize("locale", LANGUAGES)
TITLES = {locale: [item.title for item in shelf(locale).items] for locale in LANGUAGES}
# As long as `tools check` lets a title be, with the longest words of their languages.
LONG = {
    "da": "Kundetilfredshedsundersøgelser – og hvad du gør, når ingen svarer",
    "id": "Mempertanggungjawabkan penyelenggaraan program – loyalitas pelanggan",
    "no": "Kundetilfredshetsundersøkelser – og hva du gjør når ingen vil svare",
}


@pytest.mark.parametrize(("language", "slug"), ADDRESSES)
def test_every_page_names_its_card(built: Path, language: Language, slug: str) -> None:
    place = built / "site" / language.path / folder(slug)
    page = parse(place / "index.html")
    (image,) = page.select('meta[property="og:image"]')
    assert image["content"] == f"{SITE_URL}{language.path}{folder(slug)}{CARD}"
    file = place / CARD
    assert file.stat().st_size < 20_000
    with Image.open(file) as picture:
        assert (picture.format, picture.size) == ("PNG", SIZE) == ("PNG", (1200, 630))


def test_another_build_makes_the_same_bytes(built: Path, tmp_path: Path) -> None:
    shelves = [shelf(locale) for locale in LANGUAGES]
    files = [file.relative_to(built / "site") for file in (built / "site").rglob(CARD)]
    for file in files:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    write_cards(tmp_path, shelves)
    assert len(files) == sum(map(len, TITLES.values()))
    for file in files:
        assert (tmp_path / file).read_bytes() == (built / "site" / file).read_bytes(), file


@pytest.mark.parametrize("weight", ["Regular", "Semibold"])
@every_language
def test_the_font_has_every_letter(locale: str, weight: str) -> None:
    def drawn(letter: str) -> bytes:
        return bytes(font.getmask(letter))

    font = face(weight, 40)
    own = shelf(locale)
    names = [own.site_name, *(name for name, _ in own.sections), *TITLES[locale]]
    alphabet = LANGUAGES[locale].alphabet
    letters = {*"".join(names), *alphabet, *alphabet.upper(), *"0123456789»«“”’–−×%?!&:;,.()\u00a0"}
    absent = drawn("\ufffe")  # no character: the font's sign for what it lacks
    assert absent
    assert [letter for letter in sorted(letters) if drawn(letter) == absent] == []


@every_language
def test_a_title_is_whole_and_in_its_box(locale: str) -> None:
    bare = ground(shelf(locale).site_name)
    for title in [*TITLES[locale], LONG[locale]]:
        size, lines = layout(title)
        assert " ".join(lines).replace("\u00a0", " ") == title
        assert not any(line.startswith("–") for line in lines)
        assert size >= 60, title  # 15 pixels where a card is shown as small as 300
        with Image.open(io.BytesIO(card(title, bare))) as picture:
            changed = ImageChops.difference(picture.convert("RGB"), bare.convert("RGB")).getbbox()
        assert changed
        left, top, right, bottom = changed
        assert left >= 70 and top >= 135 and right <= 1130 and bottom <= 450, title


def test_lines_are_even() -> None:
    assert layout("Navne, fødselsdage og kundedage")[1] == ["Navne, fødselsdage", "og kundedage"]


def test_different_titles_have_different_cards() -> None:
    bare = ground("Loyalitetshåndbogen")
    cards = sorted(card(title, bare) for title in {*TITLES["da"], *TITLES["no"]})
    assert all(one != other for one, other in pairwise(cards))


def test_an_article_names_its_section(built: Path) -> None:
    """A landing page does not, for it would say the same twice."""
    bare = ground("Loyalitetshåndbogen")
    for slug, differs in (("basics/", False), ("basics/customer-loyalty/", True)):
        (item,) = (item for item in shelf("da").items if item.page.folder == slug)
        made = (built / "site" / slug / CARD).read_bytes()
        assert (made != card(item.title, bare)) is differs
