"""How well and how fast the search does beside others: `python -m tests.bench_search`.

One run for all, in one browser, on the same texts: ours with and without the search by meaning,
Pagefind on our built pages, and Material's own search on the same Markdown, asked in its box.
Prints the tables of the README. With `--classes` also every score by language and class.
"""

import argparse
import gzip
import json
import re
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from mkdocs.utils.yaml import yaml_load
from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import FLAGS, REMEDY, find_browser
from tests.conftest import LANGUAGES, ROOT, run
from tests.relevance import (
    ALL,
    CLASSES,
    DEPTH,
    SETS,
    Query,
    Score,
    ask,
    block_vectors,
    load_queries,
    scores,
    slug,
    slugs,
)

# What a reader of each language may well type first.
TYPICAL = {"da": "loyale kunder", "id": "pelanggan setia", "no": "lojale kunder"}
RUNS = 5  # fresh contexts whose median counts
TYPED = 20  # queries of a language that are typed letter by letter
# What a host compresses; packs and Pagefind's files are so already.
_TEXTS = {".css", ".html", ".js", ".json", ".svg", ".xml"}
_IS_VECTORS = re.compile(r"/search/words/|/vectors\.pack")

# Milliseconds from the reader's first action to the first result that shows.
_WATCH = """(selector) => {
    let start;
    const begin = () => (start ??= performance.now());
    for (const name of ["keydown", "pointerdown", "focusin"]) addEventListener(name, begin, true);
    window.firstResult = new Promise((resolve) => {
        const observer = new MutationObserver(() => {
            if (!document.querySelector(selector)?.checkVisibility()) return;
            observer.disconnect();
            resolve(performance.now() - start);
        });
        observer.observe(document, { subtree: true, childList: true, attributes: true });
    });
}"""
_FIRST_OF_OURS = """async ([site, locale, query]) => {
    const start = performance.now();
    const { open } = await import(`${site}assets/js/search/engine.js`);
    const { results } = await (await open(locale)).find(query);
    await results[0].read();
    return performance.now() - start;
}"""
_FIND = """async ([site, locale, query]) => {
    const { open } = await import(`${site}assets/js/search/engine.js`);
    await (await open(locale)).find(query);
}"""
# The time of find() for every beginning of the queries, once all that they need is there.
_KEYSTROKES = """async ([site, locale, queries]) => {
    const { open } = await import(`${site}assets/js/search/engine.js`);
    const search = await open(locale);
    const times = [];
    for (const isWarm of [false, true]) {
        for (const query of queries) {
            for (let end = 1; end <= query.length; end++) {
                const start = performance.now();
                await search.find(query.slice(0, end));
                if (isWarm) times.push(performance.now() - start);
            }
        }
    }
    return times;
}"""
_ASK_PAGEFIND = """async ([site, queries, depth]) => {
    const pagefind = await import(`${site}pagefind/pagefind.js`);
    const found = [];
    for (const query of queries) {
        const { results } = await pagefind.search(query);
        const pages = results.slice(0, depth).map((result) => result.data());
        found.push((await Promise.all(pages)).map(({ url }) => url));
    }
    return found;
}"""
_FIRST_OF_PAGEFIND = """async ([site, query]) => {
    const start = performance.now();
    const pagefind = await import(`${site}pagefind/pagefind.js`);
    const { results } = await pagefind.search(query);
    await results[0].data();
    return performance.now() - start;
}"""
_WATCH_MATERIAL = """() => {
    window.changes = { count: 0, last: 0 };
    const observer = new MutationObserver(() => {
        changes.count += 1;
        changes.last = performance.now();
    });
    const results = document.querySelector(".md-search-result");
    observer.observe(results, { subtree: true, childList: true, characterData: true });
}"""
# The links of the results once nothing has moved for a while. Material draws ten, and more as the
# reader scrolls: it is scrolled until enough are of the reader's language, or no more come.
_READ_MATERIAL = """async ([isOurs, depth]) => {
    const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const settled = async (quiet, most) => {
        const end = performance.now() + most;
        while (performance.now() < end) {
            if (changes.count && performance.now() - changes.last > quiet) return;
            await rest(5);
        }
    };
    const links = () => [...document.querySelectorAll(".md-search-result__item > a")];
    await settled(80, 2000);
    const box = document.querySelector(".md-search__scrollwrap");
    let found = links();
    const ours = () => found.filter(({ pathname }) => new RegExp(isOurs).test(pathname));
    for (let before = 0; found.length > before && ours().length < depth; ) {
        before = found.length;
        changes.count = 0;
        box.scrollTop = 0;
        await rest(5);
        box.scrollTop = box.scrollHeight;
        await settled(20, 150);
        found = links();
    }
    box.scrollTop = 0;
    return found.map(({ pathname }) => pathname);
}"""


