"""Any files cleaned into a folder: each read, cleaned and written by itself."""

import multiprocessing
import os
import signal
import stat
import threading
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
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
from tools.long_lines import clean_around
from tools.pages import front_matter
from tools.pipeline import clean_document
from tools.steps.segmentation import segment
from tools.writing import write_whole

# Starting workers takes longer than cleaning a handful of files.
_HANDFUL = 8
# Files under way at once, for each worker: enough to keep it busy, few enough to hold in memory.
_AHEAD = 4
# Cleaning takes up to ten times a file's size in memory.
_LARGEST = 200_000_000
# A line that so many files of a run have is their site's, if it stands where such lines do.
_REPEATED = 3
_REPEATED_LENGTH = range(12, 200)
# How many different lines are remembered while counting; the rarest are forgotten first.
_REMEMBERED = 500_000
# A larger file is no page of a site.
_LARGEST_COUNTED = 1_000_000
# Formats that hold an article, but not as text; of some the beginning would pass for text.
_SIGNATURES = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a zip archive or an office document",
    b"{\\rtf": "a rich text document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x1f\x8b": "compressed",
}
# What is longer is cut in a page's front matter.
_LONGEST_TITLE = 120

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of every file of a run.

    `registered` are the shingles of the registered articles by locale and name, `repeated` the
    lines that many files of the run have. `documents` says whether the answers are to hold them.
    """

    out: Path
    locale: str
    registered: Mapping[str, Mapping[str, frozenset[int]]] = field(default_factory=dict)
    repeated: frozenset[str] = frozenset()
    documents: bool = True


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What became of a file: its document and findings, or the problem for which it has no page.

    `unsure` says that the problem is the language. A file of which nothing is left has a problem
    and a document, whose history tells why.
    """

    path: Path
    locale: str = ""
    document: Document | None = None
    findings: tuple[Finding, ...] = ()
    problem: str = ""
    unsure: bool = False


def clean_files(
    paths: Iterable[Path], request: Request, workers: int = os.cpu_count() or 1
) -> Generator[Cleaned]:
    """Each file cleaned and its page written, in the order of the paths.

    A file that cannot be cleaned yields its problem, and the others go on. More than a handful are
    shared out among the workers; a few at a time are in memory. What a file becomes does not
    depend on how many workers there are.
    """
    paths = list(dict.fromkeys(paths))
    problems = _clashes(paths, request.out)
    if len(paths) <= _HANDFUL or workers == 1:
        for path in paths:
            yield problems.get(path) or clean_file(path, request)
        return
    left = deque(paths)
    while left:
        try:
            for cleaned in _shared_out(left, request, problems, workers):
                left.popleft()
                yield cleaned
        except BrokenProcessPool:  # by one of the files that were under way
            for path in list(islice(left, workers * _AHEAD)):
                left.popleft()
                yield _alone(path, request, problems)


def _alone(path: Path, request: Request, problems: Mapping[Path, Cleaned]) -> Cleaned:
    """A file cleaned by a worker of its own, which it may take down with it."""
    try:
        return next(_shared_out([path], request, problems, 1))
    except BrokenProcessPool:
        return _problem(path, "ended the process that cleaned it; leave it out, or split it")


def _shared_out(
    paths: Iterable[Path], request: Request, problems: Mapping[Path, Cleaned], workers: int
) -> Generator[Cleaned]:
    """Each file cleaned by one of the workers, in the order of the paths.

    Raises `BrokenProcessPool` if a worker ends, as the system does to one that takes too much
    memory. Stops the workers at once if it is itself stopped.
    """
    others = multiprocessing.active_children()
    pool = ProcessPoolExecutor(workers, initializer=_take_up, initargs=(request,))
    under_way: deque[Future[Cleaned]] = deque()
    done = False
    try:
        for path in list(paths):
            under_way.append(
                _known(problems[path]) if path in problems else pool.submit(_work, path)
            )
            if len(under_way) >= workers * _AHEAD:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
        done = True
    finally:
        if not done:  # their drafts are removed with those of a run that was killed
            for worker in multiprocessing.active_children():
                if worker not in others:
                    worker.terminate()
        pool.shutdown(cancel_futures=True)


