"""Pages a busy reader gets through: their length, and how hard they are to read."""

import re
from collections.abc import Iterator

from tools.finding import Finding
from tools.language import Language
from tools.pages import Page
from tools.project import Project
from tools.readability import count_words, read
from tools.usage import RUNNING_TEXT

# What helps with a calculator is read with a number in mind.
_HELP = "-calculator"
LENGTH = range(700, 1201)
# Of fewer sentences the measures say more of one title in a list than of the page.
_ENOUGH = 10


def check_readability(project: Project) -> Iterator[Finding]:
    """Findings for guides that are too short or too long, in words of the body, and for pages
    beyond the bounds of their language: LIX, words a sentence, words in the longest sentence,
    the share of passive sentences.
    """
    for page, language in project.pages_in_languages():
        if page.is_guide:
            words = sum(count_words(passage.text) for passage in page.passages)
            if words not in LENGTH:
                yield Finding(
                    page.path,
                    page.body_line,
                    "readability.length",
                    f"has {words} words",
                    f"write {LENGTH.start} to {LENGTH.stop - 1}",
                )
        yield from _check_bounds(page, language)


def _check_bounds(page: Page, language: Language) -> Iterator[Finding]:
    bounds = language.readability
    running = [passage for passage in page.passages if passage.kind in RUNNING_TEXT]
    if bounds.longest_sentence:
        for passage in running:
            for sentence in read([passage.text], language).sentences:
                words = count_words(sentence)
                if words > bounds.longest_sentence:
                    yield Finding(
                        page.path,
                        passage.line,
                        "readability.long-sentence",
                        f"{words} words in a sentence: {sentence[:60]}…",
                        f"make it two, of at most {bounds.longest_sentence} words",
                    )
    reading = read((passage.text for passage in running), language)
    if len(reading.sentences) < _ENOUGH:
        return
    lix = bounds.lix_of_help if page.slug.endswith(_HELP) else bounds.lix
    if lix and reading.lix >= lix:
        yield Finding(
            page.path,
            page.body_line,
            "readability.lix",
            f"LIX is {reading.lix:.1f}, should be below {lix:g}",
            "shorten sentences first, then words",
        )
    if bounds.mean_sentence and reading.mean_sentence > bounds.mean_sentence:
        yield Finding(
            page.path,
            page.body_line,
            "readability.mean-sentence",
            f"{reading.mean_sentence:.1f} words a sentence, {bounds.mean_sentence:g} is the most",
            "shorten or divide sentences",
        )
    if bounds.passive and page.is_guide:
        passive = sum(bool(re.search(bounds.passive, each)) for each in reading.sentences)
        share = passive / len(reading.sentences)
        if share >= bounds.passive_share:
            yield Finding(
                page.path,
                page.body_line,
                "readability.passive",
                f"{share:.0%} of the sentences are passive",
                f"say who does it, so that fewer than {bounds.passive_share:.0%} are",
            )
