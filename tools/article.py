"""What becomes of an article's HTML after Markdown, so that it can be read by eye, ear and key."""

import re
from collections.abc import Iterable
from html import unescape
from itertools import count

from tools.language import Language

_TITLE = re.compile(r'<h1 id="[^"]*">(.*?)<a class="headerlink"[^>]*>.*?</a></h1>')
_LINK_NAMES = (("Permanent link", "heading_link"), (r"Jump back[^\"]*", "reference_back"))
# Where a sum may be longer than its place.
_NARROW = re.compile(r'(<p class="formula">.*?</p>|<table>.*?</table>)', re.DOTALL)
# A sign between numbers, brackets or single letters; and a day before its month.
_SIGN = re.compile(r"(?:(?<=[\d)\]%])|(?<=\b\w)) ([·×/−+≈]) (?=[\d(√\[]|Rp\d|\w\b)")
_DAY = re.compile(r"(?<![\d.])(\d{1,2}\.) (?=[a-zæøå])")
_EMPHASIS = re.compile(r"<em>(.*?)</em>")
_TABLE = re.compile(r"<h[23][^>]*>(?P<heading>.*?)</h[23]>|<table>(?P<rows>.*?)</table>", re.DOTALL)
_TAG = re.compile(r"<a class=\"headerlink.*?</a>|<[^>]*>")
_CELL = re.compile(r"<(?P<name>t[hd])(?P<attributes>[^>]*)>(?P<text>.*?)</(?P=name)>", re.DOTALL)
# So many columns of a few words fit the narrowest phone; of more words, a wide window.
_FEW = 2
_MANY = 5
_LONG = 30


def finish(html: str, language: Language, english: Iterable[str]) -> str:
    """The HTML with what Markdown has no signs for.

    The title loses its anchor, for it is the page itself, and the anchor would differ in each
    language. Links that are only a sign are named. Emphasised English, the language's own and
    the given names, says that it is. A table of many columns can be scrolled by key, under the
    name of its section; where cells are long, each knows its column's head, for a phone to show
    it there.
    """
    html = _TITLE.sub(r"<h1>\1</h1>", html)
    for sign, word in _LINK_NAMES:
        name = language.interface[word]
        html = re.sub(f'title="{sign}"', f'title="{name}" aria-label="{name}"', html)
    html = _kept_together(html)
    known = language.english.union(map(str.casefold, english))
    html = _EMPHASIS.sub(lambda found: _told(found, known), html)
    return _laid_out(html, language.interface["table"])


def _kept_together(html: str) -> str:
    """Sums and dates of running text stay on a line."""
    parts = _NARROW.split(html)
    parts[::2] = [_DAY.sub("\\1\u00a0", _SIGN.sub("\u00a0\\1\u00a0", part)) for part in parts[::2]]
    return "".join(parts)


def _told(emphasis: re.Match[str], english: frozenset[str]) -> str:
    text = unescape(_plain(emphasis[1])).casefold()
    return f'<em lang="en">{emphasis[1]}</em>' if text in english else emphasis[0]


def _laid_out(html: str, name: str) -> str:
    heading = ""

    def wrapped(found: re.Match[str]) -> str:
        nonlocal heading
        if found["heading"] is not None:
            heading = _plain(found["heading"])
            return found[0]
        cells = [_plain(cell["text"]) for cell in _CELL.finditer(found["rows"])]
        heads = cells[: found["rows"].partition("</tr>")[0].count("</th>")]
        scrolls = f' role="group" tabindex="0" aria-label="{name.replace("{heading}", heading)}"'
        if max(map(len, cells)) >= _LONG:
            rows = _labelled(found[0], heads)
            return f'<div class="table stacked"{scrolls if len(heads) > _MANY else ""}>{rows}</div>'
        return f'<div class="table"{scrolls if len(heads) > _FEW else ""}>{found[0]}</div>'

    return _TABLE.sub(wrapped, html)


def _labelled(table: str, heads: list[str]) -> str:
    places = count()

    def labelled(cell: re.Match[str]) -> str:
        place = next(places) % len(heads)
        if cell["name"] == "th" or not place or len(heads) <= _FEW:
            return cell[0]
        return f'<td data-label="{heads[place]}"{cell["attributes"]}>{cell["text"]}</td>'

    return _CELL.sub(labelled, table)


def _plain(html: str) -> str:
    return _TAG.sub("", html).strip()
