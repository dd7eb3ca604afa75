"""The one record that every check returns, and the printers for it."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

FORMATS = ("text", "json", "github")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A fault in content: where it is, which check found it, what is wrong, what to do.

    `path` is relative to the project's root; `line` is 1-based.
    """

    path: Path
    line: int
    check: str
    message: str
    suggestion: str = ""


def format_findings(findings: Iterable[Finding], style: str = "text") -> str:
    """The findings in the order of their places: a line each as `text` or `github`, or one `json`
    list. GitHub's workflow commands show a finding beside the line of the change it is in.
    """
    ordered = sorted(findings)
    if style == "json":
        rows = [{**asdict(finding), "path": finding.path.as_posix()} for finding in ordered]
        return json.dumps(rows, ensure_ascii=False, indent=2)
    lines = []
    for finding in ordered:
        message = f"{finding.message}; {finding.suggestion}".removesuffix("; ")
        place = finding.path.as_posix()
        if style == "github":
            message = message.replace("%", "%25").replace("\n", "%0A")
            lines.append(
                f"::error file={place},line={finding.line},title={finding.check}::{message}"
            )
        else:
            lines.append(f"{place}:{finding.line}: {finding.check}: {message}")
    return "\n".join(lines)