# What a worker is asked to do with each of its files, told once when it starts.
_request: Request


def _take_up(request: Request) -> None:
    global _request
    _request = request
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run's own process ends the run
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_run, daemon=True).start()


def _end_with_run() -> None:
    """Ends a worker whose run was killed; it would wait for its next file for ever."""
    run = multiprocessing.parent_process()
    if run:
        run.join()
        os._exit(1)


def _work(path: Path) -> Cleaned:
    return clean_file(path, _request)


def _known(result: Cleaned) -> Future[Cleaned]:
    future: Future[Cleaned] = Future()
    future.set_result(result)
    return future


def clean_file(path: Path, request: Request) -> Cleaned:
    """One file cleaned, its page written into the request's folder if another is there.

    Never raises for what a file may contain; its problem is in the answer.
    """
    try:
        cleaned = _clean_file(path, request)
    except InputError as error:
        cleaned = Cleaned(path, problem="\n".join(map(printable, error.problems)))
    except Exception as error:  # whatever a file may hold: one never stops the others
        fault = f"{type(error).__name__}: {error}"[:200]
        cleaned = _problem(path, f"could not be cleaned, a fault of ours ({fault}); leave it out")
    return cleaned if request.documents else replace(cleaned, document=None)


def _clean_file(path: Path, request: Request) -> Cleaned:
    languages = load_languages()
    raw = read_raw(path)
    locale = request.locale
    if locale == AUTO:
        guess = identify_language((block.text for block in raw.blocks), languages)
        if guess.locale is None:
            other = f"; it reads as {guess.other!r}" if guess.other else ""
            remedy = f"name it with --locale {'|'.join(languages)}, or leave the file out"
            unsure = _problem(path, f"its language is not certain{other}; {remedy}")
            return replace(unsure, unsure=True)
        locale = guess.locale
    language = languages[locale]
    clean = partial(clean_document, language=language, repeated=request.repeated)
    document = clean_around(raw, clean)
    if all(block.kind in ("title", "heading") for block in document.blocks):
        nothing = _problem(path, "nothing is left of its text; see --explain, or leave it out")
        return replace(nothing, locale=locale, document=document)
    write_whole(request.out / page_name(path), page(document, language))
    findings = tuple(
        Finding(
            Path(printable(path.as_posix())),
            1,
            "near-duplicate",
            f"is {share:.0%} like {name}, which is registered",
            "leave one of them out",
        )
        for name, share in near_duplicates(document, request.registered.get(locale, {}))
        if not _is_same(Path(name), path)
    )
    return Cleaned(path, locale, document, findings)


def read_raw(path: Path) -> Document:
    """The document of a file before it is cleaned: a text's lines, or the article of a page.

    Whatever its encoding. Raises `SourceError` if it is missing, unreadable, empty or no text.
    """
    data = _read(path, _LARGEST)
    if not data.strip():
        raise SourceError(f"{path}: is empty; leave it out")
    for signature, name in _SIGNATURES.items():
        if data.startswith(signature):
            raise SourceError(f"{path}: is {name}; save its text, and give that")
    try:
        text = decode(data)
    except ValueError as error:
        raise SourceError(f"{path}: is {error}; give a text or an HTML page") from None
    document = extract(text) if is_html(text) else segment(text)
    if not document.blocks:
        raise SourceError(f"{path}: has no article's text; leave it out")
    return document


