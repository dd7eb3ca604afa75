"""Each step on small texts: what it changes, and what it must leave alone."""

from typing import get_args

import pytest

from tests.conftest import LANGUAGES
from tools.document import Removal
from tools.language import Language
from tools.pipeline import clean
from tools.rules import BoilerplateRule, Class
from tools.sentences import split_sentences

ALL_RULES = [
    pytest.param(language, rule, id=f"{language.locale}, {rule.id}")
    for language in LANGUAGES.values()
    for rule in language.rules
]
LINE_RULES = [
    pytest.param(language, rule, id=f"{language.locale}, {rule.id}")
    for language in LANGUAGES.values()
    for rule in language.rules
    if rule.part == "line"
]
PROSE = "Kunder, der bliver hørt, kommer igen, og det kan mærkes på regnskabet."


OTHER = "Den, der har ventet længe på en bestilling, husker smilet mere end rabatten."


def kept(text: str, locale: str = "da") -> list[str]:
    return [block.text for block in clean(text, LANGUAGES[locale]).blocks]


def kinds(text: str, locale: str = "da") -> list[str]:
    return [block.kind for block in clean(text, LANGUAGES[locale]).blocks]


# Text enough to stand amid, in the article's own language: in another it would be taken out.
AMID = {
    "da": [f"{word} kunder, der bliver hørt, kommer igen, og det mærkes. " * 6 for word in "ABCD"],
    "no": [f"{word} kunder som blir hørt, kommer igjen, og det merkes. " * 6 for word in "ABCD"],
    "id": [f"{word} pelanggan yang didengar akan datang lagi ke toko. " * 6 for word in "ABCD"],
}


def in_its_place(rule: BoilerplateRule, line: str, locale: str) -> str:
    """The line where the rule looks for it, with enough text for what takes the rest along."""
    if rule.place == "head":
        return "\n".join(["Et hotel med en god historie", line, AMID[locale][0]])
    return "\n".join(["Et hotel med en god historie", *AMID[locale], line])


@pytest.mark.parametrize(("language", "rule"), ALL_RULES)
def test_a_rule_removes_its_example(language: Language, rule: BoilerplateRule) -> None:
    result = kept(in_its_place(rule, rule.removes, language.locale), language.locale)
    assert rule.removes not in result
    if rule.leaves:
        assert rule.leaves in result


@pytest.mark.parametrize(("language", "rule"), ALL_RULES)
def test_a_rule_keeps_its_counterexample(language: Language, rule: BoilerplateRule) -> None:
    document = clean(in_its_place(rule, rule.keeps, language.locale), language)
    by_rules = {
        block.text
        for change in document.history
        if change.step == "boilerplate removal" and change.rule != "evidence"
        for block in change.before
        if block not in change.after
    }
    assert rule.keeps not in by_rules


@pytest.mark.parametrize(("language", "rule"), LINE_RULES)
def test_a_rule_with_a_place_keeps_its_example_elsewhere(
    language: Language, rule: BoilerplateRule
) -> None:
    amid = AMID[language.locale]
    text = "\n".join(["Et hotel med en god historie", *amid[:2], rule.removes, *amid[2:]])
    document = clean(text, language)
    if rule.place == "anywhere":
        assert rule.removes not in [block.text for block in document.blocks]
    else:
        assert rule.id not in [c.rule for c in document.history if isinstance(c, Removal)]


