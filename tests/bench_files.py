"""What very large and very many files take: `python -m tests.bench_files [NAME...]`.

Each case is a run of `clean FILE...` of its own, with its bounds beside what it took: seconds of
the processors and megabytes at the most of its largest process. Exit status 1 if one is exceeded.
"""

import argparse
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
MEGA = 1_000_000
# Run in a process of its own, so that what it says of its children is of this run alone.
_MEASURE = """
import json, resource, subprocess, sys, time
start = time.monotonic()
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000,
      status.returncode)
"""


@dataclass(frozen=True, slots=True)
class Case:
    """Files, and the processor seconds and megabytes that cleaning them may take."""

    name: str
    write: Callable[[Path], None]
    seconds: float
    megabytes: float


def sentences(seed: int, length: int, *, ascii_only: bool = False) -> Iterator[str]:
    """Sentences of the words of the Danish sources, of so many characters together or more."""
    chance = random.Random(seed)
    words = sorted(
        {
            word.strip(".,?!“”").lower()
            for path in (ROOT / "sources/da").glob("*.txt")
            for word in path.read_text("utf-8").split()
            if word.isascii() or not ascii_only
        }
    )
    while length > 0:
        sentence = " ".join(chance.choices(words, k=chance.randint(6, 18))).capitalize() + "."
        length -= len(sentence) + 1
        yield sentence


def line(megabytes: int, *, ascii_only: bool) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        text = " ".join(sentences(1, MEGA, ascii_only=ascii_only)) + " "
        size = len(text.encode())
        (folder / "a.txt").write_text(text * (megabytes * MEGA // size + 1), "utf-8")

    return write


def letters(folder: Path) -> None:
    (folder / "a.txt").write_text("En kunde kommer igen " + "æøå" * (5 * MEGA), "utf-8")


def nested(folder: Path) -> None:
    text = "".join(f"<p>{sentence}</p>" for sentence in sentences(2, 3000))
    depth = 20_000
    (folder / "a.html").write_text(
        f"<!doctype html><body>{'<div>' * depth}{text}{'</div>' * depth}", "utf-8"
    )


def many(folder: Path) -> None:
    for number in range(10_000):
        text = "\n\n".join(" ".join(sentences(number * 7 + part, 420)) for part in range(7))
        (folder / f"{number}.txt").write_text(f"Om kunder, del {number}\n\n{text}\n", "utf-8")


# The bounds are about three times what a machine of two cores took.
CASES = (
    Case("one file of 3 kB", lambda folder: _some(folder, 1), 10, 250),
    Case("a line of 100 MB", line(100, ascii_only=True), 30, 1200),
    Case("a line of 30 MB, beyond ASCII", line(30, ascii_only=False), 20, 700),
    Case("a word of 30 MB, beyond ASCII", letters, 20, 700),
    Case("a page of 20,000 nested elements", nested, 15, 300),
    Case("10,000 files of 3 kB", many, 300, 300),
)


def _some(folder: Path, count: int) -> None:
    for number in range(count):
        (folder / f"{number}.txt").write_text("\n\n".join(sentences(number, 3000)), "utf-8")


def measure(case: Case) -> tuple[float, float, float, int]:
    """Seconds on the clock and of the processors, megabytes, and the exit status."""
    with tempfile.TemporaryDirectory() as temporary:
        files, out = Path(temporary, "files"), Path(temporary, "out")
        files.mkdir()
        case.write(files)
        command = [sys.executable, "-m", "tools", "clean", *map(str, sorted(files.iterdir()))]
        command += ["--out", str(out), "--locale", "da"]
        told = subprocess.run(
            [sys.executable, "-c", _MEASURE, *command], cwd=ROOT, capture_output=True, text=True
        )
        clock, processors, megabytes, status = map(float, told.stdout.split())
        if len(list(out.glob("*.md"))) != len(list(files.iterdir())):
            status = max(status, 2)
        return clock, processors, megabytes, int(status)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("names", nargs="*", metavar="NAME", help="a part of a case's name")
    wanted: list[str] = parser.parse_args().names
    print(f"{'':34}{'clock':>8}{'processors':>18}{'memory':>18}")
    worst = 0
    for case in CASES:
        if wanted and not any(name in case.name for name in wanted):
            continue
        clock, processors, megabytes, status = measure(case)
        fine = status < 2 and processors <= case.seconds and megabytes <= case.megabytes
        worst = max(worst, int(not fine))
        print(
            f"{case.name:34}{clock:6.1f} s{processors:6.1f} of {case.seconds:3.0f} s"
            f"{megabytes:8.0f} of {case.megabytes:4.0f} MB{'' if fine else '  exceeded'}",
            flush=True,
        )
    return worst


if __name__ == "__main__":
    sys.exit(main())
