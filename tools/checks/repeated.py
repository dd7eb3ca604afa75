"""No page says what another page of its language has said already."""

import re
from collections import defaultdict
from collections.abc import Iterator

from tools.finding import Finding
from tools.pages import Page
from tools.project import Project
from tools.prose import Passage
from tools.usage import RUNNING_TEXT

_WORD = re.compile(r"\w+")
# Runs of four words tell sentences apart; a passage of fewer than twelve may be a coincidence.
_RUN = 4
_FEWEST_WORDS = 12
_ALIKE = 0.5


def check_repeated(project: Project) -> Iterator[Finding]:
    """A finding for each passage that shares half or more of its runs of four words, or of those of
    the other if that is shorter, with a passage of another page of the language.

    Shingling and containment as of Broder 1997.
    """
    for locale in project.languages:
        earlier: dict[tuple[str, ...], list[int]] = defaultdict(list)
        seen: list[tuple[Page, Passage, int]] = []
        for page in project.pages:
            if page.locale != locale:
                continue
            here = [
                (passage, runs)
                for passage in page.passages
                if passage.kind in RUNNING_TEXT and (runs := _runs(passage.text))
            ]
            for passage, runs in here:
                shared: dict[int, int] = defaultdict(int)
                for run in runs:
                    for index in earlier[run]:
                        shared[index] += 1
                alike = {
                    index: count / min(len(runs), seen[index][2]) for index, count in shared.items()
                }
                most = max(alike, key=lambda index: alike[index], default=None)
                if most is not None and alike[most] >= _ALIKE:
                    other, twin, _ = seen[most]
                    message = f"repeats {other.path}:{twin.line}: {passage.text[:60]}…"
                    yield Finding(
                        page.path,
                        passage.line,
                        "repeated.passage",
                        message,
                        "say it once, and link",
                    )
            for passage, runs in here:
                for run in runs:
                    earlier[run].append(len(seen))
                seen.append((page, passage, len(runs)))


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    if len(words) < _FEWEST_WORDS:
        return frozenset()
    return frozenset(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
