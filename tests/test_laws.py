"""What cleaning never does, whatever the text: laws over generated articles."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import LANGUAGES
from tools.document import replay
from tools.language import Language
from tools.pipeline import clean
from tools.render import escape, markdown, plain
from tools.steps.segmentation import segment

# How long a text takes depends on what else the machine does; the benchmark is a separate command.
settings.register_profile("laws", deadline=None)
settings.load_profile("laws")

SKIP, MENU = "Spring til hovedindhold", "Nyheder Sport Vejr TV Podcast Mere"
RULE_LINES = [rule.removes for language in LANGUAGES.values() for rule in language.rules]
LINES = st.one_of(
    st.sampled_from(RULE_LINES),
    st.sampled_from(["- Genkøb: de kommer igen.", "Kendetegn", "Namun, mereka setia.", "", "   "]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60),
    st.from_regex(r"([A-ZÆØÅ][a-zæøå]{2,9}( [a-zæøå]{2,9}){3,9}\. ?){1,4}", fullmatch=True),
)
ARTICLES = st.lists(LINES, max_size=24).map("\n".join)
LANGUAGE = st.sampled_from(list(LANGUAGES.values()))


@given(ARTICLES, LANGUAGE)
def test_replaying_the_history_gives_the_document(text: str, language: Language) -> None:
    document = clean(text, language)
    assert replay(segment(text).blocks, document.history) == document.blocks


@given(ARTICLES, LANGUAGE)
def test_every_line_is_kept_or_listed(text: str, language: Language) -> None:
    document = clean(text, language)
    accounted = {
        line
        for block in (
            *document.blocks,
            *(block for change in document.history for block in change.before),
        )
        for line in range(block.line, block.last_line + 1)
    }
    assert {block.line for block in segment(text).blocks} <= accounted


@pytest.mark.parametrize(
    ("locale", "lines"),
    [
        pytest.param("da", ["0\t0", "0\t\x1b"], id="a cell of a control character"),
        pytest.param("id", ["0.", "0?", SKIP, MENU, SKIP, SKIP], id="a first line that is joined"),
    ],
)
def test_what_once_was_cleaned_otherwise_the_second_time(locale: str, lines: list[str]) -> None:
    once = clean("\n".join(lines), LANGUAGES[locale])
    twice = clean(plain(once), LANGUAGES[locale])
    assert [(b.kind, b.text) for b in twice.blocks] == [(b.kind, b.text) for b in once.blocks]


@given(ARTICLES, LANGUAGE)
def test_cleaning_twice_is_cleaning_once(text: str, language: Language) -> None:
    once = clean(text, language)
    twice = clean(plain(once), language)
    assert [(b.kind, b.text) for b in twice.blocks] == [(b.kind, b.text) for b in once.blocks]


@given(ARTICLES, LANGUAGE)
def test_the_same_text_gives_the_same_page(text: str, language: Language) -> None:
    first, second = (clean(text, language) for _ in range(2))
    assert markdown(first) == markdown(second)


MARKUP = st.text(st.sampled_from("ab 1.)#>*_-+`[](){}<>&;!|~^:=\\\"'/$æ"), max_size=40)


@given(MARKUP)
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    from tests.render import shown

    text = " ".join(text.split())
    assert shown(f"x\n\n{escape(text)}\n").removeprefix("x").strip() == text
