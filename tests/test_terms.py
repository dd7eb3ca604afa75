"""The termbase: what is refused, and where a text speaks of which concept."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import LANGUAGES
from tools.errors import LanguageFileError
from tools.terms import Termbase, Vocabulary, load_termbase

TERMBASE = load_termbase(tuple(LANGUAGES))
LOCALES = ("da", "no")
EVERY_WORD = [
    pytest.param(locale, concept, id=f"{locale}, {concept}")
    for locale in LANGUAGES
    for concept in TERMBASE.concepts
]


def concept(name: str, **words: str) -> str:
    """An entry of the file; `words` are the lines of each locale, the term's first."""
    lines = ["[[concept]]", f'id = "{name}"', 'kind = "noun"']
    for locale, entry in words.items():
        lines += [f"[concept.words.{locale}]", f"term = {entry}"]
        if "definition" not in entry:
            lines.append('definition = "Noget."')
    return "\n".join(lines) + "\n"


def load(folder: Path, text: str) -> Termbase:
    (folder / "terms.toml").write_text(text, "utf-8")
    return load_termbase(LOCALES, folder)


GUEST = concept("guest", da='"gæst"', no='"gjest"')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(GUEST + GUEST, "the concept 'guest' stands twice; keep one", id="twice"),
        pytest.param(
            concept("guest", da='"gæst"'),
            "'guest' has no words in 'no'; add [concept.words.no]",
            id="a locale is missing",
        ),
        pytest.param(
            concept("guest", da='"gæst"', no='"gjest"', sv='"gäst"'),
            "'guest' has words in 'sv', which is no language here; remove them",
            id="a locale is unknown",
        ),
        pytest.param(
            concept("guest", da='"gæst"\ndefinition = " "', no='"gjest"'),
            "'guest' has an empty term or definition in 'da'; write it",
            id="empty definition",
        ),
        pytest.param(
            concept("guest", da='""', no='"gjest"'),
            "'guest' has an empty term or definition in 'da'; write it",
            id="empty term",
        ),
        pytest.param(
            GUEST + concept("buyer", da='"køber"\nsynonyms = ["Gæst"]', no='"kjøper"'),
            "'guest' and 'buyer' both have the form 'gæst' in 'da'; list it as 'shared' in each, "
            "or leave it to one",
            id="two claim a form",
        ),
        pytest.param(
            GUEST
            + concept("buyer", da='"køber"\nsynonyms = ["gæst"]\nshared = ["gæst"]', no='"kjøper"'),
            "'guest' and 'buyer' both have the form 'gæst' in 'da'",
            id="only one of two says that it is shared",
        ),
        pytest.param(
            concept("guest", da='"gæst"\nshared = ["gæst"]', no='"gjest"'),
            "'guest' lists 'gæst' as shared in 'da', and it is not; remove it",
            id="shared with none",
        ),
        pytest.param(
            GUEST + concept("buyer", da='"køber"\nforbidden = ["GÆST"]', no='"kjøper"'),
            "'buyer' forbids 'GÆST' in 'da', a correct form of 'guest'; remove one of them, or "
            "list it as 'doubtful'",
            id="another's correct form is forbidden",
        ),
        pytest.param(
            concept("guest", da='"gæst"\nforms = ["gæster"]\nforbidden = ["gæster"]', no='"gjest"'),
            "'guest' forbids 'gæster' in 'da', a correct form of 'guest'",
            id="its own correct form is forbidden",
        ),
        pytest.param(
            concept("guest", da='"gæst"\nplural = ["gæster"]', no='"gjest"'),
            "unknown field `plural`; correct it",
            id="unknown key",
        ),
        pytest.param("[[concept]", "cannot be read", id="no TOML"),
    ],
)
def test_a_faulty_termbase_is_refused(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(LanguageFileError) as caught:
        load(tmp_path, text)
    told = caught.value.problems
    assert all(line.startswith(f"{tmp_path / 'terms.toml'}: ") for line in told)
    assert any(expected in line for line in told), told


def test_every_fault_has_a_line(tmp_path: Path) -> None:
    with pytest.raises(LanguageFileError) as caught:
        load(tmp_path, concept("guest", da='"gæst"') + concept("buyer", no='"kjøper"'))
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            concept("guest", da='"gæst"\nshared = ["gæst"]', no='"gjest"')
            + concept("buyer", da='"køber"\nsynonyms = ["gæst"]\nshared = ["gæst"]', no='"kjøper"'),
            id="shared by two that say so",
        ),
        pytest.param(
            GUEST + concept("buyer", da='"køber"\nforbidden = ["gjest"]', no='"kjøper"'),
            id="forbidden here, correct in another language",
        ),
        pytest.param(
            concept("guest", da='"gæst"\nforms = ["Gæst"]', no='"gjest"'), id="a form of its own"
        ),
        pytest.param("", id="no concepts"),
    ],
)
def test_a_sound_termbase_is_loaded(tmp_path: Path, text: str) -> None:
    assert set(load(tmp_path, text).vocabularies) == set(LOCALES)


