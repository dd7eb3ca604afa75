"""The command line: `python -m tools clean|check|status`, run from the project's root.

Exit status: 0 nothing found, 1 findings, 2 could not run.
"""

import argparse
import contextlib
import os
import signal
import sys
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TextIO

from rich.console import Console
from rich.progress import Progress

from tools.checks import PAGE_CHECKS, SITE_CHECKS
from tools.checks.site import Site
from tools.duplicates import registered_shingles
from tools.errors import InputError
from tools.explain import explain
from tools.files import (
    AUTO,
    Cleaned,
    Request,
    check_outputs,
    clean_files,
    printable,
    repeated_lines,
)
from tools.finding import FORMATS, Finding, format_findings
from tools.history import write_history
from tools.language import load_languages
from tools.library import clean_library, library_findings, write_library
from tools.pages import load_pages
from tools.project import load_project
from tools.report import Entry, write_report
from tools.status import format_matrix, translation_matrix
from tools.writing import clear_drafts, whole_file

SITE = Path("site")
# How often the progress bar moves, in seconds.
_REFRESHED = 0.2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command in the current directory; returns its exit status."""
    try:
        return _run(arguments)
    except InputError as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        return 2


def _run(arguments: Sequence[str] | None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    locales = list(load_languages())

    clean = commands.add_parser("clean", help="clean the registered sources, or any files")
    clean.add_argument("files", nargs="*", type=Path, metavar="FILE", help="instead of the sources")
    clean.add_argument("--out", type=Path, metavar="DIR", help="where the files' pages go")
    clean.add_argument("--locale", choices=[*locales, AUTO], default=AUTO, help="of the files")
    clean.add_argument("--check", action="store_true", help="change nothing; 1 if a page would")
    clean.add_argument("--explain", action="store_true", help="print each change and its reason")
    clean.add_argument("--history", type=Path, metavar="FILE.jsonl", help="the changes as data")
    clean.add_argument(
        "--report", type=Path, metavar="FILE.html", help="raw and clean side by side"
    )

    check = commands.add_parser("check", help="check the pages and the built site")
    check.add_argument("--format", choices=FORMATS, default="text")
    check.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="only findings in these")

    commands.add_parser("status", help="print the translation matrix")

    options = parser.parse_args(arguments)
    if options.command == "clean":
        if bool(options.files) != bool(options.out):
            clean.error("FILE and --out DIR belong together")
        if options.files and options.check:
            clean.error("--check is for the registered sources; leave out FILE and --out")
    root = Path()
    try:
        if options.command == "clean":
            account = _Account(options.explain, options.history, options.report)
            if options.files:
                return _clean_files(root, options.files, options.out, options.locale, account)
            return _clean(root, account, check=options.check)
        if options.command == "check":
            return _check(root, options.format, options.paths)
        return _status(root)
    except KeyboardInterrupt as stop:
        print("interrupted; what is written is whole, run it again for the rest", file=sys.stderr)
        return 128 + (stop.args[0] if stop.args else signal.SIGINT)
    except BrokenPipeError:  # by a reader that has seen enough, such as `head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + 13  # as the shell tells of what SIGPIPE ended


def _stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
    raise KeyboardInterrupt(number)


@dataclass(frozen=True, slots=True)
class _Account:
    """How the changes are to be told: in prose, as data, as a report, or not at all."""

    explaining: bool
    history: Path | None
    report: Path | None

    @property
    def files(self) -> list[Path]:
        """Where the account is written."""
        return [path for path in (self.history, self.report) if path]

    @property
    def is_wanted(self) -> bool:
        """Whether anything is to be told."""
        return self.explaining or bool(self.files)

    def give(self, entries: Iterable[Entry]) -> None:
        """Tells the changes of the documents, one after another as they come."""
        with ExitStack() as stack:
            history, report = (
                stack.enter_context(whole_file(path)) if path else None
                for path in (self.history, self.report)
            )
            told = self._told(entries, history)
            if report:
                write_report(told, report)
            for _ in told:  # what no report has asked for
                pass

    def _told(self, entries: Iterable[Entry], history: TextIO | None) -> Iterator[Entry]:
        for entry in entries:
            if self.explaining and entry.document.history:
                print(explain(entry.document, Path(entry.name)))
            if history:
                history.writelines(write_history(entry.document, entry.name))
            yield entry


def _clean(root: Path, account: _Account, *, check: bool) -> int:
    languages = load_languages()
    pages = clean_library(root, languages)
    account.give(
        Entry(
            page.source.path.as_posix(),
            page.source.locale,
            languages[page.source.locale].tag,
            page.document.raw,
            page.document,
        )
        for page in pages
    )
    if not check:
        for path in write_library(root, pages):
            print(f"{path}: written", file=sys.stderr)
    findings = list(library_findings(root, pages))
    if findings:
        print(format_findings(findings))
    return 1 if findings else 0


def _clean_files(
    root: Path, paths: Sequence[Path], out: Path, locale: str, account: _Account
) -> int:
    languages = load_languages()
    paths = list(dict.fromkeys(paths))
    check_outputs(paths, out, account.files)
    status = 0
    try:
        registered = registered_shingles(root, languages)
    except InputError as error:  # somebody may be about to register a source
        print(*error.problems, sep="\n", file=sys.stderr)
        print("so the files are not compared with the registered sources", file=sys.stderr)
        registered, status = {}, 2
    request = Request(out, locale, registered, repeated_lines(paths), account.is_wanted)

    def entries() -> Generator[Entry]:
        nonlocal status
        for cleaned in _with_progress(clean_files(paths, request), len(paths)):
            status = max(status, _told_status(cleaned))
            if cleaned.document:
                name = printable(cleaned.path.as_posix())
                tag = languages[cleaned.locale].tag
                raw = cleaned.document.raw if account.report else ()
                yield Entry(name, cleaned.locale, tag, raw, cleaned.document)

    folders = {out, *(path.parent for path in account.files)}
    with _without_drafts(*folders), contextlib.closing(entries()) as told:
        account.give(told)
    return status


@contextlib.contextmanager
def _without_drafts(*folders: Path) -> Iterator[None]:
    """Leaves the folders without drafts of killed processes: of this run, or of an earlier one."""
    try:
        yield
    finally:
        for folder in folders:
            clear_drafts(folder)


def _with_progress(results: Generator[Cleaned], total: int) -> Iterator[Cleaned]:
    """The results, with a bar on standard error while they come, if that is a terminal."""
    console = Console(stderr=True)
    progress = Progress(
        console=console,
        transient=True,
        disable=not console.is_terminal,
        auto_refresh=False,  # by a thread, beside which workers cannot be started safely
        redirect_stdout=sys.stdout.isatty(),  # what is told there goes to a file, if one is named
    )
    with progress, contextlib.closing(results):
        task = progress.add_task("cleaning", total=total)
        progress.refresh()
        shown = time.monotonic()
        for result in results:
            yield result
            progress.advance(task)
            if time.monotonic() - shown > _REFRESHED:
                progress.refresh()
                shown = time.monotonic()


def _told_status(cleaned: Cleaned) -> int:
    """The exit status for a file, after its problem or its findings are told."""
    if cleaned.problem:
        print(cleaned.problem, file=sys.stderr)
        return 1 if cleaned.unsure else 2
    if cleaned.findings:
        print(format_findings(cleaned.findings))
        return 1
    return 0


def _check(root: Path, style: str, paths: Sequence[Path]) -> int:
    missing = [path for path in paths if not (root / path).exists()]
    if missing:
        raise InputError(*(f"{path}: no such file or folder" for path in missing))
    project = load_project(root)
    languages = project.languages
    findings = [
        Finding(error.path, error.line, "front-matter.unreadable", error.problem)
        for error in project.unreadable
    ]
    if not project.unreadable:  # a page that cannot be read would be taken for a missing one
        for check_pages in PAGE_CHECKS:
            findings += check_pages(project)
    built = (root / SITE / "index.html").is_file()
    if built:
        site = Site(root, SITE)
        for check_site in SITE_CHECKS:
            findings += check_site(site, languages)
    if paths:
        findings = [
            finding
            for finding in findings
            if any((root / finding.path).resolve().is_relative_to(path.resolve()) for path in paths)
        ]
    if findings or style == "json":
        print(format_findings(findings, style))
    if findings:
        return 1
    if not built:
        raise InputError(f"{SITE}: not built, so only docs/ was checked; run `mkdocs build` first")
    return 0


def _status(root: Path) -> int:
    languages = load_languages()
    pages, errors = load_pages(root)
    matrix = translation_matrix(pages, languages)
    print(format_matrix(matrix, languages))
    if errors:
        raise InputError(*(problem for error in errors for problem in error.problems))
    done = all(
        status.state not in ("stale", "missing")
        for statuses in matrix.values()
        for status in statuses
    )
    return 0 if done else 1


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stop)
    sys.exit(main())
