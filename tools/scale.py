"""Cleaning beyond one machine: the same cleaning as a step of a datatrove pipeline.

For input of a crawl's size, as JSON lines, Parquet or WARC. What comes of a document depends on
that document alone, so the output is the same however many tasks share the work:

    LocalPipelineExecutor(
        [
            WarcReader("crawl"),
            CleanArticles(exclusion_writer=JsonlWriter("excluded", "${excluded}s/${rank}.jsonl")),
            JsonlWriter("kept"),
        ],
        tasks=64,
        workers=8,
        logging_dir="logs",
    ).run()

What needs the other documents of a run is not done here: lines that many share, near-duplicates.
"""

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tools import render
from tools.document import Document as Article
from tools.document import Flag, Removal, Rewrite
from tools.extract import extract, is_html
from tools.identify import identify_language
from tools.language import Language, load_languages
from tools.pipeline import clean_document
from tools.steps.segmentation import segment

try:
    from datatrove.data import Document
    from datatrove.pipeline.base import PipelineStep
    from datatrove.pipeline.writers.disk_base import DiskWriter
    from datatrove.utils.logging import logger
    from datatrove.utils.typeshelper import StatHints
except ImportError as error:
    raise ImportError(
        f"tools.scale needs datatrove ({error}); run `pip install -r requirements-scale.txt`"
    ) from None

AUTO = "auto"


class _ExclusionError(Exception):
    """A document is excluded as a whole, by a rule and for a reason."""

    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(rule, reason)
        self.rule = rule
        self.reason = reason


class CleanArticles(PipelineStep):  # type: ignore[misc]  # datatrove has no types
    """Cleans each document, a plain text or an HTML page, and passes on those that are articles.

    `locale` is the language of all of them, `auto` to identify each one's. A document passed on
    has the article in Markdown as its text; its metadata gain `title` (empty if it has none),
    `description`, `locale`, and how many `removals`, `rewrites` and `flags` cleaning made. Its
    address is taken from the metadata's `url`.

    What is left out goes to `exclusion_writer`: a document for each block removed, and each
    document that is not passed on, as it came. The metadata of both say which it is (`excluded`:
    block or document), the `source` document's id, the `line` in it, `step`, `rule` and `reason`.
    The rules for whole documents are `no-text`, `language-other`, `language-unsure`,
    `nothing-left` and `failed`; datatrove's statistics count each. None of them stops the others.
    """

    name = "🧹 Articles"
    type = "🔻 - FILTER"

    def __init__(self, locale: str = AUTO, exclusion_writer: DiskWriter | None = None) -> None:
        super().__init__()
        if locale not in (AUTO, *load_languages()):
            choices = ", ".join((AUTO, *load_languages()))
            raise ValueError(f"{locale!r} is no locale; choose one of {choices}")
        self.locale = locale
        self.exclusion_writer = exclusion_writer

    def run(
        self,
        data: Iterable[Document] | None,
        rank: int = 0,
        world_size: int = 1,  # noqa: ARG002  # every step has the same signature
    ) -> Iterator[Document]:
        """The documents that are articles, cleaned; each rank writes exclusions of its own."""
        with self.exclusion_writer or contextlib.nullcontext() as writer:
            for document in data or ():
                self.stat_update(StatHints.total)
                with self.track_time():
                    kept, excluded = self._clean(document)
                if kept:
                    self.stat_update(StatHints.forwarded, f"locale_{kept.metadata['locale']}")
                    self.update_doc_stats(kept)
                else:
                    self.stat_update(StatHints.dropped, f"dropped_{excluded[-1].metadata['rule']}")
                if writer:
                    for each in excluded:
                        writer.write(each, rank)
                if kept:
                    yield kept

    def _clean(self, document: Document) -> tuple[Document | None, list[Document]]:
        """The document cleaned, if it is an article, and what is excluded, itself as the last."""
        blocks: list[Document] = []
        try:
            raw = _read(document)
            language = self._language(raw)
            article = clean_document(raw, language)
            removals = [change for change in article.history if isinstance(change, Removal)]
            blocks = [_block(document, n, removal) for n, removal in enumerate(removals)]
            return _kept(document, article, language), blocks
        except _ExclusionError as exclusion:
            rule, reason = exclusion.rule, exclusion.reason
        except Exception as error:  # whatever a crawl may hold: one document never stops the others
            rule, reason = "failed", _writable(f"{type(error).__name__}: {error}")
            logger.warning(f"{document.id}: {rule}, {reason}")
        account = {"excluded": "document", "source": document.id, "line": 1}
        account |= {"step": "documents", "rule": rule, "reason": reason}
        text = _writable(document.text)
        return None, [*blocks, replace(document, text=text, metadata=document.metadata | account)]

    def _language(self, raw: Article) -> Language:
        languages = load_languages()
        if self.locale != AUTO:
            return languages[self.locale]
        guess = identify_language((block.text for block in raw.blocks), languages)
        if guess.locale:
            return languages[guess.locale]
        if guess.other:
            raise _ExclusionError("language-other", f"it reads as {guess.other!r}")
        raise _ExclusionError("language-unsure", "its language is not certain")


def _read(document: Document) -> Article:
    address = document.metadata.get("url")
    if is_html(document.text):
        raw = extract(document.text, address if isinstance(address, str) else None)
    else:
        raw = segment(document.text)
    if not raw.blocks:
        raise _ExclusionError("no-text", "it has no text, or none that reads as an article")
    return raw


def _kept(document: Document, article: Article, language: Language) -> Document:
    if all(block.kind in ("title", "heading") for block in article.blocks):
        raise _ExclusionError("nothing-left", "nothing is left of its text once it is cleaned")
    text = render.markdown(article)
    text.encode()  # raises for half a surrogate pair, which no writer can write
    account = {
        "title": render.title(article) or "",
        "description": render.description(article, language),
        "locale": language.locale,
        "removals": _count(article, Removal),
        "rewrites": _count(article, Rewrite),
        "flags": _count(article, Flag),
    }
    return replace(document, text=text, metadata=document.metadata | account)


def _count(article: Article, kind: type[Removal | Rewrite | Flag]) -> int:
    return sum(isinstance(change, kind) for change in article.history)


def _block(document: Document, number: int, removal: Removal) -> Document:
    """A block removed, as a document of its own; its id is the document's and a number."""
    metadata = {
        "excluded": "block",
        "source": document.id,
        "line": removal.block.line,
        "step": removal.step,
        "rule": removal.rule,
        "reason": removal.reason,
    }
    return Document(_writable(removal.block.text), f"{document.id}#{number}", metadata=metadata)


def _writable(text: object) -> str:
    """What a reader took for a text, as one that every writer can write."""
    return str(text).encode(errors="replace").decode()
