"""Queries with the pages that answer them, how a search does on them, and how ours is asked.

`<locale>.tsv` holds the queries that the search is tuned on; `<locale>-unseen.tsv` those that are
looked at only to report, never to change anything. A query's class says what it asks of a search.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tools.language import Language

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent
SETS = ("tuning", "unseen")
CLASSES = (
    "exact",
    "inflection",
    "compound",
    "typo",
    "diacritic",
    "synonym",
    "question",
    "crosslingual",
)
ALL = "all"
# Results of a query that are looked at: as many as the dialog shows at first.
DEPTH = 8

# Asks our engine; each query is answered by the addresses of its first results.
_ASK = """async ([site, locale, queries, depth]) => {
    const { open } = await import(`${site}assets/js/search/engine.js`);
    const search = await open(locale);
    const answer = async (query) => {
        const { results } = await search.find(query);
        const pages = results.slice(0, depth).map((result) => result.read());
        return (await Promise.all(pages)).map(({ url }) => url);
    };
    return Promise.all(queries.map(answer));
}"""
# What only the search by meaning fetches.
_VECTORS = ("*/search/words/*", "*/vectors.pack*")

Ranked = Sequence[str]


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader types, and the slugs of the pages any of which answers it.

    A section's landing page is `programs/index`, the home page `index`.
    """

    locale: str
    kind: str
    text: str
    pages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Score:
    """How a search does on so many queries: shares of them, from 0.0 to 1.0.

    `first` and `third` are success at 1 and at 3: a right page is the first result, or among the
    first three. `mrr` is the mean reciprocal rank of the first right page, which is 0 where the
    first eight results have none.
    """

    queries: int
    first: float
    third: float
    mrr: float


@cache
def load_queries(locale: str, name: str) -> tuple[Query, ...]:
    """The queries of a language's set, `tuning` or `unseen`, in the order of the file.

    Raises `KeyError` for a file without the columns class, query and pages.
    """
    path = FOLDER / f"{locale}{'' if name == 'tuning' else f'-{name}'}.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
        return tuple(
            Query(locale, row["class"], row["query"], frozenset(row["pages"].split()))
            for row in rows
        )


def rank(query: Query, ranked: Ranked) -> int | None:
    """The 1-based rank of the first right page; nothing if it is not among the first eight.

    A page that stands twice, for two of its sections, counts once.

    >>> rank(Query("da", "exact", "churn", frozenset({"b"})), ["a", "a", "b"])
    2
    """
    pages = list(dict.fromkeys(ranked))[:DEPTH]
    return next((at for at, page in enumerate(pages, start=1) if page in query.pages), None)


def scores(queries: Sequence[Query], ranked: Iterable[Ranked]) -> Mapping[tuple[str, str], Score]:
    """The score of each language and class, and of `all` of either or both.

    `ranked` has for each query, in the same order, the slugs of its results, best first. Only
    those languages and classes are there that queries have.
    """
    ranks: dict[tuple[str, str], list[int | None]] = defaultdict(list)
    for query, pages in zip(queries, ranked, strict=True):
        for locale in (query.locale, ALL):
            for kind in (query.kind, ALL):
                ranks[locale, kind].append(rank(query, pages))
    return {key: _score(found) for key, found in ranks.items()}


def _score(ranks: Sequence[int | None]) -> Score:
    right = [each for each in ranks if each is not None]
    return Score(
        queries=len(ranks),
        first=sum(each <= 1 for each in right) / len(ranks),
        third=sum(each <= 3 for each in right) / len(ranks),
        mrr=sum(1 / each for each in right) / len(ranks),
    )


@cache
def slugs(locale: str) -> frozenset[str]:
    """The slugs of a language's pages: `index`, `programs/index`, `programs/free-trial` …"""
    docs = ROOT / "docs" / locale
    return frozenset(p.relative_to(docs).with_suffix("").as_posix() for p in docs.rglob("*.md"))


def slug(url: str, site: str, language: Language) -> str:
    """The slug of a result's page, as the queries name it.

    `url` is a path or an address, with a section or without; `site` is the address of the site's
    root. A page of another language keeps its whole path, and so is the right one for no query.
    """
    path = urlsplit(url).path.removeprefix(urlsplit(site).path)
    name = path.removeprefix(language.path).rstrip("/")
    if not path.startswith(language.path):
        return path
    names = (name, f"{name}/index".lstrip("/"))
    return next((each for each in names if each in slugs(language.locale)), path)


def ask(page: Page, site: str, locale: str, queries: Sequence[Query]) -> list[list[str]]:
    """The addresses of the results that our search has for each query, eight at the most.

    `page` is at some page of the site, whose root is at the address `site`.
    """
    texts = [query.text for query in queries]
    found: list[list[str]] = page.evaluate(_ASK, [site, locale, texts, DEPTH])
    return found


def block_vectors(page: Page) -> None:
    """Has every request of the page fail that only the search by meaning makes.

    The browser does so itself: passing all requests through Playwright would slow them down.
    """
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setBlockedURLs", {"urls": list(_VECTORS)})
