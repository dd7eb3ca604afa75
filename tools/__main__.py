"""The command line: `python -m tools clean|check|status`, run from the project's root.

Exit status: 0 nothing found, 1 findings, 2 could not run.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.checks import PAGE_CHECKS, SITE_CHECKS
from tools.checks.site import Site
from tools.errors import InputError
from tools.explain import explain
from tools.finding import FORMATS, Finding, format_findings
from tools.language import load_languages
from tools.library import clean_library, stale_pages, write_library
from tools.pages import load_pages
from tools.status import format_matrix, translation_matrix

SITE = Path("site")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command in the current directory; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    clean = commands.add_parser("clean", help="clean every registered source into docs/*/library/")
    clean.add_argument("--check", action="store_true", help="change nothing; 1 if a page would")
    clean.add_argument("--explain", action="store_true", help="print each change and its reason")

    check = commands.add_parser("check", help="check the pages and the built site")
    check.add_argument("--format", choices=FORMATS, default="text")
    check.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="only findings in these")

    commands.add_parser("status", help="print the translation matrix")

    options = parser.parse_args(arguments)
    root = Path()
    try:
        if options.command == "clean":
            return _clean(root, check=options.check, explaining=options.explain)
        if options.command == "check":
            return _check(root, options.format, options.paths)
        return _status(root)
    except InputError as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        return 2


def _clean(root: Path, *, check: bool, explaining: bool) -> int:
    pages = clean_library(root, load_languages())
    if explaining:
        print(*(explain(page.document, page.source.path) for page in pages), sep="\n")
    if not check:
        for path in write_library(root, pages):
            print(f"{path}: written", file=sys.stderr)
    findings = list(stale_pages(root, pages))
    if findings:
        print(format_findings(findings))
    return 1 if findings else 0


def _check(root: Path, style: str, paths: Sequence[Path]) -> int:
    missing = [path for path in paths if not (root / path).exists()]
    if missing:
        raise InputError(*(f"{path}: no such file or folder" for path in missing))
    languages = load_languages()
    pages, errors = load_pages(root)
    findings = [
        Finding(error.path, error.line, "front-matter.unreadable", error.problem)
        for error in errors
    ]
    if not errors:  # a page that cannot be read would be taken for a missing one
        for check_pages in PAGE_CHECKS:
            findings += check_pages(pages, languages)
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
    sys.exit(main())