def _read(path: Path, most: int) -> bytes:
    """The bytes of a file. Raises `SourceError` if it is none, or has more than so many."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise SourceError(f"{path}: is a folder; name the files in it")
        if not stat.S_ISREG(status.st_mode):  # a pipe might never end
            raise SourceError(f"{path}: is no ordinary file; save its text in one")
        if status.st_size > most:
            raise SourceError(f"{path}: has {status.st_size:,} bytes, no article has; split it")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); see to the path") from None


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _problem(path: Path, what: str) -> Cleaned:
    return Cleaned(path, problem=printable(f"{path}: {what}"))


def printable(text: str) -> str:
    """The text on one line, with what cannot be printed as an escape.

    A file's name may have line ends, or bytes that are no UTF-8.

    >>> print(printable("a\\nb\\udcff.txt"))
    a\\nb\\udcff.txt
    """
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text
    )


def page(document: Document, language: Language) -> str:
    """The whole text of a document's page: front matter and Markdown.

    Without a title of its own, it is called by its beginning.
    """
    description = render.description(_opening(document), language)
    meta = {
        "title": _cut(render.title(document) or description, _LONGEST_TITLE),
        "description": description,
    }
    return f"{front_matter(meta)}\n{render.markdown(document)}"


def _opening(document: Document) -> Document:
    """As much of a document as a description may be taken from, with single spaces."""
    most = 10 * render.DESCRIPTION.stop
    return Document(
        tuple(
            replace(block, text=" ".join(block.text[:most].split()), links=())
            for block in document.blocks
        )
    )


def _cut(text: str, length: int) -> str:
    """The text, cut between words to a length in characters."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:–-…") + "…"


def page_name(path: Path) -> str:
    """The file name of the page that a file becomes."""
    return f"{path.stem}.md"


def check_outputs(paths: Sequence[Path], out: Path, accounts: Sequence[Path]) -> None:
    """Raises `InputError` if the folder or an account of the run cannot be where they are wanted.

    An account is its history or its report; none may take the place of a file, a page or another.
    """
    problems = [*_folder_problems(out)]
    taken = {os.path.realpath(path): f"{path}, one of the files to clean" for path in paths}
    taken |= {os.path.realpath(out / page_name(path)): f"the page of {path}" for path in paths}
    for account in accounts:
        place = os.path.realpath(account)
        if place in taken:
            problems.append(f"{account}: would overwrite {taken[place]}; name another file")
        taken[place] = "the history"
    if problems:
        raise InputError(*map(printable, problems))


def _folder_problems(out: Path) -> Iterator[str]:
    try:
        there = next(place for place in (out, *out.absolute().parents) if os.path.lexists(place))
        if not there.is_dir():
            yield f"{there}: is not a folder; name another for --out"
        elif not os.access(there, os.W_OK | os.X_OK):
            yield f"{there}: nothing can be written there; name another folder for --out"
    except OSError as error:
        yield f"{out}: cannot be a folder ({error.strerror}); name another for --out"


def _clashes(paths: Iterable[Path], out: Path) -> dict[Path, Cleaned]:
    """The files that cannot have a page of their own, with the reason."""
    paths = list(paths)
    files = {os.path.realpath(path): path for path in paths}
    taken: dict[str, Path] = {}
    problems: dict[Path, Cleaned] = {}
    for path in paths:
        target = out / page_name(path)
        first = taken.setdefault(page_name(path).casefold(), path)
        overwritten = files.get(os.path.realpath(target))
        if overwritten is not None:
            what = "it" if overwritten == path else overwritten
            remedy = "choose another folder for --out"
            problems[path] = _problem(path, f"its page would overwrite {what}; {remedy}")
        elif first != path:
            what = f"would become {target} as {first} does; rename one of them"
            problems[path] = _problem(path, what)
    return problems


def repeated_lines(paths: Iterable[Path]) -> frozenset[str]:
    """The lines that at least three of the files have, none of them an article's headline or text.

    Counted over plain texts only: in a page the markup tells more. A file that cannot be read, or
    that is no article's size, is passed over; memory is bounded, so that rare lines of a very large
    run may be missed.
    """
    paths = list(dict.fromkeys(paths))
    if len(paths) < _REPEATED:
        return frozenset()
    counts: Counter[str] = Counter()
    for path in paths:
        try:
            text = decode(_read(path, _LARGEST_COUNTED))
        except (InputError, ValueError):
            continue
        if is_html(text):
            continue
        lines = {line.strip() for line in text.splitlines()}
        counts.update(line for line in lines if len(line) in _REPEATED_LENGTH)
        rare = 0
        while len(counts) > _REMEMBERED:
            rare += 1
            counts = Counter({line: count for line, count in counts.items() if count > rare})
    return frozenset(line for line, count in counts.items() if count >= _REPEATED)
