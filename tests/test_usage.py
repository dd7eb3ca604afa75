"""Usage rules and the files of the languages: each rule has its evidence, faults are refused."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LANGUAGES
from tools.errors import LanguageFileError
from tools.language import LANGUAGES as FOLDER
from tools.language import Language, load_languages
from tools.prose import Kind, Passage
from tools.terms import load_termbase
from tools.usage import UsageRule, Where

EVERY_RULE = [
    pytest.param(rule, id=f"{language.locale}, {rule.id}")
    for language in LANGUAGES.values()
    for rule in (*language.typography, *language.phrases)
]
LANGUAGE = pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_a_rule_finds_its_wrong_and_not_its_right(rule: UsageRule) -> None:
    assert rule.found_in(rule.wrong)
    assert rule.found_in(rule.right) == []


@LANGUAGE
def test_no_two_rules_of_a_language_have_one_id(language: Language) -> None:
    ids = [rule.id for rule in (*language.typography, *language.phrases)]
    assert len(set(ids)) == len(ids)
    assert language.typography
    assert language.phrases


def rule(pattern: str, where: Where = "any") -> UsageRule:
    return UsageRule("id", pattern, "instead", "wrong", "right", where)


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        pytest.param("x", "axbx", ["x", "x"], id="every place"),
        pytest.param(r"\s*x\s", "a x b", ["x"], id="without the spaces at its ends"),
        pytest.param("  ", "a  b", ["  "], id="spaces alone"),
        pytest.param("x", "a", [], id="nothing"),
    ],
)
def test_what_a_rule_finds(pattern: str, text: str, expected: list[str]) -> None:
    assert rule(pattern).found_in(text) == expected


@pytest.mark.parametrize(
    ("kind", "in_text"),
    [
        ("paragraph", True),
        ("list item", True),
        ("quotation", True),
        ("heading", False),
        ("table cell", False),
        ("formula", False),
    ],
)
def test_a_rule_for_running_text_holds_there_only(kind: Kind, in_text: bool) -> None:
    passage = Passage(kind, "x", "x", (), "", 1)
    assert rule("x", where="text").holds_for(passage) == in_text
    assert rule("x").holds_for(passage)


@LANGUAGE
def test_no_word_of_a_language_is_taken_for_a_neighbours(language: Language) -> None:
    concepts = load_termbase(tuple(LANGUAGES)).concepts.values()
    correct = {form.lower() for each in concepts for form in each.words[language.locale].correct}
    assert language.foreign.keys().isdisjoint(correct)
    assert language.foreign.keys().isdisjoint(language.telling)
    assert language.foreign.keys().isdisjoint(language.common_words)


@LANGUAGE
def test_a_neighbours_words_are_in_small_letters_and_a_neighbours(language: Language) -> None:
    assert [word for word in language.foreign if word != word.lower()] == []
    assert language.locale not in language.foreign.values()


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("da", ["10", "abe", "zebra", "æble", "øl", "å"]),
        ("no", ["avis", "zoo", "ære", "øre", "åre"]),
        ("id", ["angka", "pelanggan", "pelanggan-pelanggan", "pelanggan setia", "zaman"]),
        pytest.param("da", ["kunde", "kundeemne", "kunde for livet", "Kundekort"], id="spaces"),
        pytest.param("da", ["cafe", "café", "Å"], id="a letter of another alphabet"),
    ],
)
def test_dictionary_order(locale: str, expected: list[str]) -> None:
    backwards = expected[::-1]
    assert sorted(backwards, key=LANGUAGES[locale].dictionary_order) == expected


def edit(file: str, pattern: str, new: str) -> Callable[[Path], object]:
    def spoil(folder: Path) -> None:
        text, edits = re.subn(
            pattern, lambda _: new, (folder / file).read_text("utf-8"), count=1, flags=re.MULTILINE
        )
        assert edits, f"{pattern!r} is not in {file}"
        (folder / file).write_text(text, "utf-8")

    return spoil


def with_usage_rule(file: str, **more: str) -> Callable[[Path], object]:
    """The language with one more phrase rule, of which `more` is other than it should be."""
    keys = {"id": "new", "pattern": "x", "instead": "y", "wrong": "x", "right": "y"} | more
    lines = [f"{key} = '{value}'" for key, value in keys.items()]
    return lambda folder: (folder / file).write_text(
        "\n".join([(folder / file).read_text("utf-8"), "[[phrase]]", *lines, ""]), "utf-8"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of `tools/languages/` that a test may spoil."""
    return Path(shutil.copytree(FOLDER, tmp_path / "languages"))


def test_the_copy_is_loaded(folder: Path) -> None:
    assert list(load_languages(folder)) == ["da", "id", "no"]


@pytest.mark.parametrize(
    ("spoil", "file", "expected"),
    [
        pytest.param(
            with_usage_rule("da.toml", pattern="("),
            "da.toml",
            "'new' has a pattern that does not compile",
            id="usage pattern",
        ),
        pytest.param(
            edit("no.toml", r"(?<=^id = \"decimal-sign\"\n)pattern = .*", "pattern = '['"),
            "no.toml",
            "'decimal-sign' has a pattern that does not compile",
            id="typography pattern",
        ),
        pytest.param(
            edit("id.toml", r"(?<=^class = \"widget\"\n)pattern = .*", "pattern = '('"),
            "id.toml",
            "rule 'id.feedback-prompt' has a pattern that does not compile",
            id="boilerplate pattern",
        ),
        pytest.param(
            edit("da.toml", r"^continuations = .*", "continuations = '('"),
            "da.toml",
            "[prose] continuations has a pattern that does not compile",
            id="continuations",
        ),
        pytest.param(
            edit("da.toml", r"(?<=^\[noise\]\n)navigation = .*\n", ""),
            "da.toml",
            "[noise] has no name for 'navigation'; add it",
            id="noise without a name",
        ),
        pytest.param(
            edit("no.toml", r"^\[foreign\]$", '[foreign]\nsv = ["och"]'),
            "no.toml",
            "[foreign] has 'sv', which is no language here; correct it",
            id="unknown neighbour",
        ),
        pytest.param(
            edit("id.toml", r"(?<=^\[interface\]\n)", 'novelty = "baru"\n'),
            "da.toml",
            "[interface] has no 'novelty', another language has; add it, or remove it there",
            id="interface word of one language",
        ),
        pytest.param(
            edit("no.toml", r"(?<=^\[tags\]\n)", 'novelty = "nytt"\n'),
            "da.toml",
            "[tags] has no 'novelty'",
            id="tag of one language",
        ),
        pytest.param(
            with_usage_rule("da.toml", unknown="x"),
            "da.toml",
            "unknown field `unknown`; correct it",
            id="unknown key of a rule",
        ),
        pytest.param(
            with_usage_rule("da.toml", **{"in": "headings"}), "da.toml", "'headings'", id="in"
        ),
        pytest.param(
            edit("id.toml", r'^path = "id/"', 'path = "id"'),
            "id.toml",
            "[locale] path has no slash at the end; add it",
            id="path without a slash",
        ),
        pytest.param(
            edit("id.toml", r'^path = "id/"', 'path = ""'),
            "",
            "one language, and only one, must have an empty 'path'",
            id="two defaults",
        ),
    ],
)
def test_a_faulty_language_is_refused(
    folder: Path, spoil: Callable[[Path], object], file: str, expected: str
) -> None:
    spoil(folder)
    with pytest.raises(LanguageFileError) as caught:
        load_languages(folder)
    (line,) = caught.value.problems
    assert line.startswith(f"{folder / file}: ")
    assert expected in line
