"""Projects of few pages, which are soon built and soon checked."""

import json
import re
import shutil
from collections.abc import Collection
from itertools import islice
from pathlib import Path

from tests.conftest import LANGUAGES, ROOT, copy_project
from tools.pages import load_page, page_path
from tools.search.embeddings import TEXTS, WORDS

# A page of every kind, and all that a guide of them builds on.
SLUGS = (
    "index",
    "about",
    "tags",
    "glossary",
    "basics/index",
    "basics/customer-loyalty",
    "measure/index",
    "measure/clv-calculator",
    "library/index",
    "library/what-is-customer-loyalty",
    "library/satisfaction-and-loyalty",
    "library/what-is-customer-retention",
    "library/customer-loyalty-in-brief",
)
# What the search knows of words fills many files.
_WORDS = 500
_LINK = re.compile(r"\[([^\]]*)\]\(([^()#\s]+\.md)(?:#[^()\s]*)?\)")
_ENTRY = re.compile(r"^ +- (\S+\.md)\n", re.MULTILINE)
_EMPTY_SECTION = re.compile(r"^  - \w+:\n(?! {6})", re.MULTILINE)


def copy_pages(target: Path, slugs: Collection[str] = SLUGS) -> Path:
    """A folder of these pages in every language, of what the checks know of them, and of the
    sources; links to other pages are text.
    """
    shutil.copytree(ROOT / "sources", target / "sources")
    for slug in slugs:
        paths = [page_path(locale, slug) for locale in LANGUAGES]
        revisions = {}
        for path in paths:
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            text = (ROOT / path).read_text("utf-8")
            (target / path).write_text(_without_other_links(text, path, slugs), "utf-8")
            revisions[load_page(ROOT, path).revision] = load_page(target, path).revision
        for path in paths:  # a translation names the revision that it follows
            text = (target / path).read_text("utf-8")
            for old, new in revisions.items():
                text = text.replace(old, new)
            (target / path).write_text(text, "utf-8")
    pages = {page_path(locale, slug).as_posix() for locale in LANGUAGES for slug in slugs}
    made = json.loads((ROOT / TEXTS).read_text("utf-8"))
    kept = {name: each for name, each in made.items() if re.split("[#?]", name)[0] in pages}
    (target / TEXTS).parent.mkdir(parents=True, exist_ok=True)
    (target / TEXTS).write_text(json.dumps(kept), "utf-8")
    return target


def _without_other_links(text: str, path: Path, slugs: Collection[str]) -> str:
    """The text of a page in which links to pages that are left out are no links."""
    files = {page_path(path.parts[1], slug) for slug in slugs}

    def kept(link: re.Match[str]) -> str:
        leads_to = (ROOT / path.parent / link[2]).resolve().relative_to(ROOT)
        return link[0] if leads_to in files else link[1]

    return _LINK.sub(kept, text)


def copy_small_project(target: Path, slugs: Collection[str] = SLUGS) -> Path:
    """A project of these pages, with a navigation of them alone, which builds without a warning."""
    copy_project(target, "docs", "sources", TEXTS.name, WORDS.name)
    copy_pages(target, slugs)
    with (ROOT / WORDS).open("rb") as words:
        (target / WORDS).write_bytes(b"".join(islice(words, _WORDS)))
    config = (target / "mkdocs.yml").read_text("utf-8")
    config = _ENTRY.sub(
        lambda entry: entry[0] if entry[1].removesuffix(".md") in slugs else "", config
    )
    (target / "mkdocs.yml").write_text(_EMPTY_SECTION.sub("", config), "utf-8")
    return target
