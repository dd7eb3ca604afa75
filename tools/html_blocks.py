"""A page's visible text in blocks, each with what its place in the page tells about it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.etree import ErrorTypes, ParserError, TreeBuilder, fromstring, iterwalk
from lxml.html import HtmlElement, HTMLParser, document_fromstring, html_parser

from tools.document import Block, Kind, Link

Hint = tuple[str, bool]  # the rule, and whether it holds against the other evidence

# ruff: noqa: SIM905  # a line of names reads better than a list of strings

# Their content is not text that a reader sees.
_UNSEEN = frozenset(
    "applet area audio canvas colgroup datalist embed frame head iframe input map meter "
    "noembed noscript object optgroup option output param progress script select source "
    "style svg template textarea track video annotation annotation-xml".split()
)
_LEAVES = frozenset(
    "p h1 h2 h3 h4 h5 h6 li dt dd pre td th tr caption figcaption summary button legend label "
    "ul ol dl table tbody thead tfoot blockquote hgroup".split()
)
_BLOCKS = _LEAVES | frozenset(
    "html body frameset noframes address article aside center details dialog dir div fieldset "
    "figure footer form header hr main menu nav search section".split()
)
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_HEADINGS = {f"h{level}": max(2, level) for level in range(1, 7)} | {"summary": 3}
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u00a0 \t\r"
_HIDING_ATTRIBUTES = frozenset(("hidden", "aria-hidden", "style"))
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# A table with longer cells than this lays out a page: of 3,599 cells of data on 330 saved pages,
# 99 in 100 have fewer than 200 characters.
_LONGEST_CELL = 600

# What the names of classes, ids and roles say of their content. The strong ones hold even
# against the vote of the extractor; the weak ones are also names of parts of articles.
_STRONG = {
    "navigation": r"nav|navbar|navigation|breadcrumbs?|brodkrumme\w*|pagination|pager|skip-?links?"
    r"|menu|menubar|submenu|toc|table-of-contents|sitemap|post-navigation|nav-links",
    "consent": r"cookie\w*|consent\w*|gdpr|onetrust|cookiebot",
    "share": r"share|shares|sharing|share-?(?:bar|buttons?|links?|tools?)|social-?(?:bar|buttons?"
    r"|icons?|links?|media|share|sharing)|socials|sharedaddy|addthis\w*|addtoany|sosmed|bagikan",
    "related": r"related\w*|relater\w*|terkait|recommend(?:ed|ations?)|recirc\w*|outbrain|taboola"
    r"|trc_\w*|most-?(?:read|popular)|mest-?l[eæ]s\w*|terpopuler|trending|read-?(?:also|next)"
    r"|baca-?juga|lihat-?juga|l[ae]e?s-?ogs[aå]+|linksisip|yarpp|more-(?:from|stories|news)"
    r"|(?:next|previous|prev)-(?:article|post|story)|read-?more|readmore|also-read|rel-inline"
    r"|inline-?related",
    "advert": r"ads?|ad-?(?:slot|unit|box|container|wrapper|space|label|banner)s?|advert\w*|adsense"
    r"|adsbygoogle|sponsor(?:ed)?|annonse\w*|annonce\w*|reklame\w*|iklan\w*|dfp\w*|leaderboard"
    r"|promo|promos|promobox|promotion\w*",
    "newsletter": r"newsletter\w*|nyhedsbrev\w*|nyhetsbrev\w*|subscribe\w*|subscription\w*|signup"
    r"|sign-up|mailchimp|mc4wp\w*|mailpoet",
    "comments": r"comments?|reviews|user-?reviews?|comments?-?(?:area|form|list|section|box|count"
    r"|respond|wrapper)s?|commentlist|disqus\w*|respond|kommentarer?|kommentar(?:felt|spor)"
    r"|komentar|fb-comments",
    "byline": r"byline\w*|by-line|dateline|author(?:s|-?(?:bio|box|info|name|card|meta|image|link"
    r"|details|description|avatar|wrapper|block))?|about-(?:the-)?author|forfattere?|skribent"
    r"|penulis|vcard|(?:post|entry|article|single|story|content)-?meta(?:data|-?\w+)?|pub-?date"
    r"|(?:post|entry|publish(?:ed)?|article)-?(?:date|time)|timestamp|read(?:ing)?-?time|editor-name"
    r"|posted-(?:on|by)",
    "tags": r"tags|tag-?(?:list|cloud|links?|s)|post-?tags?|article-?tags?|entry-?tags?|tagcloud"
    r"|cat-links|categories|emneord|stikkord",
    "caption": r"caption\w*|wp-caption(?:-text)?|fig-?caption"
    r"|(?:photo|image|img|picture|media|foto)-?(?:credits?|captions?|txt|source|legend)|billedtekst|bildetekst"
    r"|credits?|keterangan-foto|photographer",
    "widget": r"(?<!elementor-)widgets?|widget-area|sidebar\w*|side-bar|popup|pop-up|toast|tooltip"
    r"|ratingbar|star-rating|feedback|print-?(?:button|link)s?|wprm-recipe-(?:rating\w*"
    r"|print|buttons?|jump)|jump-to-recipe|back-to-top|sr-only|screen-reader-text"
    r"|visually-?hidden|app-?(?:banner|promo|install)",
    "footer": r"footer|site-info|colophon|copyright|page-?footer|site-?footer|global-?footer",
}
_WEAK = {
    "navigation": r"\w*menu\w*|topbar|masthead|site-?header|\w*nav",
    "share": r"social\w*|\w*share\w*|del|follow\w*",
    "related": r"teasers?|cards?|popular|latest|carousel|slider|listing|archive|recent\w*"
    r"|\w*related",
    "advert": r"banner|ad-\w+|\w+-ads?|cta|call-to-action|buy-?button|affiliate\w*|partner\w*"
    r"|offer|price-?box",
    "comments": r"comment\w*|repl(?:y|ies)|reviews?|discussion",
    "byline": r"meta|metadata|author\w*|date|time|publish\w*|updated|contributor|writer|journalist"
    r"|info-?bar",
    "tags": r"tag|cat|category|topics?|keywords?|labels?|kicker|eyebrow|stikord",
    "widget": r"modal|overlay|player|audio|podcast|video\w*|gallery|slideshow|paywall|premium|login"
    r"|print|tools?|toolbar|actions?|buttons?|btn|btns|servings?|counter|search\w*|poll|quiz"
    r"|embed\w*|ratings?|stars",
    "caption": r"(?:photo|image|img|picture|foto)-?(?:text|description|info|title)",
    "footer": r"\w*footer\w*|disclaimer|credit\w*",
}


def _pattern(names: dict[str, str]) -> re.Pattern[str]:
    groups = "|".join(f"(?P<{rule}>{words})" for rule, words in names.items())
    # The names of a class are parted by hyphens and underscores: `c-article__byline--top`.
    return re.compile(rf"(?<![a-z0-9])(?:{groups})(?![a-z0-9])")


_STRONG_NAMES, _WEAK_NAMES = _pattern(_STRONG), _pattern(_WEAK)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TAG_HINTS: dict[str, Hint] = {
    "nav": ("navigation", True),
    "menu": ("navigation", True),
    "aside": ("aside", True),
    "footer": ("footer", True),
    "form": ("form", True),
    "search": ("form", True),
    "button": ("form", True),
    "label": ("form", True),
    "legend": ("form", True),
    "dialog": ("dialog", True),
    "figcaption": ("caption", True),
    "figure": ("caption", False),
    "address": ("byline", False),
    "time": ("byline", True),
    "del": ("deleted", False),
}
_ROLE_HINTS: dict[str, Hint] = {
    "navigation": ("navigation", True),
    "menu": ("navigation", True),
    "menubar": ("navigation", True),
    "tablist": ("navigation", True),
    "banner": ("masthead", False),
    "contentinfo": ("footer", True),
    "complementary": ("aside", True),
    "search": ("form", True),
    "form": ("form", True),
    "button": ("form", True),
    "dialog": ("dialog", True),
    "alertdialog": ("dialog", True),
    "alert": ("dialog", False),
    "tooltip": ("widget", True),
}
_BYLINE_PROPERTIES = frozenset(
    "author creator editor publisher datePublished dateModified dateCreated uploadDate".split()
)
# What schema.org calls the article itself.
_GOOD_PROPERTIES = frozenset(
    "articleBody recipeIngredient ingredients recipeInstructions reviewBody".split()
)


# What follows the end of the page belongs to it all the same (HTML Standard, 13.2.6.4.19);
# libxml2 drops a body that follows `</html>`.
_ENDS = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_FRAMES = re.compile(r"</?(?:frameset|frame|noframes)\b[^<>]*>", re.IGNORECASE)
_PARSING: dict[str, Any] = {
    "collect_ids": False,
    "default_doctype": False,
    "encoding": "utf-8",
    "remove_comments": True,
    "remove_pis": True,
    "huge_tree": True,
}
# The deepest of 330 saved pages has 43 levels.
_DEEPEST = 300


@dataclass(slots=True, eq=False)
class Scope:
    """An element that holds blocks, with what its name says of them.

    The numbers are of characters: in it, in links in it, and of those that were voted for in it
    and in its own blocks. `good` elements are the article by the page's own word.
    """

    parent: "Scope | None"
    # The nearest element, itself included, that holds others rather than being a block or a list.
    container: "Scope"
    tag: str
    hint: Hint | None
    good: bool
    names: str
    images: int = 0
    forms: int = 0
    flowing: int = 0
    chars: int = 0
    linked: int = 0
    voted: int = 0
    direct: int = 0
    noise: Hint | None = None


@dataclass(slots=True, eq=False)
class Piece:
    """A block with its place, and the characters of it that are linked or carry a hint."""

    block: Block
    scope: Scope
    tag: str
    linked: int
    hinted: int
    hint: Hint | None
    home: bool  # it links to the site's first page


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is read of a page: its blocks in order, and the elements that hold them.

    A scope stands after the one that it is part of.
    """

    pieces: list[Piece]
    scopes: list[Scope]
    depth: int
    elements: int


