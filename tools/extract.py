"""HTML to a document: main-content extraction, with an account of every block left out.

trafilatura in its precise mode votes on the page's blocks. What it drops of an article (lists of
ingredients, headings, tables, leads) comes back by its place and by what the page says of itself;
what it keeps of the rest (captions, bylines, links to other articles) goes.
"""

import html as entities
import json
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from lxml.html import HtmlElement

from tools.document import Block, Change, Document, Removal, Rewrite
from tools.html_blocks import Hint, Piece, Reading, Scope, base_address, parse, read

STEP = "extraction"
REASONS = {
    "navigation": "a menu, breadcrumb, table of contents or list of pages",
    "masthead": "the site's name and what stands beside it",
    "footer": "the footer of the site or the article",
    "aside": "stands beside the article",
    "form": "a field, button or label of a form, or what introduces it",
    "dialog": "a dialog laid over the page",
    "consent": "asks for consent to cookies",
    "share": "buttons that share the page",
    "related": "points to other articles",
    "advert": "an advertisement",
    "newsletter": "asks the reader to subscribe",
    "comments": "readers' comments, or the form for them",
    "byline": "who wrote the article, and when",
    "tags": "the article's categories or key words",
    "caption": "the caption or credit of a picture",
    "widget": "a widget of the page, not text",
    "deleted": "marked as deleted",
    "link-list": "nothing but links",
    "outside-article": "stands outside the elements that hold the article",
    "empty-section": "a heading whose section was left out",
}

# The HTML Standard's sniffing looks at 1445 bytes (MIME Sniffing, 5.2); comments may come first.
_SNIFFED = 8000
_PAGE = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|title|style|script)[\s>])", re.IGNORECASE
)
_PROLOG = re.compile(r"(?:\s|\ufeff|<!--.*?-->|<\?xml.*?\?>)+", re.DOTALL)
_TAG = re.compile(
    r"<(/?)(p|div|article|section|main|header|nav|h[1-6]|ul|ol|li|table|tr|td|span|a|meta|link"
    r"|title|script|style|br|img|figure|blockquote)\b[^<>]*>",
    re.IGNORECASE,
)

# A run of this many words that also stands in the extractor's text shows that a block is in it.
_RUN = 4
_WORD = re.compile(r"\w+")
# The share of its runs from which a block counts as kept by the extractor.
_VOTED = 0.6
# The same for what the page's structured data states, which is often worded a little otherwise.
_STATED = 0.75
# With fewer voted characters, or half of what the densest container has, it found nothing.
_FEWEST = 100
_TOO_FEW = 1 / 2
# Beyond this share of its characters in links, a block or a list is a list of links.
_LINKED = 0.6
# More text than this under a picture's name is a text with a picture.
_LONGEST_CAPTION = 500
_SENTENCE = re.compile(r"[.!?:…][\"'»”’)]*$")
# trafilatura takes seconds for more elements than this, and walks trees by recursion; pages as
# deep as this are broken, and were flattened.
_MOST = 40_000
_DEEPEST = 250
# Without its comparison with other extractors it takes half the time, and on 180 news pages finds
# as much; where it finds too little, the comparison is what helps.
# It logs an error for every page that it finds nothing in.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_LISTED = frozenset(
    ("recipeIngredient", "ingredients", "recipeInstructions", "articleBody", "acceptedAnswer")
)
_MARKUP = re.compile(r"<[^<>]{1,200}>")
_SEPARATOR = re.compile(r"\s+[|–—»·:-]+\s+|\s*\|\s*")


def is_html(text: str) -> bool:
    """Whether a text is HTML: it begins as a page does, or with elements that it also closes.

    An article that mentions `<b>`, or quotes a line of markup, is not.
    """
    start = text[:_SNIFFED]
    prolog = _PROLOG.match(start)
    start = start[prolog.end() :] if prolog else start
    if _PAGE.match(start):
        return True
    tags = list(_TAG.finditer(start))
    closing = sum(bool(tag[1]) for tag in tags)
    # In markup, tags come every few words; in an article on markup, every few lines.
    return bool(_TAG.match(start)) and closing > 0 and len(tags) * 400 > len(start)


def raw_blocks(html: str, address: str | None = None) -> tuple[Block, ...]:
    """Every visible block of text of a page, in document order, before any is left out."""
    root = parse(html)
    if root is None:
        return ()
    return tuple(piece.block for piece in read(root, base_address(root, address)).pieces)