class Sent(NamedTuple):
    """An answer of the server: the path that was asked for, and the bytes of its body."""

    path: str
    size: int


class Server(ThreadingHTTPServer):
    """Serves a folder on loopback, and keeps account of what it sends.

    Files go as they are, or the texts among them under gzip; nothing may be kept by a browser.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.zips = False
        self.sent: list[Sent] = []

    @property
    def address(self) -> str:
        """The address of the site's root."""
        return f"http://127.0.0.1:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    server: Server
    # As real servers do: connections are kept, and an answer goes out in one piece at once.
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:  # the base class looks for this name
        name = unquote(urlsplit(self.path).path)
        path = self.server.folder / name.lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        body = path.read_bytes() if path.is_file() else b""
        self.send_response(200 if path.is_file() else 404)
        if self.server.zips and path.suffix in _TEXTS:
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", guess_type(path.name)[0] or "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.server.sent.append(Sent(name, len(body)))
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def serve(folder: Path) -> Iterator[Server]:
    """The server of a folder, at work."""
    with Server(folder) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@dataclass(frozen=True)
class Tool:
    """A search on a served site, as the name that its rows have."""

    name: str
    server: Server

    def prepare(self, page: Page) -> None:
        """Sets up a page before it goes anywhere."""

    def ask(self, page: Page, locale: str, queries: Sequence[Query]) -> list[list[str]]:
        """The addresses of each query's results, best first; the page is the language's home."""
        raise NotImplementedError

    def show(self, page: Page, query: str) -> float | None:
        """Milliseconds until the first result shows, from the reader's first action.

        None if the search comes without an interface.
        """

    def first(self, page: Page, locale: str, query: str) -> float | None:
        """Milliseconds until a script has the first result; None if none can ask."""

    def comes_with_page(self, path: str) -> bool:  # noqa: ARG002
        """Whether a file that a page has loaded before the search is opened is for the search."""
        return False


@dataclass(frozen=True)
class Ours(Tool):
    """Our search; if `is_lexical`, all requests fail that only the search by meaning makes."""

    is_lexical: bool = False

    def prepare(self, page: Page) -> None:
        if self.is_lexical:
            block_vectors(page)

    def ask(self, page: Page, locale: str, queries: Sequence[Query]) -> list[list[str]]:
        return ask(page, self.server.address, locale, queries)

    def show(self, page: Page, query: str) -> float | None:
        page.evaluate(_WATCH, "#search-results a")
        page.keyboard.press("/")
        page.keyboard.insert_text(query)
        return float(page.evaluate("firstResult"))

    def first(self, page: Page, locale: str, query: str) -> float | None:
        return float(page.evaluate(_FIRST_OF_OURS, [self.server.address, locale, query]))


class Pagefind(Tool):
    """Pagefind's index of our built pages, asked through its script; its language is the page's."""

    def ask(self, page: Page, locale: str, queries: Sequence[Query]) -> list[list[str]]:  # noqa: ARG002
        texts = [query.text for query in queries]
        found: list[list[str]] = page.evaluate(_ASK_PAGEFIND, [self.server.address, texts, DEPTH])
        return found

    def first(self, page: Page, locale: str, query: str) -> float | None:  # noqa: ARG002
        return float(page.evaluate(_FIRST_OF_PAGEFIND, [self.server.address, query]))


class Material(Tool):
    """Material's built-in search, asked in its search box; it has one index of all languages."""

    def ask(self, page: Page, locale: str, queries: Sequence[Query]) -> list[list[str]]:
        box = page.locator(".md-search__input")
        box.click()
        page.evaluate(_WATCH_MATERIAL)
        others = "|".join(filter(None, (each.path for each in LANGUAGES.values())))
        own = LANGUAGES[locale].path
        is_ours = f"^/{own}" if own else f"^/(?!{others})"
        found = []
        for query in queries:
            page.evaluate("changes.count = 0")
            box.fill(query.text)
            box.press("End")
            found.append(page.evaluate(_READ_MATERIAL, [is_ours, DEPTH]))
        return found

    def show(self, page: Page, query: str) -> float | None:
        page.evaluate(_WATCH, ".md-search-result__item > a")
        page.locator(".md-search__input").click()
        page.keyboard.insert_text(query[:-1])
        page.keyboard.press(query[-1])  # Material listens to keys only
        return float(page.evaluate("firstResult"))

    def comes_with_page(self, path: str) -> bool:
        return path.startswith("/search/") or "/workers/search" in path or "/lunr/" in path