def parse(html: str) -> HtmlElement | None:
    """The tree of a page; nothing if there is no element in it.

    The settings are those of trafilatura's own parser, so that it sees the tree that it would
    make. Bytes are parsed, for lxml refuses a string with an encoding in its XML declaration.
    Of a page of frames, what stands there for programs without frames is the page. libxml2 gives
    up on a page more than 2048 elements deep: that is read once more, flattened.
    """
    data = _ENDS.sub("", html.replace("\0", "")).encode("utf-8", "replace")
    parser = HTMLParser(**_PARSING)
    try:
        root = document_fromstring(data, parser=parser)
    except (ParserError, AssertionError):
        root = None
    if root is not None and root.find("frameset") is not None and _FRAMES.search(html):
        return parse(_FRAMES.sub("", html))
    log = parser.error_log
    if len(log) and log[-1].type == ErrorTypes.ERR_RESOURCE_LIMIT:
        return fromstring(data, etree.HTMLParser(target=cast(Any, _Flattened()), **_PARSING))
    return root


class _Flattened:
    """Builds a tree in which what is nested too deep stands side by side, in paragraphs."""

    def __init__(self) -> None:
        self._builder = TreeBuilder(element_factory=html_parser.makeelement)
        self._open: list[str] = []
        self._part = False

    def start(self, tag: str, attributes: Mapping[str | bytes, str | bytes]) -> None:
        self._open.append(tag)
        if len(self._open) <= _DEEPEST:
            self._builder.start(tag, dict(attributes))
        else:
            self._begin_part()

    def end(self, tag: str) -> None:  # noqa: ARG002  # lxml hands it over
        if not self._open:
            return
        if len(self._open) > _DEEPEST:
            self._begin_part()
        else:
            self._end_part()
            self._builder.end(self._open[-1])
        self._open.pop()

    def data(self, text: str) -> None:
        if len(self._open) <= _DEEPEST or self._open[-1] not in _UNSEEN:
            self._builder.data(text)

    def close(self) -> HtmlElement:
        while self._open:
            self.end(self._open[-1])
        return self._builder.close()

    def _begin_part(self) -> None:
        self._end_part()
        self._builder.start("p", {})
        self._part = True

    def _end_part(self) -> None:
        if self._part:
            self._builder.end("p")
            self._part = False