def extract(html: str, address: str | None = None) -> Document:
    """The article of a page: its blocks, with a removal for each of the page's that is not its.

    `address` is where the page stood; relative links count from it where the page itself does not
    say. `replay` of the history over `raw_blocks` gives the blocks. The title is the article's
    h1, or comes from the head if the text has none. A page with nothing that reads as an article
    gives a document without blocks.
    """
    root = parse(html)
    if root is None:
        return Document(())
    reading = read(root, base_address(root, address))
    head = _Head.of(root)
    choice = _Choice(reading, _stated(root), head)
    for fast in (True, False):
        choice.count(_vote(root, reading, fast=fast))
        if choice.has_found():
            break
    else:
        choice.take_densest()
    rules = choice.rules()
    title = choice.title(rules)

    def changes() -> Iterator[Change]:
        at = 0
        for index, (piece, rule) in enumerate(zip(reading.pieces, rules, strict=True)):
            block = piece.block
            if index == title:
                named = replace(block, kind="title", level=0, number=None)
                reason = "what the page calls the article"
                yield Rewrite(STEP, "title", reason, at, (block,), (named,))
            elif rule:
                yield Removal(STEP, rule, REASONS[rule], at, block)
                continue
            at += 1
        if at and title is None and head.title:
            line = next(
                piece.block.line
                for piece, rule in zip(reading.pieces, rules, strict=True)
                if not rule
            )
            named = Block(head.title, line, line, "title")
            yield Rewrite(STEP, "title", "the head's title; the text has none", 0, (), (named,))

    return Document(tuple(piece.block for piece in reading.pieces)).apply(changes())


# -- what speaks for a block -------------------------------------------------------------------


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.lower()))