SMALL = (
    concept("customer", da='"kunde"\nforms = ["kunder"]\nsynonyms = ["køber"]', no='"kunde"')
    + concept("loyal-customer", da='"loyal kunde"\nforms = ["loyale kunder"]', no='"lojal kunde"')
    + concept(
        "regular",
        da='"stamkunde"\nforms = ["omtale"]\nsynonyms = ["stamgæst"]\n'
        'shared = ["stamgæst", "omtale"]\nforbidden = ["gentagelseskunde", "fast køber"]',
        no='"stamkunde"',
    )
    + concept(
        "guest",
        da='"stamgæst"\nforms = ["omtale"]\nshared = ["stamgæst", "omtale"]',
        no='"stamgjest"',
    )
    + concept(
        "nps",
        da='"Net Promoter Score"\nforms = ["NPS", "NPS-score"]\nrelated = ["anbefalingstal"]',
        no='"Net Promoter Score"',
    )
)


@pytest.fixture(scope="module")
def danish(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    return load(tmp_path_factory.mktemp("terms"), SMALL).vocabularies["da"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("En kunde og en køber.", ["kunde", "køber"], id="headword and synonym"),
        pytest.param("Kundekort, storkunde og kunde2", [], id="whole words only"),
        pytest.param("(kunde), »kunder«", ["kunde", "kunder"], id="marks are no part of a word"),
        pytest.param("En loyal kunde", ["loyal kunde"], id="the longest wins"),
        pytest.param("loyale kunderabatter", [], id="a longer word is another"),
        pytest.param("Loyale KUNDER", ["Loyale KUNDER"], id="case, and the form as it stands"),
        pytest.param("nps og Nps", ["nps", "Nps"], id="an abbreviation in any case"),
        pytest.param("god omtale", [], id="a shared form says nothing"),
        pytest.param("kunde-kort og ikke-kunde", ["kunde", "kunde"], id="parts of a compound"),
        pytest.param("en NPS-score på 40", ["NPS-score"], id="a compound that is a form"),
        pytest.param("İ og en kunde", ["kunde"], id="a letter whose small one is longer"),
        pytest.param("gentagelseskunde", [], id="a forbidden variant"),
        pytest.param("", [], id="empty"),
    ],
)
def test_mentions(danish: Vocabulary, text: str, expected: list[str]) -> None:
    assert [mention.form for mention in danish.mentions(text)] == expected


def test_a_shared_form_speaks_of_the_concept_whose_headword_it_is(danish: Vocabulary) -> None:
    assert [mention.concept for mention in danish.mentions("en stamgæst")] == ["guest"]


def test_a_headword_inside_a_longer_one_is_named_too(danish: Vocabulary) -> None:
    assert danish.named("en loyal kunde") == {"loyal-customer", "customer"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("loyale kunder", ["loyale kunder"], id="inflected"),
        pytest.param("en køber", [], id="a synonym is another word"),
        pytest.param("NPS", ["NPS"], id="an abbreviation"),
        pytest.param("et anbefalingstal", [], id="a related word"),
    ],
)
def test_headwords(danish: Vocabulary, text: str, expected: list[str]) -> None:
    assert [mention.form for mention in danish.headwords(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("En Gentagelseskunde kom", [(3, 19, "regular")], id="in any case"),
        pytest.param("en fast køber", [(3, 13, "regular")], id="with a correct form in it"),
        pytest.param("en fast købers", [], id="whole words only"),
        pytest.param("en stamkunde", [], id="a correct form"),
    ],
)
def test_errors(danish: Vocabulary, text: str, expected: list[tuple[int, int, str]]) -> None:
    assert [(each.start, each.end, each.concept) for each in danish.errors(text)] == expected


def test_the_termbase_has_its_concepts_in_every_language() -> None:
    assert len(TERMBASE.concepts) == 107
    for concept in TERMBASE.concepts.values():
        assert set(concept.words) == set(LANGUAGES), concept.id


@pytest.mark.parametrize(("locale", "concept"), EVERY_WORD)
def test_a_headword_is_found_as_its_own_concept(locale: str, concept: str) -> None:
    vocabulary = TERMBASE.vocabularies[locale]
    term = TERMBASE.concepts[concept].words[locale].term
    for find in (vocabulary.mentions, vocabulary.headwords):
        (found,) = find(f"»{term}«, ")
        assert (found.start, found.form, found.concept) == (1, term, concept)


@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_forbidden_variant_is_an_error_and_no_mention_of_a_concept(locale: str) -> None:
    vocabulary = TERMBASE.vocabularies[locale]
    forbidden = [v for each in TERMBASE.concepts.values() for v in each.words[locale].forbidden]
    assert forbidden
    for variant in forbidden:
        assert [error.form for error in vocabulary.errors(variant)] == [variant]
        assert variant not in [mention.form for mention in vocabulary.mentions(variant)]


PIECES = st.sampled_from(
    [form for each in TERMBASE.concepts.values() for form in each.words["da"].correct]
    + ["de", "mange", "rabat", "x", "İ", "ß"]
)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from([" ", "", "-", ", ", ". ", "\n"])), max_size=12)


@settings(deadline=None)
@given(TEXTS)
def test_mentions_are_whole_words_in_order_that_do_not_overlap(
    pieces: list[tuple[str, str]],
) -> None:
    text = "".join(form + separator for form, separator in pieces)
    vocabulary = TERMBASE.vocabularies["da"]
    reached = 0
    for mention in vocabulary.mentions(text):
        assert mention.start >= reached
        reached = mention.end
        assert text[mention.start : mention.end] == mention.form
        assert vocabulary.concept_of[mention.form.lower()] == mention.concept
        assert not text[mention.start - 1 : mention.start].isalnum()
        assert not text[mention.end : mention.end + 1].isalnum()
