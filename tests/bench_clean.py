"""How well and how fast cleaning does beside other tools: `python -m tests.bench_clean`.

All on the same documents in one run, development and test set apart: plain texts, and HTML pages.
Other tools get a text as paragraphs of a page, the form that they take.
"""

import html
import time
from collections.abc import Callable

import justext
import trafilatura
from bs4 import BeautifulSoup
from rich.console import Console
from rich.table import Table

from tests.labelled import Labelled, Score, judge, load_labelled
from tools.encoding import decode
from tools.extract import extract
from tools.language import load_languages
from tools.pipeline import clean, clean_document
from tools.render import plain

LANGUAGES = load_languages()
_STOPLISTS = {"da": "Danish", "id": "Indonesian", "no": "Norwegian_Bokmal"}

Cleaner = Callable[[Labelled], str]


def ours(document: Labelled) -> str:
    """The document cleaned by us."""
    language = LANGUAGES[document.locale]
    if document.html is None:
        return plain(clean(document.raw, language))
    return plain(clean_document(extract(decode(document.html)), language))


def keep_everything(document: Labelled) -> str:
    """The document as it is; of a page, all text outside its scripts and styles."""
    if document.html is None:
        return document.raw
    soup = BeautifulSoup(decode(document.html), "lxml")
    for element in soup(["script", "style", "head"]):
        element.decompose()
    return soup.get_text("\n")


def by_justext(document: Labelled) -> str:
    """What jusText keeps, with its stop words of the language."""
    stoplist = justext.get_stoplist(_STOPLISTS[document.locale])
    paragraphs = justext.justext(_page(document), stoplist)
    return "\n".join(p.text for p in paragraphs if not p.is_boilerplate)


def by_trafilatura(document: Labelled) -> str:
    """What trafilatura keeps in its precise mode."""
    text = trafilatura.extract(
        _page(document), favor_precision=True, include_comments=False, include_tables=True
    )
    return text or ""


def _page(document: Labelled) -> str:
    if document.html is not None:
        return decode(document.html)
    lines = (line for line in document.raw.splitlines() if line.strip())
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in lines)
    return f"<html><body>\n{body}</body></html>"


TOOLS: dict[str, Cleaner] = {
    "ours": ours,
    "jusText": by_justext,
    "trafilatura, precise": by_trafilatura,
    "keep everything": keep_everything,
}


def score(cleaner: Cleaner, documents: list[Labelled]) -> tuple[Score, float]:
    """A cleaner's score on documents, and the milliseconds of processor time that each took.

    The time is the least of three runs.
    """
    result, _ = judge(documents, cleaner)
    times = []
    for _ in range(3):
        start = time.process_time()
        for document in documents:
            cleaner(document)
        times.append(time.process_time() - start)
    return result, 1000 * min(times) / len(documents)


def main() -> None:
    """Prints a table of every set and language, and one of ours by class."""
    console = Console(width=110)
    for folder in ("dev", "test"):
        for form, is_page in (("plain text", False), ("HTML", True)):
            table = Table(title=f"{folder}: {form}", title_justify="left")
            for column in (
                "tool",
                "language",
                "noise removed",
                "good kept",
                "repaired",
                "F1",
                "ms",
            ):
                table.add_column(column, justify="left" if column == "tool" else "right")
            for name, cleaner in TOOLS.items():
                for locales in (list(LANGUAGES), *([locale] for locale in LANGUAGES)):
                    documents = [
                        document
                        for locale in locales
                        for document in load_labelled(folder, locale)
                        if (document.html is not None) == is_page
                    ]
                    result, milliseconds = score(cleaner, documents)
                    table.add_row(
                        name,
                        "all" if len(locales) > 1 else locales[0],
                        *(f"{result.share(label):.3f}" for label in ("drop", "keep", "fix")),
                        f"{result.f1:.3f}",
                        f"{milliseconds:.1f}",
                    )
            console.print(table)
    table = Table(title="ours by class, test set, all languages", title_justify="left")
    for column in ("label", "class", "right", "of"):
        table.add_column(column, justify="right" if column in ("right", "of") else "left")
    documents = [d for locale in LANGUAGES for d in load_labelled("test", locale)]
    result, _ = judge(documents, ours)
    for (label, kind), rights in sorted(result.lines.items()):
        table.add_row(label, kind, str(sum(rights)), str(len(rights)))
    console.print(table)


if __name__ == "__main__":
    main()