class Votes:
    """What some text says about blocks: which share of a block stands in it.

    Compares runs of words, so that it does not matter how the text was cut into lines, and one
    look at each word is enough. A block with fewer words must be a whole line of the text.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = {_words(line) for line in lines} - {()}
        self._runs = {run for words in self._lines for run in _runs(words)}

    def share(self, words: tuple[str, ...]) -> float:
        if not self._lines:
            return 0.0
        if words in self._lines:
            return 1.0
        runs = list(_runs(words))
        return sum(run in self._runs for run in runs) / len(runs) if runs else 0.0


def _runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return zip(words, words[1:], words[2:], words[3:], strict=False)


def _vote(root: HtmlElement, reading: Reading, *, fast: bool) -> Votes:
    """What trafilatura keeps of the page; nothing for a page that it could not stand."""
    if reading.depth > _DEEPEST or reading.elements > _MOST:
        return Votes(())
    # Loading it is a third of the time that a command takes to start, and few commands need it.
    from trafilatura import bare_extraction
    from trafilatura.settings import Document as Extracted
    from trafilatura.settings import Extractor

    options = Extractor(
        output_format="python", precision=True, comments=False, tables=True, fast=fast
    )
    found = bare_extraction(root, options=options)
    text = found.text if isinstance(found, Extracted) else None
    return Votes(text.splitlines() if text else ())


def _stated(root: HtmlElement) -> Votes:
    """The lines that the page's own data says are its article, a recipe's steps or an answer.

    JSON-LD in the vocabulary of schema.org; what does not parse is left out.
    """
    lines: list[str] = []
    for script in root.iter("script"):
        if script.get("type") != "application/ld+json" or not script.text:
            continue
        try:
            found = [json.loads(script.text, strict=False)]
        except (ValueError, RecursionError):
            continue
        wanted: list[object] = []
        while found:
            value = found.pop()
            if isinstance(value, list):
                found.extend(value)
            elif isinstance(value, dict):
                for name, part in value.items():
                    (wanted if name in _LISTED else found).append(part)
        while wanted:
            part = wanted.pop()
            if isinstance(part, str):
                lines.extend(_MARKUP.sub("\n", entities.unescape(part)).splitlines())
            elif isinstance(part, list):
                wanted.extend(part)
            elif isinstance(part, dict):
                wanted.extend(part.get(name) for name in ("name", "text", "itemListElement"))
    return Votes(lines)


@dataclass(frozen=True, slots=True)
class _Head:
    """What a page's head says: the title without the site's name, all titles, the descriptions."""

    title: str
    titles: frozenset[tuple[str, ...]]
    site: tuple[str, ...]
    description: Votes

    @staticmethod
    def of(root: HtmlElement) -> "_Head":
        said: dict[str, str] = {}
        for meta in root.iter("meta"):
            name = meta.get("property") or meta.get("name")
            if name and meta.get("content"):
                said.setdefault(name.lower(), meta.get("content"))
        own = root.find(".//title")
        names = (said.get("og:title"), said.get("twitter:title"), own is not None and own.text)
        titles = [" ".join(name.split()) for name in names if name and name.strip()]
        site = _words(said.get("og:site_name", ""))
        short = [_without_site(title, site) for title in titles]
        descriptions = (said.get("og:description"), said.get("description"))
        return _Head(
            next(iter(short), ""),
            frozenset(_words(title) for title in titles + short) - {(), site},
            site,
            Votes(filter(None, descriptions)),
        )


def _without_site(title: str, site: tuple[str, ...]) -> str:
    """The title without the site's name at its end.

    Where the page does not name its site, a last part that is the shorter one counts as its name.
    """
    cuts = list(_SEPARATOR.finditer(title))
    if not cuts:
        return title
    cut = cuts[-1]
    rest, last = title[: cut.start()], _words(title[cut.end() :])
    if site:
        return rest if last[:1] == site[:1] else title
    return rest if "|" in cut[0] or len(last) < min(5, len(_words(rest))) else title


# -- the choice --------------------------------------------------------------------------------


class _Choice:
    """Which of a page's pieces are the article, and by which rule each other one is not."""

    def __init__(self, reading: Reading, stated: Votes, head: _Head) -> None:
        self.pieces, self.scopes, self.head = reading.pieces, reading.scopes, head
        self.words = [_words(piece.block.text) for piece in self.pieces]
        self.stated = [stated.share(words) >= _STATED for words in self.words]
        self.voted = self.stated

    def count(self, votes: Votes) -> None:
        """Takes in what an extractor keeps, instead of what another did before."""
        self.voted = [
            stated or votes.share(words) >= _VOTED
            for words, stated in zip(self.words, self.stated, strict=True)
        ]
        self.weigh()
        self.dense = self.densest()

    def has_found(self) -> bool:
        """Whether the votes are for an article, rather than for some lines beside it."""
        size = sum(
            len(piece.block.text)
            for piece, dense, voted in zip(self.pieces, self.dense, self.voted, strict=True)
            if dense or voted
        )
        return self.total >= max(_FEWEST, _TOO_FEW * size)

    def take_densest(self) -> None:
        """Votes for the densest container, as there is little else to go by.

        Where no container has half of the text, all text votes that is neither noise nor links.
        """
        plain = [not piece.scope.noise and not _is_linked(piece) for piece in self.pieces]
        sizes = [len(piece.block.text) for piece in self.pieces]
        dense = sum(size for size, taken in zip(sizes, self.dense, strict=True) if taken)
        if dense < 0.5 * sum(size for size, taken in zip(sizes, plain, strict=True) if taken):
            self.dense = plain
        self.voted = [a or b for a, b in zip(self.dense, self.voted, strict=True)]
        self.weigh()

    def weigh(self) -> None:
        """Counts the voted characters of every scope, and hands its noise down to its parts."""
        for scope in self.scopes:
            scope.voted = scope.direct = 0
        for piece, voted in zip(self.pieces, self.voted, strict=True):
            if voted:
                piece.scope.voted += len(piece.block.text)
                piece.scope.container.direct += len(piece.block.text)
        named: dict[str, int] = {}
        for scope in reversed(self.scopes):
            if scope.parent is not None:
                scope.parent.voted += scope.voted
            if scope.hint and scope.voted > 0.4 * scope.chars:
                named[scope.names] = named.get(scope.names, 0) + scope.voted
        self.total = self.scopes[0].voted
        titled = self.above_title()
        for scope in self.scopes:
            own = scope.hint
            if own and (scope in titled or self.holds_article(scope, own, named)):
                own = None
            own = own or _shape(scope)
            inherited = scope.parent.noise if scope.parent is not None else None
            scope.noise = inherited if inherited and (inherited[1] or not own) else own

    def holds_article(self, scope: Scope, hint: Hint, named: dict[str, int]) -> bool:
        """Whether a scope, or all of the same name together, hold too much to be noise."""
        if hint[0] == "caption" and scope.chars > _LONGEST_CAPTION:
            return True
        if not self.total:
            return scope.chars > 0.5 * self.scopes[0].chars
        bound = (0.5 if hint[1] else 0.3) * self.total
        return scope.voted > bound or named.get(scope.names, 0) > bound

    def above_title(self) -> set[Scope]:
        """The scopes that hold the h1 that the head names as well."""
        above: set[Scope] = set()
        for piece, words in zip(self.pieces, self.words, strict=True):
            if piece.tag == "h1" and words in self.head.titles:
                scope: Scope | None = piece.scope
                while scope is not None and scope not in above:
                    above.add(scope)
                    scope = scope.parent
        return above

    def densest(self) -> list[bool]:
        """Which pieces stand in the container with the most text outside links and noise."""
        weight: dict[Scope, float] = {}
        for piece in self.pieces:
            size = len(piece.block.text) - 2 * piece.linked
            if size > 0 and not piece.scope.noise:
                container = piece.scope.container
                weight[container] = weight.get(container, 0) + size
                if container.parent is not None:
                    outer = container.parent.container
                    weight[outer] = weight.get(outer, 0) + size / 2
        best = max(weight, key=lambda scope: weight[scope], default=None)
        return [
            best is not None
            and (
                (container := piece.scope.container) is best
                or (container.parent is not None and container.parent.container is best)
            )
            for piece in self.pieces
        ]

    def rules(self) -> list[str]:
        """For every piece the rule that leaves it out, "" if it is kept."""
        rules = [self.look(index) for index in range(len(self.pieces))]
        kept = [index for index, rule in enumerate(rules) if rule == ""]
        if not kept:
            return [rule or "outside-article" for rule in rules]
        headline = self.headline(kept)
        result = [
            self.look_around(index, kept[0], kept[-1], headline) if rule is None else rule
            for index, rule in enumerate(rules)
        ]
        for index in range(headline or 0):
            # What stands over the title is a label or a date, if it is not a lead.
            text = self.pieces[index].block.text
            if not result[index] and not (len(text) >= 60 and _SENTENCE.search(text)):
                result[index] = "outside-article"
        self.take_lead(result, kept[0], headline)
        self.drop_empty_sections(result, headline)
        return result

    def take_lead(self, rules: list[str], first: int, headline: int | None) -> None:
        """Takes in the prose between headline and text, though its name be that of a teaser."""
        for index in range(first if headline is None else headline + 1, first):
            piece = self.pieces[index]
            prose = len(piece.block.text) >= 60 and not piece.linked
            if prose and piece.scope.noise == ("related", False):
                rules[index] = ""

    def look(self, index: int) -> str | None:
        """The rule that leaves a piece out, "" if it is surely good, nothing if in doubt."""
        piece, voted = self.pieces[index], self.voted[index]
        block, noise = piece.block, piece.scope.noise
        size = len(block.text)
        if piece.hint and not (noise and noise[1]):
            by = piece.hint[0] == "byline" and size <= 100 and not _SENTENCE.search(block.text)
            if piece.hinted >= 0.8 * size:
                noise = piece.hint
            elif by and piece.hinted >= 0.25 * size:
                noise = "byline", True
        if noise and noise[0] == "caption" and block.kind in ("row", "quote", "code", "heading"):
            noise = None
        if noise:
            if self.stated[index] and noise[0] not in _NEVER_STATED:
                return ""
            # A word or two in an element that is no paragraph: a label of the page.
            short = block.kind == "paragraph" and piece.scope.tag != "p" and size < 60
            if noise[1] or not voted or short:
                return noise[0]
        if _is_links(piece) and not (self.stated[index] and block.kind in ("item", "row")):
            return "link-list"
        return "" if voted else None

    def look_around(self, index: int, first: int, last: int, headline: int | None) -> str:
        """The rule for a piece that nothing speaks for or against, by what is kept around it."""
        piece = self.pieces[index]
        text, scope = piece.block.text, piece.scope
        container = scope.container
        flows = piece.block.kind != "paragraph" or scope.tag in ("p", "td")
        if scope.good:
            return ""
        if first < index < last:
            if not flows and not (len(text) >= 60 and _SENTENCE.search(text)):
                return "widget"
            good = container.direct or container.linked <= 0.3 * container.chars
            return "" if good else "link-list"
        if index > last:
            beside = container is self.pieces[last].scope.container
            good = flows and beside and container.direct > 0.2 * self.total
            return "" if good else "outside-article"
        under = headline is not None and headline < index
        if under and flows and (len(text) >= 40 or container.direct):
            return ""
        beside = container is self.pieces[first].scope.container
        if headline is None and beside and piece.block.kind == "heading":
            return ""
        lead = len(text) >= 40 and self.head.description.share(self.words[index]) >= 0.9
        return "" if lead else "outside-article"

    def drop_empty_sections(self, rules: list[str], headline: int | None) -> None:
        """Leaves out headings after which nothing of their section is kept."""
        following = 0  # the level of the heading that follows, 0 for the end, 9 for text
        gap = True
        listed = False  # an item of a list of links follows
        for index in range(len(rules) - 1, -1, -1):
            piece = self.pieces[index]
            block = piece.block
            if rules[index]:
                gap = True
                listed = block.kind == "item" and rules[index] == "link-list"
                continue
            of_list, listed = listed, False
            if block.kind == "heading" and of_list and index != headline:
                rules[index] = "empty-section"
                gap = True
            elif block.kind != "heading":
                following, gap = 9, False
            elif index != headline and gap and following <= block.level:
                rules[index] = "empty-section"
            elif index != headline and following < 9 and _is_linked(piece):
                rules[index] = "link-list"
                gap = True
            else:
                following, gap = block.level, False

    def headline(self, kept: list[int]) -> int | None:
        """The piece that names the article: as the head does, or the last h1 before the text.

        Further down than a sixth of the text, the title's words name the article as another page
        would.
        """
        sizes = list(accumulate(len(self.pieces[index].block.text) for index in kept))
        first = kept[0]
        bound = next(i for i, size in zip(kept, sizes, strict=True) if size * 6 >= sizes[-1])
        named = [index for index in range(bound + 1) if self.words[index] in self.head.titles]
        main = [
            index
            for index, piece in enumerate(self.pieces)
            if piece.tag == "h1" and not piece.home and self.words[index] != self.head.site
        ]
        early = [index for index in main if index <= first and not self.is_noise(index)][-1:]
        early += [index for index in main if first < index <= bound and not self.is_noise(index)]
        plain = [index for index in named if index <= first and not self.is_noise(index)]
        both = [index for index in main if index in named]
        return next(iter(both or early or plain), None)

    def is_noise(self, index: int) -> bool:
        piece = self.pieces[index]
        noise = piece.scope.noise
        return (noise is not None and noise[1]) or piece.linked == len(piece.block.text)

    def title(self, rules: list[str]) -> int | None:
        """The piece that becomes the title; a heading at the text's beginning if none is named."""
        kept = [index for index, rule in enumerate(rules) if not rule]
        if not kept:
            return None
        text = [index for index in kept if self.pieces[index].tag != "h1"]
        headline = self.headline(text or kept)
        if headline is not None:
            return headline
        main = [index for index in kept if self.pieces[index].tag == "h1"]
        opens = self.pieces[kept[0]].block.kind == "heading" and not self.head.title
        return main[0] if main else kept[0] if opens else None


# What the structured data of a page repeats by mistake.
_NEVER_STATED = frozenset(("caption", "navigation", "comments", "related", "byline"))


def _shape(scope: Scope) -> Hint | None:
    """What an element's shape says: a form or a picture, a line or two beside it, and no more."""
    if scope.forms and scope.chars < 500:
        return "form", True
    if scope.images and scope.chars < 250 and not scope.flowing:
        return "caption", True
    return None


def _is_linked(piece: Piece) -> bool:
    return piece.linked > _LINKED * len(piece.block.text)


def _is_links(piece: Piece) -> bool:
    """Whether a piece is nothing but links, or part of a list or table that is."""
    kind = piece.block.kind
    if kind == "heading":
        return False
    if kind not in ("item", "row"):
        return _is_linked(piece)
    scope = piece.scope
    while scope.tag not in ("ul", "ol", "table") and scope.parent is not None:
        if scope.container is scope:
            return False
        scope = scope.parent
    return scope.linked > _LINKED * scope.chars