def base_address(root: HtmlElement, address: str | None) -> str | None:
    """What relative links count from.

    That is `<base href>`, else the canonical link or og:url, else `address`.
    """
    for path, name in (
        (".//meta[@property='og:url']", "content"),
        (".//link[@rel='canonical']", "href"),
        (".//base[@href]", "href"),
    ):
        found = root.find(path)
        stated = _join(address, found.get(name, "")) if found is not None else None
        address = stated if stated and stated.startswith("http") else address
    return address


@lru_cache(maxsize=8192)
def _join(base: str | None, address: str) -> str | None:
    """The absolute address; nothing if there is none, or one that leads to no page or person."""
    try:
        address = urljoin(base or "", address.strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme in ("http", "https"):
        return address if parts.netloc else None
    return address if parts.scheme in ("mailto", "tel") and parts.path else None


@lru_cache(maxsize=8192)
def _named_hint(names: str) -> Hint | None:
    if "type-post" in names or "hentry" in names:
        return None  # WordPress names a whole post after its tags and categories
    names = _CAMEL.sub("-", names).lower().replace("_", "-")
    strong = _STRONG_NAMES.search(names)
    found = strong or _WEAK_NAMES.search(names)
    return (found.lastgroup, found is strong) if found and found.lastgroup else None


def _hint(tag: str, attributes: dict[str, str]) -> Hint | None:
    """What an element says of what is in it, a strong hint before a weak one."""
    hint = _TAG_HINTS.get(tag)
    if not attributes or (hint and hint[1]):
        return hint
    if "role" in attributes:
        hint = _ROLE_HINTS.get(attributes["role"], hint)
    if attributes.get("itemprop") in _BYLINE_PROPERTIES or attributes.get("rel") == "author":
        return "byline", True
    if (hint and hint[1]) or tag == "body" or not ("class" in attributes or "id" in attributes):
        return hint
    return _named_hint(f"{attributes.get('class', '')} {attributes.get('id', '')}") or hint


def _is_hidden(tag: str, attributes: dict[str, str]) -> bool:
    if tag in ("html", "body"):
        return False
    if attributes.get("hidden", "until-found") != "until-found":
        return True
    # Blocks are hidden this way from readers of screens too, while a dialog is open.
    if attributes.get("aria-hidden") == "true" and tag not in _BLOCKS:
        return True
    return _HIDING.search(attributes.get("style", "")) is not None


def _is_data(table: HtmlElement) -> bool:
    """Whether a table has rows of data, rather than a layout."""
    if table.get("role") in ("presentation", "none"):
        return False
    if next(table.iterdescendants("table", "h1", "h2", "h3", "article", "form"), None) is not None:
        return False
    several = 0
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        several += len(cells) > 1
        if any(len("".join(cell.itertext())) > _LONGEST_CELL for cell in cells):
            return False
    return several > 1 or (several == 1 and next(table.iter("th"), None) is not None)


def read(root: HtmlElement, base: str | None) -> Reading:
    """Every visible block of text under an element, in document order.

    Paragraphs, headings, items, rows, captions, buttons and loose text are blocks, and so is each
    link of a menu; what a reader does not see is none: scripts, hidden elements, forms' values.
    `base` is the address that relative links count from.
    """
    reader = _Reader(base)
    data: list[bool] = []  # for each open table, whether its rows are blocks
    hinted: list[bool] = []  # for each open inline element, whether it carries a hint
    depth = deepest = elements = 0
    skipped = False
    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            reader.line = max(reader.line, element.sourceline or 0)
            depth += 1
            elements += 1
            deepest = max(deepest, depth)
            attributes = dict(element.items())
            hides = not _HIDING_ATTRIBUTES.isdisjoint(attributes) and _is_hidden(tag, attributes)
            if hides or tag in _UNSEEN:
                skipped = True
                walk.skip_subtree()
                continue
            if tag in _BLOCKS:
                if tag == "table":
                    data.append(_is_data(element))
                reader.start(tag, attributes, bool(data) and data[-1])
            elif tag == "br":
                reader.line_break()
            elif tag == "img":
                reader.scope.container.images += 1
            else:
                hint = _hint(tag, attributes)
                hinted.append(hint is not None)
                if hint:
                    reader.inline_hints.append(hint)
                if tag == "a":
                    reader.start_anchor(attributes.get("href", "#"))
            if element.text:
                reader.add(element.text)
            continue
        depth -= 1
        if skipped:
            skipped = False
        elif tag in _BLOCKS:
            reader.end(tag)
            if tag == "table":
                data.pop()
        elif tag not in ("br", "img"):
            if hinted.pop():
                reader.inline_hints.pop()
            if tag == "a":
                reader.anchors.pop()
        if element.tail and depth:
            reader.add(element.tail)
    reader.flush()
    for scope in reversed(reader.scopes):
        if scope.parent is not None:
            scope.parent.chars += scope.chars
            scope.parent.linked += scope.linked
    return Reading(reader.pieces, reader.scopes, deepest, elements)


class _Reader:
    """Collects the text between one border of blocks and the next."""

    def __init__(self, base: str | None) -> None:
        self.base = base
        # Every container is one of its own; the first one's cannot be given before there is one.
        top = Scope(None, cast(Scope, None), "html", None, False, "")
        top.container = self.scope = top
        self.scopes = [top]
        self.pieces: list[Piece] = []
        self.line = 1
        self.inline_hints: list[Hint] = []
        self.anchors: list[str] = []
        self.lists: list[int | None] = []  # for each open list, its next number
        self.item: tuple[int, int | None] | None = None
        self.pre = 0
        self.row: list[str] | None = None  # the cells of an open row of data
        self.reset()

    def reset(self) -> None:
        self.parts: list[str] = []
        self.links: list[tuple[str, list[str]]] = []
        self.begun = self.size = self.linked = self.hinted = 0
        self.hint: Hint | None = None
        self.broken = False  # by a line break, with no text after it yet

    def add(self, text: str) -> None:
        """Text as it stands in the page, after what is there already."""
        if text.isspace():
            self.line += text.count("\n")
            if self.parts:
                self.parts.append(text if self.pre else " ")
                if self.anchors and self.links:
                    self.links[-1][1].append(" ")
            return
        if not self.begun:
            self.begun = self.line + text.count("\n", 0, len(text) - len(text.lstrip()))
        self.line += text.count("\n")
        self.broken = False
        self.parts.append(text)
        self.size += len(text)
        if self.inline_hints:
            self.hinted += len(text)
            self.hint = self.inline_hints[-1]
        if self.anchors:
            if not self.links or self.links[-1][0] is not self.anchors[-1]:
                self.links.append((self.anchors[-1], []))
            self.links[-1][1].append(text)
            self.linked += len(text)

    def line_break(self) -> None:
        """`<br>`: a space, a line's end in preformatted text; the second in a row is a border."""
        if self.pre:
            self.parts.append("\n")
        elif self.broken and self.row is None:
            self.flush()
        elif self.parts:
            self.parts.append(" ")
            self.broken = True

    def start_anchor(self, target: str) -> None:
        """A link begins; where only links stand in a row, as in a menu, each is a block."""
        alone = self.linked and self.linked == self.size and self.row is None
        if alone and self.scope.tag not in ("p", "li") and self.scope.tag not in _HEADINGS:
            self.flush()
        self.anchors.append(target)

    def start(self, tag: str, attributes: dict[str, str], data: bool) -> None:
        """An element that is a block begins; `data` says whether it is in a table of data."""
        self.border()
        parent = self.scope
        hint, good, names = _hint(tag, attributes), parent.good, ""
        if attributes:
            good = good or attributes.get("itemprop") in _GOOD_PROPERTIES
            names = f"{tag} {attributes.get('class', '')}"
        if tag == "footer" and parent.tag == "blockquote":
            hint = None  # who is quoted
        self.scope = scope = Scope(parent, parent.container, tag, hint, good, names)
        self.scopes.append(scope)
        if tag not in _LEAVES:
            scope.container = scope
        if tag in _LISTS:
            self.lists.append(_integer(attributes.get("start"), 1) if tag == "ol" else None)
        elif tag == "li":
            number = self.lists[-1] if self.lists else None
            if number is not None:
                number = _integer(attributes.get("value"), number)
                self.lists[-1] = number + 1
            self.item = (max(0, len(self.lists) - 1), number)
        elif tag == "pre":
            self.pre += 1
        elif tag == "tr" and data:
            self.row = []
        elif tag == "form":
            parent.container.forms += 1

    def end(self, tag: str) -> None:
        """An element that is a block ends."""
        if self.row is not None and tag in ("td", "th"):
            self.row.append(" ".join("".join(self.parts).split()))
            self.parts = []
        elif self.row is None or tag != "tr":
            self.border()
        scope = self.scope
        self.scope = scope.parent or scope
        if tag in _LISTS and self.lists:
            self.lists.pop()
        elif tag == "li":
            self.item = None
        elif tag == "pre":
            self.pre -= 1
        elif tag == "tr" and self.row is not None:
            row, self.row = self.row, None
            if any(row):
                self.emit("\t".join(row), self.begun, max(self.begun, self.line), "row")
            self.reset()

    def border(self) -> None:
        """Where a block begins or ends: in a row of data, only a space."""
        if self.row is None:
            self.flush()
        elif self.parts:
            self.parts.append(" ")

    def flush(self) -> None:
        """The text since the last border becomes a block; preformatted, one for each line."""
        if not self.parts:
            return
        if self.begun:
            raw = "".join(self.parts)
            if self.pre:
                for line, text in enumerate(raw.lstrip("\r\n").split("\n"), start=self.begun):
                    if text.strip(_INVISIBLE):
                        self.emit(text.rstrip(), line, line, "code")
            else:
                text = " ".join(raw.split())
                if text.strip(_INVISIBLE):
                    self.emit(text, self.begun, max(self.begun, self.line))
        self.reset()

    def emit(self, text: str, line: int, last_line: int, kind: Kind | None = None) -> None:
        scope, level, number = self.scope, 0, None
        linked, home = 0, False
        links: list[Link] = []
        if kind is None:
            kind, level, number = self.kind(scope.tag)
        for target, parts in self.links if kind != "code" else ():
            label = " ".join("".join(parts).split())
            linked += len(label)
            home = home or target in ("/", "", "./")
            address = None if target.startswith("#") else _join(self.base, target)
            if address:
                links.append(Link(label, address))
        scope.chars += len(text)
        scope.linked += linked
        if kind != "paragraph" or scope.tag == "p":
            scope.container.flowing += 1
        block = Block(text, line, last_line, kind, level, number, tuple(links))
        hinted = min(self.hinted, len(text))
        self.pieces.append(Piece(block, scope, scope.tag, linked, hinted, self.hint, home))

    def kind(self, tag: str) -> tuple[Kind, int, int | None]:
        """The kind, level and number of a block that stands where the reader is."""
        if tag in _HEADINGS:
            return "heading", _HEADINGS[tag], None
        if tag == "dt":
            return "term", 0, None
        if tag == "dd":
            return "definition", 0, None
        if self.item is not None and tag not in ("blockquote", "figcaption", "button"):
            level, number = self.item
            self.item = None  # what follows in the item stands under it
            return "item", level, number
        scope: Scope | None = self.scope
        for _ in range(3):
            if scope is not None and scope.tag == "blockquote":
                return "quote", 0, None
            scope = scope.parent if scope is not None else None
        return "paragraph", 0, None


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text) if text else default
    except ValueError:
        return default
