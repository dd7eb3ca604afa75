"""Social cards: the picture that chats and social media show beside a link to a page.

A card is drawn in places of a palette rather than in colours. The palette is two ramps from the
ground's colour, to the paper's and to the gift's, so that blending places, as smooth edges do,
blends colours; and so few colours are soon packed into few kilobytes.
"""

import io
import zlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont

from tools.exports import Shelf

CARD = "card.png"
SIZE = (1200, 630)
_GROUND, _PAPER, _GIFT = map(ImageColor.getrgb, ("#0b5d4e", "#fdfcf8", "#f3a084"))
# Places in the palette: either ramp has six, for more would cost bytes and not be seen.
_MUTED_INK, _INK, _GIFT_GROUND, _GIFT_INK = 4, 5, 6, 11
_LEFT = 80
# The title's box in pixels, and the distance of its lines in sizes of the font.
_TOP, _WIDTH, _HEIGHT, _LEADING = 148, 1040, 274, 1.12
_LARGEST, _SMALLER = 104.0, 0.92
# The mark, as overrides/assets/mark.svg has it: a stamp card whose last stamp is the gift.
_STAMPS = [(x, y) for y in (11.5, 20.5) for x in (7.5, 16.0, 24.5)]
_RADIUS = 3.3
# Where its drawing begins, and how many pixels a unit of it is.
_MARK, _UNIT = (939, 417), 6.5
_FINE = 4  # circles are drawn so much larger, then reduced, which smooths their edges


def write_cards(site: Path, shelves: Sequence[Shelf]) -> None:
    """Writes a card beside every page of the built site."""
    with ThreadPoolExecutor() as pool:  # packing is most of the work, and uses all processors
        for _ in pool.map(_write, *zip(*_jobs(site, shelves), strict=True)):
            pass  # what a thread raised is raised here


def _write(path: Path, title: str, on: Image.Image) -> None:
    path.write_bytes(card(title, on))


def _jobs(site: Path, shelves: Sequence[Shelf]) -> Iterator[tuple[Path, str, Image.Image]]:
    for shelf in shelves:
        home = site / shelf.language.path
        bare = ground(shelf.site_name)
        for name, items in shelf.sections:
            named = bare.copy()
            _write_line(named, 108, name, "Regular", 42, _MUTED_INK)
            for item in items:
                path = home / item.url.removeprefix(shelf.url) / CARD
                yield path, item.title, named if item.page.is_article else bare


def ground(site_name: str) -> Image.Image:
    """What the cards of a language have in common: the handbook's name and the mark."""
    image = Image.new("P", SIZE)
    image.putpalette(
        [
            round(here + (there - here) * step / _INK)
            for colour in (_PAPER, _GIFT)
            for step in range(_INK + 1)
            for here, there in zip(_GROUND, colour, strict=True)
        ]
    )
    _write_line(image, 572, site_name, "Semibold", 46, _INK)
    side = round(2 * _RADIUS * _UNIT)
    circle = Image.new("L", (side * _FINE, side * _FINE))
    ImageDraw.Draw(circle).ellipse((0, 0, side * _FINE - 1, side * _FINE - 1), fill=255)
    circle = circle.reduce(_FINE)
    for x, y in _STAMPS:
        left = round(_MARK[0] + (x - _RADIUS) * _UNIT)
        top = round(_MARK[1] + (y - _RADIUS) * _UNIT)
        image.paste(_INK, (left, top), circle)
    image.paste(_GIFT_GROUND, (left, top, left + side, top + side))
    image.paste(_GIFT_INK, (left, top), circle)
    return image


def card(title: str, on: Image.Image) -> bytes:
    """A title on its ground, as PNG."""
    image = on.copy()
    size, lines = layout(title)
    for number, line in enumerate(lines):
        baseline = _TOP + round(size * (0.8 + number * _LEADING))
        _write_line(image, baseline, line, "Semibold", size, _INK)
    file = io.BytesIO()
    # What there is to pack is runs of one colour; to look for more takes longer.
    image.save(file, "PNG", compress_level=1, compress_type=zlib.Z_RLE)
    return file.getvalue()


def layout(title: str) -> tuple[float, list[str]]:
    """The largest size in pixels at which a title fits, and its lines, as even as can be.

    No word is divided, and no line begins with a dash.
    """
    words = title.replace(" –", "\u00a0–").split(" ")
    size = _LARGEST
    while not _fits(lines := _wrapped(words, _WIDTH / size), size):
        size *= _SMALLER
    # The narrowest column that needs no more lines.
    column = bisect_left(
        range(_WIDTH), -len(lines), key=lambda width: -len(_wrapped(words, width / size))
    )
    return size, _wrapped(words, column / size)


def _fits(lines: Sequence[str], size: float) -> bool:
    widest = max(map(_length, lines))
    return widest * size <= _WIDTH and len(lines) * _LEADING * size <= _HEIGHT


def _wrapped(words: Sequence[str], width: float) -> list[str]:
    """The words in lines of at most this width; one that is wider has a line of its own."""
    lines = [words[0]]
    for word in words[1:]:
        if _length(longer := f"{lines[-1]} {word}") <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _length(line: str) -> float:
    """How long a line of a title is, in sizes of the font."""
    words = line.split(" ")
    return sum(map(_word_length, words)) + _word_length(" ") * (len(words) - 1)


@cache
def _word_length(word: str, weight: str = "Semibold") -> float:
    return face(weight, 100).getlength(word) / 100


def _write_line(
    image: Image.Image, baseline: int, line: str, weight: str, size: float, ink: int
) -> None:
    left = float(_LEFT)
    for word in line.split(" "):
        drawn, across, down = _drawn(word, weight, size)
        image.paste(ink, (round(left) + across, baseline + down), drawn)
        left += size * (_word_length(word, weight) + _word_length(" ", weight))


@lru_cache(1000)  # titles repeat words, and drawing one takes as long as packing a card
def _drawn(word: str, weight: str, size: float) -> tuple[Image.Image, int, int]:
    """A word as a mask, and where its corner is from the place on the baseline it begins at."""
    font = face(weight, size)
    left, top, right, bottom = map(int, font.getbbox(word, anchor="ls"))
    mask = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(mask).text((-left, -top), word, 255, font, anchor="ls")
    return mask, left, top


@cache
def face(weight: str, size: float) -> ImageFont.FreeTypeFont:
    """The letters of cards, `Regular` or `Semibold`, in a size in pixels."""
    file = resources.files("font_source_serif_pro") / f"files/SourceSerifPro-{weight}.ttf"
    return ImageFont.truetype(io.BytesIO(file.read_bytes()), size)
