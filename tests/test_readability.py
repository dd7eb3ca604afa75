"""How hard a text is to read, beside counts made by hand."""

import pytest

from tests.conftest import LANGUAGES
from tools.readability import count_words, read


@pytest.mark.parametrize(
    ("locale", "passages", "sentences", "words", "long_words", "lix"),
    [
        pytest.param("da", ["Kunden kom. Hun købte brød."], 2, 5, 0, 2.5, id="short words"),
        pytest.param("da", ["Loyalitet er ikke vigtigst."], 1, 4, 2, 54.0, id="two of four long"),
        pytest.param("da", ["Kunder kom"], 1, 2, 0, 2.0, id="six letters are few"),
        pytest.param("da", ["Kunders kø"], 1, 2, 1, 52.0, id="seven are many"),
        pytest.param("da", ["Æøåæøåæ er ord"], 1, 3, 1, 3 + 100 / 3, id="letters of our own"),
        pytest.param("no", ["Mund-til-mund er bra."], 1, 3, 1, 3 + 100 / 3, id="hyphens"),
        pytest.param("no", ["Hun kom.", "Han gikk", "Vi ble"], 3, 6, 0, 2.0, id="three passages"),
        pytest.param("id", ["Pelanggan setia kembali."], 1, 3, 2, 3 + 200 / 3, id="Indonesian"),
        pytest.param("da", ["Vi lover: Alle får svar."], 2, 5, 0, 2.5, id="colon, capital"),
        pytest.param("da", ["Vi lover: alle får svar."], 1, 5, 0, 5.0, id="colon, small letter"),
        pytest.param("da", ["Det var: Æbler og: ærter"], 2, 5, 0, 2.5, id="colon, æ"),
        pytest.param("da", ["Det er kl. 10:30 nu"], 1, 6, 0, 6.0, id="a time of day"),
        pytest.param("da", ["Det er fx ca. 4 kr. i dag."], 1, 8, 0, 8.0, id="da, abbreviations"),
        pytest.param("no", ["Det er f.eks. Vipps de har."], 1, 6, 0, 6.0, id="no, abbreviation"),
        pytest.param("id", ["Itu Rp1.500.000 per hari."], 1, 4, 0, 4.0, id="id, amount"),
        pytest.param("da", ["Den 4. september lukkede vi."], 1, 5, 2, 45.0, id="ordinal"),
        pytest.param("da", ["1234567 og 8"], 1, 3, 0, 3.0, id="figures are no long words"),
        pytest.param("da", ["»Ja« – nej!"], 1, 2, 0, 2.0, id="marks are no words"),
        pytest.param("da", [], 0, 0, 0, 0.0, id="no passages"),
        pytest.param("da", ["", " "], 0, 0, 0, 0.0, id="empty"),
        pytest.param("da", ["— …"], 0, 0, 0, 0.0, id="nothing but marks"),
    ],
)
def test_reading(
    locale: str, passages: list[str], sentences: int, words: int, long_words: int, lix: float
) -> None:
    reading = read(passages, LANGUAGES[locale])
    assert len(reading.sentences) == sentences
    assert (reading.words, reading.long_words) == (words, long_words)
    assert reading.lix == pytest.approx(lix)
    assert reading.mean_sentence == pytest.approx(words / sentences if sentences else 0.0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("60.000 kunder", 2, id="thousands"),
        pytest.param("1.500.000,50", 1, id="thousands and decimals"),
        pytest.param("9,1 af 10", 3, id="decimal comma"),
        pytest.param("10 %", 1, id="a sign alone is no word"),
        pytest.param("to-tre kunder’s", 2, id="hyphen, apostrophe"),
        pytest.param("den, der; som. En", 4, id="marks between words"),
        pytest.param("a_b", 2, id="an underscore parts"),
        pytest.param("", 0, id="empty"),
        pytest.param(
            "60\u00a0000 kunder",
            2,
            id="thousands, Norwegian",
        ),
    ],
)
def test_words_are_counted(text: str, expected: int) -> None:
    assert count_words(text) == expected
