"""How well lines are identified: `python -m tests.bench_identify [FOLDER]`.

FOLDER holds `<language>/*.txt`, one sentence a line, for our locales and for other languages; real
sentences are others' work and stay outside the repository. Without it, the project's own pages are
judged. Each method has its row: CLD2 alone, the telling words alone, and both, as we use them.
"""

import argparse
import re
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tools.identify import identify_language, identify_line
from tools.language import load_languages

PAGES = Path(__file__).parent.parent / "docs"
CLASSES = {"20-59": range(20, 60), "60-": range(60, 1_000)}
# So many lines in a row make a document.
DOCUMENT = 10
LANGUAGES = load_languages()

Method = Callable[[str], str | None]


def cld2(text: str) -> str | None:
    """The language that CLD2 hears, if it is ours."""
    from pycld2 import detect

    letters = " ".join(re.findall(r"[^\W\d_]+", text))
    code = detect(letters, isPlainText=True, bestEffort=True)[2][0][1]
    return code if code in LANGUAGES else None


def telling(text: str) -> str | None:
    """The language with most telling words, if one has most."""
    words = set(re.findall(r"[^\W\d_]+", text.lower()))
    counts = {locale: len(words & language.telling) for locale, language in LANGUAGES.items()}
    first, second, *_ = sorted(counts, key=lambda locale: -counts[locale])
    return first if counts[first] > counts[second] else None


def both(text: str) -> str | None:
    return identify_line(text, LANGUAGES).locale


METHODS: Mapping[str, Method] = {"CLD2": cld2, "telling words": telling, "both": both}


def lines_of_folder(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Each file's language and lines."""
    for file in sorted(folder.glob("*/*.txt")):
        yield file.parent.name, file.read_text("utf-8").splitlines()


def lines_of_pages() -> Iterator[tuple[str, list[str]]]:
    """Each page's language and lines, without front matter, marks and addresses."""
    for locale in LANGUAGES:
        for file in sorted((PAGES / locale).rglob("*.md")):
            text = re.sub(r"\A---\n.*?\n---\n", "", file.read_text("utf-8"), flags=re.DOTALL)
            text = re.sub(r"\]\([^)]*\)|\{[^}]*\}|<[^>]*>|[*#>`|\[\]]", "", text)
            yield locale, [line.strip() for line in text.splitlines()]


def share(right: int, all_: int) -> str:
    return f"{right / all_:9.4f}" if all_ else f"{'-':>9}"


def print_lines(files: list[tuple[str, list[str]]]) -> None:
    names = sorted({name for name, _ in files}, key=lambda name: (name not in LANGUAGES, name))
    print(f"{'right, by line':16}{'length':>8}{'µs':>7}" + "".join(f"{name:>9}" for name in names))
    for title, method in METHODS.items():
        for length, lengths in CLASSES.items():
            right = dict.fromkeys(names, 0)
            count = dict.fromkeys(names, 0)
            start = time.perf_counter()
            for name, lines in files:
                chosen = [line for line in lines if len(line) in lengths]
                expected = name if name in LANGUAGES else None
                right[name] += sum(method(line) == expected for line in chosen)
                count[name] += len(chosen)
            spent = (time.perf_counter() - start) / max(1, sum(count.values())) * 1e6
            row = "".join(share(right[name], count[name]) for name in names)
            print(f"{title:16}{length:>8}{spent:7.0f}{row}")


def print_documents(files: list[tuple[str, list[str]]]) -> None:
    verdicts: dict[str, dict[str, int]] = {}
    for name, lines in files:
        for start in range(0, len(lines) - DOCUMENT + 1, DOCUMENT):
            guess = identify_language(lines[start : start + DOCUMENT], LANGUAGES)
            counts = verdicts.setdefault(name, {})
            verdict = guess.locale or guess.other or "unsure"
            counts[verdict] = counts.get(verdict, 0) + 1
    print(f"\nby {DOCUMENT} lines, taken for")
    for name, counts in sorted(verdicts.items()):
        ranked = sorted(counts.items(), key=lambda item: -item[1])
        print(f"{name:16}" + ", ".join(f"{verdict} {count}" for verdict, count in ranked))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", nargs="?", type=Path, help="<language>/*.txt, a sentence a line")
    folder: Path | None = parser.parse_args().folder
    files = list(lines_of_folder(folder) if folder else lines_of_pages())
    print_lines(files)
    print_documents(files)


if __name__ == "__main__":
    main()
