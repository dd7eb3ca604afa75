"""When each page was written and last changed, as the history of the project has it."""

import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tools.pages import DOCS


@dataclass(frozen=True, slots=True)
class Dates:
    """When a file came into the project, and when it was last changed; both in UTC."""

    written: datetime
    changed: datetime


def load_dates(root: Path, paths: Iterable[Path]) -> Mapping[Path, Dates]:
    """The dates of the files, whose paths are relative to the project's root.

    They are those of the commits that touched them. A file that no commit has, or any file where
    there is no git or no history, has the time of its last saving.
    """
    commits = _commits(root)
    dates = {}
    for path in paths:
        times = commits.get(path)
        if not times:
            times = [datetime.fromtimestamp((root / path).stat().st_mtime, UTC)]
        dates[path] = Dates(min(times), max(times))
    return dates


def _commits(root: Path) -> Mapping[Path, list[datetime]]:
    command = ["git", "-C", str(root), "-c", "core.quotePath=false", "log", "--relative"]
    command += ["--format=%x00%ct", "--name-only", "--", DOCS.as_posix()]
    try:
        result = subprocess.run(command, capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return {}
    commits: dict[Path, list[datetime]] = {}
    for entry in result.stdout.split("\0")[1:] if result.returncode == 0 else ():
        time, *names = entry.split("\n")
        for name in filter(None, names):
            commits.setdefault(Path(name), []).append(datetime.fromtimestamp(int(time), UTC))
    return commits