def test_every_language_has_a_rule_for_each_class_of_noise() -> None:
    for language in LANGUAGES.values():
        own = {rule.kind for rule in language.rules if not rule.id.startswith("common.")}
        assert own == set(get_args(Class)), language.locale


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param("a\u030arsag  og \t virkning ", "årsag og virkning", id="spaces, composition"),
        pytest.param("kunde\u00adloyalitet\u200b", "kundeloyalitet", id="soft hyphen, zero width"),
        pytest.param("loyalitet , er", "loyalitet, er", id="before a comma"),
        pytest.param("Kommer de igen ?", "Kommer de igen?", id="before a question mark"),
        pytest.param("Prisen er 9,1 kr.", "Prisen er 9,1 kr.", id="decimal comma"),
        pytest.param("Vi skriver til .dk-domæner", "Vi skriver til .dk-domæner", id="domain"),
        pytest.param("De ventede ... længe", "De ventede ... længe", id="ellipsis"),
        pytest.param("biasa-biasa saja", "biasa-biasa saja", id="reduplication"),
    ],
)
def test_normalisation(raw: str, expected: str) -> None:
    assert kept(raw) == [expected]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(f"Titel\n{PROSE}", ["title", "paragraph"], id="title"),
        pytest.param(
            f"Titel\n{PROSE}\nEt afsnit\n{OTHER}",
            ["title", "paragraph", "heading", "paragraph"],
            id="heading before a paragraph",
        ),
        pytest.param(
            "Titel\nKendetegn\n- Genkøb\n• Omtale", ["title", "heading", "item", "item"], id="list"
        ),
        pytest.param(f"{PROSE}\n{OTHER}", ["paragraph", "paragraph"], id="prose is no title"),
        pytest.param(f"Titel\n{PROSE}\nSlut", ["title", "paragraph", "paragraph"], id="last line"),
        pytest.param(f"Titel\nDet er kort.\n{PROSE}", ["title", *["paragraph"] * 2], id="sentence"),
        pytest.param("-5 grader er koldt.", ["paragraph"], id="a minus is no bullet"),
    ],
)
def test_structure(raw: str, expected: list[str]) -> None:
    assert kinds(raw) == expected


def one_sentence_a_line(*sentences: str) -> str:
    return "Judul\n\n" + "\n\n".join(sentences)


SENTENCES = [
    f"{word} adalah kalimat yang berdiri sendiri di barisnya."
    for word in ("Satu", "Dua", "Tiga", "Empat", "Lima", "Enam", "Tujuh", "Delapan")
]


def paragraph_lengths(text: str) -> list[int]:
    language = LANGUAGES["id"]
    blocks = clean(text, language).blocks
    return [len(split_sentences(block.text, language)) for block in blocks[1:]]


def test_single_sentences_are_joined_by_threes() -> None:
    assert paragraph_lengths(one_sentence_a_line(*SENTENCES)) == [3, 3, 2]


def test_a_sentence_that_leans_on_the_last_stays_with_it() -> None:
    leaning = [*SENTENCES[:3], "Namun, tidak semua pelanggan setia.", *SENTENCES[3:]]
    assert paragraph_lengths(one_sentence_a_line(*leaning)) == [4, 3, 2]


def test_a_wider_gap_ends_a_paragraph() -> None:
    text = one_sentence_a_line(*SENTENCES[:2]) + "\n\n\n\n" + "\n\n".join(SENTENCES[2:])
    assert paragraph_lengths(text) == [2, 3, 3]


def test_paragraphs_of_their_own_are_left_alone() -> None:
    pairs = [" ".join(SENTENCES[at : at + 2]) for at in range(0, 8, 2)]
    assert paragraph_lengths(one_sentence_a_line(*pairs, *SENTENCES[:2])) == [2, 2, 2, 2, 1, 1]


def test_too_few_lines_are_left_alone() -> None:
    assert paragraph_lengths(one_sentence_a_line(*SENTENCES[:5])) == [1] * 5


@pytest.mark.parametrize(
    ("locale", "text", "count"),
    [
        ("da", "Kunden kom. Hun købte.", 2),
        ("da", "Det koster ca. 40 kr. i dag.", 1),
        ("da", "Vi åbnede den 4. september. Der var kø.", 2),
        ("da", "»Kommer du igen?« Det gjorde hun.", 2),
        ("no", "Det er bl.a. Vipps som brukes.", 1),
        ("id", "Rp1.500.000 per bulan. Murah!", 2),
        ("da", "Élise kom. Östen gik.", 2),
        ("id", "", 0),
    ],
)
def test_sentences(locale: str, text: str, count: int) -> None:
    assert len(split_sentences(text, LANGUAGES[locale])) == count
