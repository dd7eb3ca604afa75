"""Any files cleaned into a folder: each read, cleaned and written by itself."""

import os
import signal
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tools import render
from tools.document import Document
from tools.duplicates import near_duplicates
from tools.encoding import decode
from tools.errors import InputError, SourceError
from tools.extract import extract, is_html
from tools.finding import Finding
from tools.identify import identify_language
from tools.language import Language, load_languages
from tools.pages import front_matter
from tools.pipeline import clean_document
from tools.steps.segmentation import segment
from tools.writing import write_whole

# Starting workers takes longer than cleaning a handful of files.
_HANDFUL = 8
# Files under way at once, for each worker: enough to keep it busy, few enough to hold in memory.
_AHEAD = 4
# A line that so many files of a run have is their site's, if it stands where such lines do.
_REPEATED = 3
_REPEATED_LENGTH = range(12, 200)
# How many different lines are remembered while counting; the rarest are forgotten first.
_REMEMBERED = 500_000

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of every file of a run.

    `registered` are the shingles of the registered articles by locale and name, `repeated` the
    lines that many files of the run have.
    """

    out: Path
    locale: str
    registered: Mapping[str, Mapping[str, frozenset[int]]] = field(default_factory=dict)
    repeated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What became of a file: its document and findings, or, with no document, the problem.

    `unsure` says that the problem is the language.
    """

    path: Path
    locale: str = ""
    document: Document | None = None
    findings: tuple[Finding, ...] = ()
    problem: str = ""
    unsure: bool = False


def clean_files(paths: Sequence[Path], request: Request) -> Iterator[Cleaned]:
    """Each file cleaned and its page written, in the order of the paths.

    A file that cannot be cleaned yields its problem, and the others go on. More than a handful are
    shared out among the processors; a few at a time are in memory.
    """
    problems = _clashes(paths, request.out)
    workers = min(os.cpu_count() or 1, len(paths))
    if len(paths) <= _HANDFUL or workers == 1:
        for path in paths:
            yield problems.get(path) or clean_file(path, request)
        return
    with ProcessPoolExecutor(workers, initializer=_take_up, initargs=(request,)) as pool:
        under_way: deque[Future[Cleaned]] = deque()
        try:
            for path in paths:
                under_way.append(
                    _known(problems[path]) if path in problems else pool.submit(_work, path)
                )
                if len(under_way) >= workers * _AHEAD:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


# What a worker is asked to do with each of its files, told once when it starts.
_request: Request


def _take_up(request: Request) -> None:
    global _request
    _request = request
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run's own process ends the run


def _work(path: Path) -> Cleaned:
    return clean_file(path, _request)


def _known(result: Cleaned) -> Future[Cleaned]:
    future: Future[Cleaned] = Future()
    future.set_result(result)
    return future


def clean_file(path: Path, request: Request) -> Cleaned:
    """One file cleaned, its page written into the request's folder if it differs from what is there.

    Never raises for what a file may contain; its problem is in the answer.
    """
    languages = load_languages()
    try:
        raw = read_raw(path)
        locale = request.locale
        if locale == AUTO:
            guess = identify_language((block.text for block in raw.blocks), languages)
            if guess.locale is None:
                other = f"; it reads as {guess.other!r}" if guess.other else ""
                problem = (
                    f"{path}: its language is not certain{other}; "
                    f"name it with --locale {'|'.join(languages)}, or leave the file out"
                )
                return Cleaned(path, problem=problem, unsure=True)
            locale = guess.locale
        language = languages[locale]
        document = clean_document(raw, language, request.repeated)
        write_whole(request.out / page_name(path), page(document, language))
    except InputError as error:
        return Cleaned(path, problem="\n".join(error.problems))
    findings = tuple(
        Finding(path, 1, "near-duplicate", f"is {share:.0%} like {name}, which is registered")
        for name, share in near_duplicates(document, request.registered.get(locale, {}))
        if Path(name).resolve() != path.resolve()
    )
    return Cleaned(path, locale, document, findings)


def read_raw(path: Path) -> Document:
    """The document of a file before it is cleaned: a text's lines, or the article of a page.

    Whatever its encoding. Raises `SourceError` if it is missing, unreadable, empty or no text.
    """
    try:
        text = decode(path.read_bytes())
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); see to the path") from None
    except ValueError as error:
        raise SourceError(f"{path}: is {error}; give a text or an HTML page") from None
    document = extract(text) if is_html(text) else segment(text)
    if not document.blocks:
        raise SourceError(f"{path}: has no article's text; leave it out")
    return document


def page(document: Document, language: Language) -> str:
    """The whole text of a document's page: front matter and Markdown."""
    title = render.title(document) or render.description(document, language)
    meta = {"title": title, "description": render.description(document, language)}
    return f"{front_matter(meta)}\n{render.markdown(document)}"


def page_name(path: Path) -> str:
    """The file name of the page that a file becomes."""
    return f"{path.stem}.md"


def _clashes(paths: Sequence[Path], out: Path) -> dict[Path, Cleaned]:
    """The files that cannot have a page of their own, with the reason."""
    taken: dict[str, Path] = {}
    problems: dict[Path, Cleaned] = {}
    for path in paths:
        target = out / page_name(path)
        first = taken.setdefault(page_name(path).casefold(), path)
        if first != path:
            problem = f"{path}: would become {target} as {first} does; rename one of them"
            problems[path] = Cleaned(path, problem=problem)
        elif target.resolve() == path.resolve():
            problem = f"{path}: its page would overwrite it; choose another folder for --out"
            problems[path] = Cleaned(path, problem=problem)
    return problems


def repeated_lines(paths: Sequence[Path]) -> frozenset[str]:
    """The lines that at least three of the files have, none of them an article's headline or text.

    Counted over plain texts only: in a page the markup tells more. A file that cannot be read is
    passed over; memory is bounded, so that rare lines of a very large run may be missed.
    """
    if len(paths) < _REPEATED:
        return frozenset()
    counts: Counter[str] = Counter()
    for path in paths:
        try:
            text = decode(path.read_bytes())
        except (OSError, ValueError):
            continue
        if is_html(text):
            continue
        lines = {line.strip() for line in text.splitlines()}
        counts.update(line for line in lines if len(line) in _REPEATED_LENGTH)
        if len(counts) > _REMEMBERED:
            counts = Counter({line: count for line, count in counts.items() if count > 1})
    return frozenset(line for line, count in counts.items() if count >= _REPEATED)
