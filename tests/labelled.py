"""The labelled documents of `tests/data/cleaning/`, and how well a cleaner does on them."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

FOLDER = Path(__file__).parent / "data/cleaning"
# A line counts as kept if this share of its words is in the output, in order.
_KEPT = 0.8


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its label: `keep`, `drop` or `fix`, and the class of the noise or damage.

    `text` is what the output must have (or, for noise, must not have), `raw` the line as it came.
    """

    label: str
    kind: str
    text: str
    raw: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A raw document and the judgement on each of its lines. `html` is the page, if it is one."""

    path: Path
    locale: str
    raw: str
    lines: tuple[Line, ...]
    html: bytes | None


def load_labelled(folder: str, locale: str, root: Path = FOLDER) -> list[Labelled]:
    """The documents of a set (`dev` or `test`) in a language, plain texts and pages.

    Raises `ValueError`, naming file and line, if a label cannot be read.
    """
    return [_load(path, locale) for path in sorted((root / locale / folder).glob("*.labels"))]


def _load(path: Path, locale: str) -> Labelled:
    raw: list[str] = []
    lines: list[Line] = []
    wanted: str | None = None  # the class of a line to fix whose right form comes next
    for number, row in enumerate(path.read_text("utf-8").split("\n"), start=1):
        if row.startswith("# ") and "\t" not in row:
            continue
        label, tab, text = row.partition("\t")
        label, _, kind = label.partition(" ")
        if row == "":
            raw.append("")
        elif not tab or label not in ("keep", "drop", "fix", "joined", "="):
            raise ValueError(f"{path}:{number}: no label and tab at its beginning")
        elif label == "=":
            if wanted is None:
                raise ValueError(f"{path}:{number}: follows no line to fix")
            # Whether an item is written with a hyphen or a bullet is not what is judged.
            lines.append(Line("fix", wanted, text.removeprefix("- "), raw[-1]))
            wanted = None
        else:
            raw.append(text)
            if label == "fix":
                wanted = kind
            elif label != "joined":
                lines.append(Line(label, kind, text, text))
    page = path.with_suffix(".html")
    html = page.read_bytes() if page.exists() else None
    return Labelled(path, locale, "\n".join(raw).strip("\n") + "\n", tuple(lines), html)


@dataclass(slots=True)
class Score:
    """What a cleaner made of documents: lines by label and class, characters by kind."""

    lines: dict[tuple[str, str], list[bool]] = field(default_factory=lambda: defaultdict(list))
    good: int = 0
    kept_good: int = 0
    output: int = 0

    def add(self, document: Labelled, output: str) -> list[tuple[Line, bool]]:
        """Counts a document; the answer is each of its lines with whether it was treated right."""
        words = output.split()
        # What stands again as good text is judged by how often the output has it.
        good = [line.text for line in document.lines if line.label != "drop"]
        again = {at for at, line in enumerate(document.lines) if _is_again(line, good)}
        reference = [
            (word, at)
            for at, line in enumerate(document.lines)
            if at not in again
            for word in line.text.split()
        ]
        matched: dict[int, int] = defaultdict(int)
        matcher = SequenceMatcher(None, [word for word, _ in reference], words, autojunk=False)
        for start, _, length in matcher.get_matching_blocks():
            for word, at in reference[start : start + length]:
                matched[at] += len(word)
        output_lines = [line.strip() for line in output.splitlines()]
        judged: list[tuple[Line, bool]] = []
        for at, line in enumerate(document.lines):
            length = sum(len(word) for word in line.text.split())
            kept = matched[at] >= _KEPT * length
            if at in again:
                right = output_lines.count(line.text) <= good.count(line.text)
            elif line.label == "drop":
                right = not kept
            else:
                right = kept if line.label == "keep" else _fixed(line, output_lines)
                self.good += length
                self.kept_good += matched[at]
            self.lines[line.label, line.kind].append(right)
            judged.append((line, right))
        self.output += sum(len(word) for word in words)
        return judged

    def share(self, label: str, kind: str | None = None) -> float:
        """The share of the lines with a label (and a class) that were treated right."""
        judged = [
            right
            for (its_label, its_kind), rights in self.lines.items()
            if its_label == label and kind in (None, its_kind)
            for right in rights
        ]
        return sum(judged) / len(judged) if judged else 1.0

    @property
    def f1(self) -> float:
        """F1 by characters of kept text, spaces not counted."""
        if not self.output or not self.good:
            return 0.0
        precision, recall = self.kept_good / self.output, self.kept_good / self.good
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _is_again(line: Line, good: list[str]) -> bool:
    return line.label == "drop" and line.text in good


def _fixed(line: Line, output: list[str]) -> bool:
    """Whether one line of the output has the line as it should be, and none has it as it was."""
    if line.kind == "noise" and any(line.raw in each for each in output):
        return False
    return any(line.text in each for each in output)


def judge(
    documents: list[Labelled], cleaner: Callable[[Labelled], str]
) -> tuple[Score, Iterator[tuple[Labelled, Line]]]:
    """A cleaner's score on documents, and every line that it treated wrongly."""
    score = Score()
    wrong = [
        (document, line)
        for document in documents
        for line, right in score.add(document, cleaner(document))
        if not right
    ]
    return score, iter(wrong)