Scores = Mapping[tuple[str, str], Score]


@dataclass(frozen=True)
class Cost:
    """What the first result of a search takes, as medians: kB sent, plain and zipped, and ms."""

    kilobytes: float
    zipped: float
    shown: float | None
    there: float | None


@contextmanager
def opened(browser: Browser, tool: Tool, locale: str) -> Iterator[Page]:
    """A page of a fresh context at the language's home page, all of it loaded."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    tool.prepare(page)
    page.goto(tool.server.address + LANGUAGES[locale].path, wait_until="networkidle")
    yield page
    context.close()


def build(folder: Path) -> None:
    """Writes our site with Pagefind's index beside ours to `site`, and Material's to `material`."""
    site = folder / "site"
    _run("mkdocs", "build", "--quiet", "--site-dir", str(site))
    _run(
        *("pagefind", "--site", str(site), "--glob", "**/index.html", "--root-selector", "article"),
        *("--exclude-selectors", ".headerlink, .footnote-ref, .footnote-backref"),
    )
    config = yaml_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    for name in ("hooks", "watch", "extra"):
        config.pop(name, None)
    config |= {
        "docs_dir": str(ROOT / "docs"),
        "strict": False,
        "theme": {"name": "material", "font": False},  # fonts would come from another host
        # Of our languages it has stemmers for these; English, its default, finds no more.
        "plugins": [{"search": {"lang": ["da", "no"]}}, *config["plugins"]],
    }
    # JSON is YAML too.
    (folder / "mkdocs.yml").write_text(json.dumps(config), "utf-8")
    options = ("--quiet", "--config-file", str(folder / "mkdocs.yml"))
    _run("mkdocs", "build", *options, "--site-dir", str(folder / "material"))


def _run(*arguments: str) -> None:
    result = run(*arguments)
    if result.returncode != 0:
        sys.exit(result.stdout + result.stderr)


def judge(browser: Browser, tool: Tool) -> dict[str, dict[str, Scores]]:
    """The tool's scores, by the name of their row and by set.

    Material's are there twice: as readers meet it, and with the other languages' pages left out.
    """
    rows: dict[str, dict[str, Scores]] = {tool.name: {}}
    own = rows.setdefault(f"{tool.name}, own language only", {})
    for name in SETS:
        queries: list[Query] = []
        ranked: list[list[str]] = []
        for locale, language in LANGUAGES.items():
            asked = load_queries(locale, name)
            with opened(browser, tool, locale) as page:
                found = tool.ask(page, locale, asked)
            queries += asked
            ranked += [[slug(url, tool.server.address, language) for url in urls] for urls in found]
        rows[tool.name][name] = scores(queries, ranked)
        kept = [
            [page for page in pages if page in slugs(query.locale)]
            for query, pages in zip(queries, ranked, strict=True)
        ]
        own[name] = scores(queries, kept)
    return rows if isinstance(tool, Material) else {tool.name: rows[tool.name]}


def cost(browser: Browser, tool: Tool, locale: str) -> Cost:
    """What the first result of the language's typical query takes, in fresh contexts.

    The bytes are those of the interface too, where there is one, and of what each page loads for
    a search that may come.
    """
    query, sent = TYPICAL[locale], tool.server.sent

    def measure(*, by_script: bool = False) -> tuple[float, float | None]:
        sent.clear()
        with opened(browser, tool, locale) as page:
            before = [each for each in sent if tool.comes_with_page(each.path)]
            sent.clear()
            took = tool.first(page, locale, query) if by_script else tool.show(page, query)
            return sum(each.size for each in (*before, *sent)) / 1000, took

    def measures(*, by_script: bool = False) -> list[tuple[float, float]]:
        found: list[tuple[float, float]] = []
        while len(found) < RUNS:
            kilobytes, took = measure(by_script=by_script)
            if took is None:
                break
            found.append((kilobytes, took))
        return found

    shown, there = measures(), measures(by_script=True)
    tool.server.zips = True
    zipped, _ = measure(by_script=not shown)
    tool.server.zips = False
    return Cost(
        statistics.median(kilobytes for kilobytes, _ in shown or there),
        zipped,
        statistics.median(took for _, took in shown) if shown else None,
        statistics.median(took for _, took in there) if there else None,
    )


def vectors_at_most(browser: Browser, tool: Ours, locale: str) -> float:
    """The kB of the search by meaning that one query fetches at the most, of all of a language."""
    context = browser.new_context()
    context.route("**/blank", lambda route: route.fulfill(body="", content_type="text/html"))
    page = context.new_page()
    most = 0
    for name in SETS:
        for query in load_queries(locale, name):
            page.goto(tool.server.address + "blank")  # forgets what it has fetched
            tool.server.sent.clear()
            page.evaluate(_FIND, [tool.server.address, locale, query.text])
            sent = [each for each in tool.server.sent if _IS_VECTORS.search(each.path)]
            most = max(most, sum(each.size for each in sent))
    context.close()
    return most / 1000


def keystrokes(browser: Browser, tool: Ours, locale: str) -> tuple[float, float]:
    """Milliseconds of a later keystroke: 95 in 100 take no longer, and none longer than …"""
    tuning = load_queries(locale, "tuning")
    texts = [query.text for query in tuning[:: len(tuning) // TYPED]]
    with opened(browser, tool, locale) as page:
        times = sorted(page.evaluate(_KEYSTROKES, [tool.server.address, locale, texts]))
    return times[len(times) * 95 // 100], times[-1]


def table(head: Sequence[str], rows: Sequence[Sequence[str]], texts: int) -> str:
    """A Markdown table whose first columns, so many, are texts and the others numbers."""
    rule = ["---"] * texts + ["--:"] * (len(head) - texts)
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, rule, *rows))


def _scored(score: Score) -> list[str]:
    return [f"{share:.3f}" for share in (score.third, score.first, score.mrr)]


def _print_quality(found: Mapping[str, Mapping[str, Scores]], *, with_classes: bool) -> None:
    measures = [f"{name}: {what}" for name in SETS for what in ("at 3", "at 1", "MRR")]
    rows = [
        [tool, locale, *(text for name in SETS for text in _scored(sets[name][locale, ALL]))]
        for tool, sets in found.items()
        for locale in (ALL, *LANGUAGES)
    ]
    print(table(["search", "language", *measures], rows, 2))
    rows = [
        [tool, *(f"{sets['unseen'][ALL, kind].third:.3f}" for kind in CLASSES)]
        for tool, sets in found.items()
    ]
    print(table(["unseen queries: at 3", *CLASSES], rows, 1))
    if with_classes:
        rows = [
            [tool, locale, kind, *(t for name in SETS for t in _scored(sets[name][locale, kind]))]
            for tool, sets in found.items()
            for locale in (ALL, *LANGUAGES)
            for kind in CLASSES
        ]
        print(table(["search", "language", "class", *measures], rows, 3))


def _print_costs(
    costs: Mapping[tuple[str, str], Cost], later: Mapping[str, Sequence[float]]
) -> None:
    def number(value: float | None) -> str:
        return "–" if value is None else f"{value:.0f}"

    rows = [
        [tool, locale, *map(number, (c.kilobytes, c.zipped, c.shown, c.there))]
        for (tool, locale), c in costs.items()
    ]
    head = ["search", "language", "kB", "kB, texts gzipped", "ms, typed", "ms, by script"]
    print(table(head, rows, 2))
    rows = [[locale, *(f"{value:.1f}" for value in values)] for locale, values in later.items()]
    head = ["ours", "kB of vectors, at most", "ms a keystroke, 95 in 100", "at most"]
    print(table(head, rows, 1))


def main() -> None:
    """Prints the tables; what it is at goes to standard error."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--classes", action="store_true", help="print scores by class as well")
    arguments = parser.parse_args()
    executable = find_browser()
    if executable is None:
        sys.exit(REMEDY)
    began = time.monotonic()

    def tell(what: str) -> None:
        print(f"{time.monotonic() - began:4.0f} s  {what}", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        tell("building")
        build(Path(temporary))
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        with serve(Path(temporary, "site")) as site, serve(Path(temporary, "material")) as other:
            ours = Ours("ours", site)
            tools: list[Tool] = [
                ours,
                Ours("ours, without vectors", site, is_lexical=True),
                Pagefind("Pagefind", site),
                Material("Material", other),
            ]
            found: dict[str, dict[str, Scores]] = {}
            costs: dict[tuple[str, str], Cost] = {}
            later: dict[str, Sequence[float]] = {}
            # Times first, of all tools one after the other.
            for locale in LANGUAGES:
                for tool in tools:
                    tell(f"{locale}: first result, {tool.name}")
                    costs[tool.name, locale] = cost(browser, tool, locale)
            for locale in LANGUAGES:
                tell(f"{locale}: keystrokes and vectors")
                times = keystrokes(browser, ours, locale)
                later[locale] = (vectors_at_most(browser, ours, locale), *times)
            for tool in tools:
                tell(f"queries, {tool.name}")
                found |= judge(browser, tool)
        browser.close()
        tell("done")
    _print_quality(found, with_classes=arguments.classes)
    _print_costs(costs, later)


if __name__ == "__main__":
    main()
