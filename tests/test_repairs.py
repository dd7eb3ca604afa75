"""The steps that repair, each on small texts: what it mends, and above all what it leaves alone."""

from collections.abc import Callable

import pytest

from tests.conftest import LANGUAGES
from tools.document import Document, Flag
from tools.language import Language
from tools.pipeline import clean
from tools.sentences import split_sentences
from tools.steps.mojibake import repair_encoding
from tools.steps.normalisation import normalise
from tools.steps.paragraphs import join_paragraphs
from tools.steps.quotations import flag_quotations
from tools.steps.repetition import remove_repetition
from tools.steps.segmentation import segment
from tools.steps.splices import part_splices
from tools.steps.structure import recover_structure
from tools.steps.tables import recover_tables
from tools.steps.wrapping import unwrap

Step = Callable[[Document, Language], Document]

PROSE = "Kunder, der bliver hørt, kommer igen, og det kan mærkes på regnskabet."
OTHER = "Den, der har ventet længe på en bestilling, husker smilet mere end rabatten."


def texts(step: Step, raw: str, locale: str = "da") -> list[str]:
    return [block.text for block in step(segment(raw), LANGUAGES[locale]).blocks]


def kinds(raw: str, locale: str = "da") -> list[str]:
    return [block.kind for block in recover_structure(segment(raw), LANGUAGES[locale]).blocks]


def flags(step: Step, raw: str, locale: str = "da") -> list[str]:
    """The rules of the flags that a step sets."""
    history = step(segment(raw), LANGUAGES[locale]).history
    return [change.rule for change in history if isinstance(change, Flag)]


def table(*rows: tuple[str, str, str]) -> pytest.MarkDecorator:
    """A table of raw text and what becomes of it, each row with its name first."""
    params = [pytest.param(raw, expected, id=name) for name, raw, expected in rows]
    return pytest.mark.parametrize(("raw", "expected"), params)


def good(**rows: str) -> pytest.MarkDecorator:
    """A table of texts that must stay as they are, each under its name."""
    params = [pytest.param(text, id=name.replace("_", " ")) for name, text in rows.items()]
    return pytest.mark.parametrize("text", params)


# Segmentation


def test_a_line_ends_where_text_files_end_one() -> None:
    assert texts(lambda document, _: document, "et\r\nto\rtre\x0cfire\u2028fem") == [
        "et",
        "to",
        "tre",
        "fire",
        "fem",
    ]


def test_a_damaged_letter_ends_no_line() -> None:
    assert texts(repair_encoding, "Ã\x85rhus ved bugten") == ["Århus ved bugten"]


# Encoding


@table(
    ("letters", "Ã¥rsagen er bÃ¸rn pÃ¥ Ã†rÃ¸", "årsagen er børn på Ærø"),
    ("å after a capital", "PÃ¥ gården, nÃ¥r. NÃ¥r SÃ¥", "På gården, når. Når Så"),
    ("twice damaged", "FÃƒÂ¥ kunder", "Få kunder"),
    ("quotation marks and dashes", "â€œHejâ€\x9d â€“ ja", "“Hej” – ja"),
    ("a closing mark cut short", "â€œHejâ€ sagde hun", "“Hej” sagde hun"),
    ("a capital å", "Ã…rhus", "Århus"),
    ("no-break space", "100Â\xa0kr.", "100\xa0kr."),
    ("half of a line", "gÃ¥r på", "går på"),
    ("another system", "bl√•b√¶r", "blåbær"),
    ("emoji", "Tak ðŸ˜€", "Tak 😀"),
    ("Arabic", "kaligrafi Ø¨Ø³Ù… lama", "kaligrafi بسم lama"),
    ("control characters", "et \x93citat\x94", "et “citat”"),
    ("entities", "R&amp;amp;B &ndash; &aring;ret", "R&B – året"),
    ("entities of damaged letters", "&#195;&#165;rsag", "årsag"),
)
def test_encoding_damage_is_undone(raw: str, expected: str) -> None:
    assert texts(repair_encoding, raw) == [expected]


GOOD_CHARACTERS = {
    "our_letters": "Åse på Ærø åd blåbærgrød; øåen løb",
    "capitals": "BLÅBÆRGRØD, ÆØÅ, SMÅØER",
    "capitals_in_guillemets": "»DET BLÅ« og «PÅ» og ”SÅ”, „SMÅ“",
    "guillemets": "«Åh, nei», sa Åse. »Øl,« sagde Bo.",
    "curly_marks": "“Ærlig”, „Ørsted“, ’a’ og ”år”",
    "fractions": "1½–2½ kg, ¾ liter",
    "signs": "5 €–10 €, § 3°, 20 °C, 5 ‰, ®, ™",
    "accents": "én allé, idé, kafé, à la carte, Müller, naïve, Señor",
    "neighbours": "Łódź, Škoda, Þórður, Nguyễn, İstanbul, Größe, São Paulo",
    "greek": "Ελλάδα og «Αθήνα»",
    "cyrillic": "«Привет», sagde Пётр",
    "chinese": "北京 og 東京 på skiltet",
    "arabic": "بسم الله",
    "emoji": "Tak 👍🏽 👨‍👩‍👧 ❤️",
    "an_ampersand": "Salt & peber, B&O; H&M, AT&T;",
    "an_address": "https://firma.dk/?a=1&b=2&copy=3",
}


@good(**GOOD_CHARACTERS)
def test_good_characters_stay(text: str) -> None:
    assert texts(repair_encoding, text) == [text]
    assert texts(normalise, text) == [text]
    assert flags(repair_encoding, text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("bl\ufffdb\ufffdr i skoven", id="replacement characters"),
        pytest.param("Vi laver gr?d", id="a question mark amid a word"),
        pytest.param("der stod »Ìàÿê, ñïàñèáî«", id="another script"),
    ],
)
def test_what_cannot_be_read_is_flagged(text: str) -> None:
    assert texts(repair_encoding, text) == [text]
    assert len(flags(repair_encoding, text)) == 1


@good(question="Kommer du? Ja.", two_marks="Hvad?!", address="firma.dk/?side=to", slash="ja/nej?")
def test_what_can_be_read_is_not_flagged(text: str) -> None:
    assert flags(repair_encoding, text) == []


# Normalisation


@table(
    ("composition", "a\u030arsag", "årsag"),
    ("soft hyphens", "kunde\u00adloyalitet", "kundeloyalitet"),
    ("zero width", "terburu\u200b-buru\ufeff", "terburu-buru"),
    ("a joiner between letters", "bad\u200dstua", "badstua"),
    ("justified", "Han  er   uddannet", "Han er uddannet"),
    ("tabs and odd spaces", "a\tb\u2003c\u3000d", "a b c d"),
    ("no-break spaces in prose", "det\u00a0er i\u00a02023\u00a0og", "det er i 2023 og"),
    ("narrow no-break space in a number", "1\u202f200\u202fkr", "1\u00a0200\u00a0kr"),
    ("thin space in a number", "1\u2009200\u2009000 kr.", "1\u00a0200\u00a0000 kr."),
    ("before a comma and a stop", "huset , der er stort .", "huset, der er stort."),
    ("before a colon", "Baca Juga : Lima buah", "Baca Juga: Lima buah"),
    ("before a quotation mark's stop", "»Kom nu !«", "»Kom nu!«"),
    ("in brackets", "( se side 4 )", "(se side 4)"),
    (
        "a stop torn into its brackets",
        "i en pose (ikke i spanden .)",
        "i en pose (ikke i spanden).",
    ),
    ("stops apart", "han ventede . . . længe", "han ventede... længe"),
    ("two stops", "mencerna makanan.. Bila", "mencerna makanan. Bila"),
    ("two commas", "først,, og så", "først, og så"),
    ("one repair makes room for another", "Ja . . Nej", "Ja. Nej"),
)
def test_characters_spaces_and_marks_are_normalised(raw: str, expected: str) -> None:
    assert texts(normalise, raw) == [expected]


@good(
    danish_price="Det koster 1.200\u00a0kr. og 5\u00a0% mere",
    norwegian_price="Det koster 1\u00a0200\u00a0kr",
    indonesian_price="Harganya Rp1.500.000 atau Rp\u00a06.200",
    plain_spaces_in_numbers="1 200 kr, 10 kg",
    ellipsis="De ventede ... længe … og kom",
    domain="Vi skriver til .dk og .com , siger de".replace(" ,", ","),
    program="Skrevet i .NET og Node.js",
    emoticons="Hej :) og ;) og :-D",
    ratio="kort i skala 1 : 50.000",
    quotation_marks='Hun sagde: »Ja«, «nei» og "ok"',
    price_dash="kr. 100,- og 5,-",
    decimals="9,1 og 1.200",
    checkbox="( ) Ja ( ) Nej",
    joiner_in_persian="می\u200cخواهم",
    joiner_in_emoji="👩\u200d🍳 koger",
    reduplication="biasa-biasa, macam-macam, pelanggan-pelanggan",
    dash="Ja – nej — ja-nej",
    exclamations="Nej!! Hvad?!",
)
def test_good_spaces_and_marks_stay(text: str) -> None:
    assert texts(normalise, text) == [text]


def test_a_line_of_nothing_is_removed() -> None:
    assert texts(normalise, f"{PROSE}\n\u200b \u00ad\n{OTHER}") == [PROSE, OTHER]


# Wrapping


@table(
    (
        "a hard-wrapped sentence",
        "Landsbyskolen i Vester Hjerm skal lukke til sommer, men forældrene har\nikke givet op.",
        "Landsbyskolen i Vester Hjerm skal lukke til sommer, men forældrene har ikke givet op.",
    ),
    ("a comma", "Når det regner,\nkommer de ikke.", "Når det regner, kommer de ikke."),
    ("across an empty line", "Nå går du på\n\nskolen igjen.", "Nå går du på skolen igjen."),
    ("a bracket on the wrong line", "Det hedder borreliose (på engelsk Lyme\n). Det er "
     "sjældent.", "Det hedder borreliose (på engelsk Lyme). Det er sjældent."),
    ("a bracket alone", "dild (hvis det er det,\ndu har\n)", "dild (hvis det er det, du har)"),
    ("a drop cap", "S\nelv om det er sent, kommer vi.", "Selv om det er sent, kommer vi."),
    ("a word that is one letter", "I\ndag er det godt.", "I dag er det godt."),
    ("one word a line", "Vedtaket\ner\nendelig.", "Vedtaket er endelig."),
    ("a word broken at its hyphen", "Vi måler kunde-\nloyalitet. Kundeloyalitet er godt.",
     "Vi måler kundeloyalitet. Kundeloyalitet er godt."),
    ("a hyphen that the article has", "Skriv en e-\nmail. En e-mail er gratis.",
     "Skriv en e-mail. En e-mail er gratis."),
    ("a hyphen of two words", "Vi laver salgs-\nog markedsføring.",
     "Vi laver salgs- og markedsføring."),
    ("reduplication", "Rasanya biasa-\nbiasa saja.", "Rasanya biasa-biasa saja."),
    ("a soft hyphen", "Vi måler kunde\u00ad\nloyalitet.", "Vi måler kunde-loyalitet."),
)  # fmt: skip
def test_a_broken_line_is_joined(raw: str, expected: str) -> None:
    assert texts(lambda d, language: unwrap(normalise(d, language), language), raw) == [expected]


def test_a_sentence_of_one_word_a_line() -> None:
    raw = "Catatan\npenting:\njangan\nmenghentikan\nobat\nresep\ntanpa\nbertanya."
    assert texts(unwrap, raw, "id") == [raw.replace("\n", " ")]


@good(
    ingredients="600 g torskefilet\n1 fennikel\nsalt, peber\nfrisk dild",
    ingredients_of_one_word="salt\npeber\nolie\npersille.",
    verse="Sov sødt, barnlille,\nlig rolig og stille,\nså sødelig sov,\nsom fuglen i skov.",
    verse_with_capitals="Jeg ved en lærkerede,\nJeg siger ikke mer;\nDen findes på en hede",
    address="Firma ApS\nVestergade 12\n8000 Aarhus C",
    addresses_on_the_net="Kontakt\ninfo@firma.dk\nwww.firma.dk",
    dialogue="– Kommer du?\n– nej, ikke i dag.",
    sentences="Det regner.\nVi går hjem.",
    heading="Om os\nVi er en butik.",
    bullets="Her er\n- et\n- to",
    numbers="Sådan gør du\n1. skær løget\n2. kog det.",
    opening_hours="Mandag\nlukket",
    facts="Tid: 20 minutter\nAntal: 4",
    one_sentence_a_line="Satu kalimat pendek saja.\nDua kalimat pendek saja.",
)
def test_lines_that_belong_apart_stay(text: str) -> None:
    assert texts(unwrap, text) == text.split("\n")


def test_a_doubtful_hyphen_is_flagged() -> None:
    assert flags(unwrap, "Vi måler kunde-\nloyalitet.") == ["hyphen"]
    assert flags(unwrap, "Vi måler kunde-\nloyalitet. Kundeloyalitet er godt.") == []
    assert flags(unwrap, "Rasanya biasa-\nbiasa saja.", "id") == []


# Splices


@table(
    ("sentences", "et dårligt mål.Mange kommer", "et dårligt mål. Mange kommer"),
    ("a question", "Hvad nu?Vi går", "Hvad nu? Vi går"),
    ("after a short word", "Vi er på.Det var", "Vi er på. Det var"),
    ("before a word of one letter", "kommer igen.I dag er", "kommer igen. I dag er"),
    ("after a number", "i 2019.Det blev", "i 2019. Det blev"),
    ("after a percentage", "over 40%.Det er", "over 40%. Det er"),
    ("after a bracket", "(se side 4).Det gik", "(se side 4). Det gik"),
    ("a Danish closing mark", "»Slut.«Nu kommer", "»Slut.« Nu kommer"),
    ("a Danish opening mark", "sagde hun.»Nu går vi«", "sagde hun. »Nu går vi«"),
    ("a Norwegian opening mark", "sa hun.«Nå går vi»", "sa hun. «Nå går vi»"),
    ("three in a row", "Aaa.Bbb!Ccc", "Aaa. Bbb! Ccc"),
    ("a label", "Svar:Grænsen er 35 dB", "Svar: Grænsen er 35 dB"),
    ("a label and a number", "Waktu memasak:35 menit", "Waktu memasak: 35 menit"),
    ("a label and a time", "Senin–Kamis:08.00–15.00", "Senin–Kamis: 08.00–15.00"),
    ("a label with a stop", "Tlf.:12345678", "Tlf.: 12345678"),
    ("a numbered label", "Trin 1:Bland det", "Trin 1: Bland det"),
    ("a comma", "ikke billig,men god", "ikke billig, men god"),
    ("a drop cap", "D et første, man ser", "Det første, man ser"),
    ("a name", "hvis du skal tilVestlandet", "hvis du skal til Vestlandet"),
)
def test_what_grew_together_is_parted(raw: str, expected: str) -> None:
    assert texts(part_splices, raw) == [expected]


@good(
    addresses="https://firma.dk/x-Side.Html, info@firma.Dk, www.firma.dk/en,to",
    ports="localhost:8080, mailto:ani@firma.dk, tel:12345678",
    domains="Booking.Com, firma.dk, Boozt.Dk",
    files="Rapport.Pdf, main.js, C:\\Users\\Min.Mappe",
    programs="Node.js, Vue.Js, ASP.Net, v2.1, 3.0.Beta",
    danish_abbreviations="f.eks.Hotel, bl.a.Det, Ph.D.-studerende, kl.10",
    indonesian_degrees="dr.Ani, Budi, S.Pd., M.Kom.",
    numbers="Rp1.500.000, 9,1 og 1.200.000",
    times="kl. 10:30, 01:24, 10.30",
    ratios="2:1, 16:9, skala 1:50",
    references="§12:3, Joh 3:16, (QS Al-Baqarah:183)",
    emoticons="Hej:D og hej:)",
    shortcodes=":smile: og :tada:",
    search="brug site:dk i søgningen",
    placeholder="[Gambas:Video]",
    words_of_one_letter="I dag og i går. Å være eller å se. Vi så en ø.",
    vitamin="B er en vitamin. Ber du om den?",
    names="YouTube, iPhone, GoPay, JavaScript, McDonald’s, WhatsApp, MobilePay, deLonghi",
    a_name_of_the_article="Log på minSide. Du finder minSide i menuen.",
    handles="@minProfil, #nyeTider",
    reduplication="macam-macam,pelanggan-pelanggan".replace(",", ", "),
)
def test_what_belongs_together_stays(text: str) -> None:
    assert texts(part_splices, text) == [text]
    assert flags(part_splices, text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("der kan hjælpe jegJeg beholder", id="a word twice"),
        pytest.param("du kan deltaInformasjon om det", id="two words"),
        pytest.param("point påHTs hotelophold", id="a word and what is left of one"),
        pytest.param("KundeLoyalitet. En kunde og loyalitet", id="two of the article's words"),
    ],
)
def test_a_splice_that_cannot_be_parted_is_flagged(text: str) -> None:
    assert texts(part_splices, text) == [text]
    assert flags(part_splices, text) == ["words"]


# Tables


def test_rows_with_the_same_cells_are_a_table() -> None:
    raw = "Model | Pris\nNordlund | 449\nBasis | 129"
    assert [b.kind for b in recover_tables(segment(raw), LANGUAGES["da"]).blocks] == ["row"] * 3


@good(
    a_menu="Forside | Om os | Kontakt",
    two_menus="Forside | Om os | Kontakt\nPrivatliv | Cookies",
    a_stroke_in_prose="Man skriver a|b for a eller b.",
)
def test_single_lines_with_strokes_are_no_table(text: str) -> None:
    assert texts(recover_tables, text) == text.split("\n")


# Repetition


@table(
    ("the title", f"Et hotel\nEt hotel\n{PROSE}", f"Et hotel\n{PROSE}"),
    ("the title with the site's name", f"Et hotel på Ærø – Avisen\nEt hotel på Ærø\n{PROSE}",
     f"Et hotel på Ærø\n{PROSE}"),
    ("a lead", f"{PROSE}\n{PROSE}\n{OTHER}", f"{PROSE}\n{OTHER}"),
    ("a paragraph", f"{PROSE}\n{OTHER}\n{PROSE}", f"{PROSE}\n{OTHER}"),
    ("other case and marks", f"{PROSE}\n{OTHER}\n{PROSE.upper()}", f"{PROSE}\n{OTHER}"),
    ("a teaser", f"{PROSE[:60]}…\n{OTHER}\n{PROSE}", f"{OTHER}\n{PROSE}"),
    ("contents", f"1. Hvad\n2. Hvor\n3. Hvem\nHvad\n{PROSE}\nHvor\n{OTHER}\nHvem\nJa.",
     f"Hvad\n{PROSE}\nHvor\n{OTHER}\nHvem\nJa."),
    ("a numbered section", f"3.1 Bahan\n{PROSE}\n3.1 Bahan\n{OTHER}",
     f"3.1 Bahan\n{PROSE}\n{OTHER}"),
)  # fmt: skip
def test_what_stands_twice_stands_once(raw: str, expected: str) -> None:
    assert texts(remove_repetition, raw) == expected.split("\n")


@good(
    answers=f"Er det farligt?\nJa.\nGør det ondt?\nJa.\n{PROSE}",
    long_answers=f"Kan jeg betale med kort?\n{PROSE}\nKan jeg betale senere?\n{PROSE}",
    ingredients="Til dejen\n2 dl mælk\nTil cremen\n2 dl mælk",
    long_ingredients="Dejen\n500 g hvedemel (eller en blanding af mel og speltmel)\n"
    "Drysset\n500 g hvedemel (eller en blanding af mel og speltmel)",
    speakers=f"Wawancara\nGaluh\n{PROSE}\nMbah\n{OTHER}\nGaluh\nNå, ja.",
    headings=f"En test\nPris\n{PROSE}\nPlus\n{OTHER}\nPris\nDen er dyr.",
    reduplication="Macam-macam, biasa-biasa\nMacam macam biasa",
    two_alike=f"{PROSE}\n{PROSE[:-1]}, siger hun.",
    an_ellipsis="Og så ventede de, længere end nogen havde ventet før dem...\nDe kom.",
    numbers="Butikken i Aarhus solgte for 100.000 kroner i maj\n"
    "Butikken i Aarhus solgte for 200.000 kroner i maj",
)
def test_what_may_stand_twice_stays(text: str) -> None:
    assert texts(remove_repetition, text) == text.split("\n")


# Structure

BELOW = f"{PROSE}\n{PROSE}"


@table(
    ("bullets", "- Genkøb\n- Omtale", "item item"),
    ("odd bullets", "▪ Genkøb\n● Omtale\n\uf0b7 Ros", "item item item"),
    ("bullets without a space", "▪150 g ananas\n•Salt", "item item"),
    ("letters of a symbol font", "o Genkøb\no Omtale", "item item"),
    ("ticks of a symbol font", "ü Surat\nü KTP", "item item"),
    ("arrows of a symbol font", "Ø satu ember\nØ paku", "item item"),
    ("numbers", "1. Skær\n2. Kog\n3. Spis", "item item item"),
    ("numbers without a space", "1.Skær\n2.Kog", "item item"),
    ("numbers that go on", f"1. Skær\n2. Kog\n{PROSE}\n3. Spis", "item item paragraph item"),
    ("letters", "a) første\nb) anden\nc) tredje", "item item item"),
    ("facts", f"{PROSE}\nTid: 20 minutter\nAntal: 4\nGrad: Nem",
     "paragraph item item item"),
    ("definitions", f"{PROSE}\nGenkøb: De kommer igen.\nOmtale: De siger det.\nRos: De roser.",
     "paragraph item item item"),
    ("amounts", f"{PROSE}\n600 g torsk\n1 fennikel\n½ dl fløde\nsalt, peber",
     "paragraph item item item item"),
    ("small lines below a colon", "Du skal have:\nhansker\nspade\nvand og brød",
     "paragraph item item item"),
    ("small lines below a heading", f"{PROSE}\nSymptomer\nutslett\nfeber\nhodepine",
     "paragraph heading item item item"),
    ("a heading", f"{PROSE}\nSådan gør du\n{PROSE}", "paragraph heading paragraph"),
    ("a question", f"{PROSE}\nEr det farligt?\nNej.", "paragraph heading paragraph"),
    ("a heading printed as a bullet", f"{PROSE}\n• Feilsøking\n{PROSE}",
     "paragraph heading paragraph"),
    ("a heading above a list", f"{PROSE}\nKendetegn\n- Genkøb\n- Ros",
     "paragraph heading item item"),
)  # fmt: skip
def test_structure_is_recovered(raw: str, expected: str) -> None:
    assert kinds(raw) == expected.split()


@good(
    direct_speech=f"{PROSE}\n– Nej, siger hun.\n{PROSE}",
    direct_speech_twice=f"{PROSE}\n– Kommer du?\n– Nej, siger hun.",
    a_letter_alone=f"{PROSE}\nO Captain! My Captain!",
    dates=f"{PROSE}\n1. maj er der åbent.\n2. maj er der lukket.",
    one_date="24. december er der lukket.",
    years=f"{PROSE}\n2023. Det første år.\n2024. Det andet år.",
    times="10.30 Kaffe, siger de.\n11.30 Frokost, siger de.",
    prices="1.200 kr. for en.\n2.400 kr. for to.",
    a_footnote=f"{PROSE}\n* Prisen er uden moms.",
    speakers=f"{PROSE}\nAnna: Jeg kom.\nBo: Jeg gik.\nAnna: Jeg blev.\nBo: Jeg gik igen.",
    tips=f"{PROSE}\nTip: Del den.\nTip: Frys den.\nTip: Spis den.",
    two_facts=f"{PROSE}\nTip: Del den.\nNote: Frys den.",
    a_minus="-5 grader er koldt.",
    prose_in_guillemets=f"{PROSE}\n»Det var godt.«\n{PROSE}",
    verse=f"{PROSE}\nog jeg ser dig\npå vejen hjem\nmed sol i håret.",
)
def test_what_is_no_list_and_no_heading_stays(text: str) -> None:
    assert set(kinds(text)) == {"paragraph"}
    assert texts(recover_structure, text) == text.split("\n")


@good(
    amounts="Suppe\n1 fennikel\n2 skalotteløg\n2 dl fløde\nsalt",
    facts="Suppe\nTid: 20 minutter\nAntal: 4\nGrad: Nem",
    small="cremet suppe i skål\nnoget andet i skål\nnoget tredje i skål",
    places="Aarhus\nRanders\nViborg",
)
def test_short_lines_below_each_other_are_no_headings(text: str) -> None:
    assert "heading" not in kinds(f"{text}\n{PROSE}")[1:-2]


def test_the_numbers_of_a_list_are_kept() -> None:
    items = recover_structure(segment("1. Skær\n2. Kog"), LANGUAGES["da"]).blocks
    assert [(item.number, item.text) for item in items] == [(1, "Skær"), (2, "Kog")]


def test_dates_that_count_up_are_no_list() -> None:
    assert "item" not in kinds("1. maj\n2. maj\n3. maj")


def test_a_dash_amid_a_title_stays() -> None:
    raw = f"Ferja drev i elleve timer: – Vi sang\n{PROSE}"
    assert texts(recover_structure, raw)[0] == "Ferja drev i elleve timer: – Vi sang"


# Paragraphs

SINGLES = [f"{word} det er en sætning for sig." for word in ["Nu", "Så", "Her", "Der", "Da", "Og"]]


def test_one_sentence_a_line_becomes_paragraphs() -> None:
    assert len(texts(join_paragraphs, "\n\n".join(SINGLES))) < len(SINGLES)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([f"– {line}" for line in SINGLES], id="direct speech"),
        pytest.param([line.rstrip(".") for line in SINGLES], id="no sentences"),
        pytest.param(SINGLES[:5], id="too few"),
        pytest.param([f"{PROSE} {OTHER}"] * 6, id="paragraphs of their own"),
        pytest.param([".", "!", "?", ")", ";", ":"], id="marks left alone"),
    ],
)
def test_other_lines_stay_apart(lines: list[str]) -> None:
    assert texts(join_paragraphs, "\n\n".join(lines)) == lines


# Quotations


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Hun sagde: »Slukket. Alt vel.", id="Danish"),
        pytest.param("«Det er bare å vente, sier Kari.", id="Norwegian"),
        pytest.param("Katanya, “Ini nasi paling pulen.", id="curly"),
        pytest.param('Han skrev "ja på brevet.', id="straight"),
    ],
)
def test_an_unclosed_quotation_is_flagged(text: str) -> None:
    assert texts(flag_quotations, text) == [text]
    assert flags(flag_quotations, text) == ["unpaired"]


@good(
    danish="»Ja,« sagde hun. »Nej.«",
    norwegian="«Ja», sa hun. «Nei.»",
    low_and_high="„Ja,“ sagde hun.",
    high_and_high="”Ja,” sagde hun.",
    curly="“Ya,” katanya.",
    straight='"Ja," sagde hun.',
    apostrophes="McDonald’s og kafé'er, 80'erne",
    inches='En skærm på 27" og en på 32".',
    paragraphs_that_open_anew="»Det første afsnit.\n»Det andet afsnit.«",
)
def test_a_closed_quotation_is_not_flagged(text: str) -> None:
    assert flags(flag_quotations, text) == []


# Sentences


@pytest.mark.parametrize(
    ("locale", "text", "count"),
    [
        pytest.param("da", "Det er H. C. Andersen. Han skrev.", 2, id="initials"),
        pytest.param("no", "J.K. Rowling kom.", 1, id="initials without a space"),
        pytest.param("da", "Det er let (f.eks. Danmark). Ja.", 2, id="an abbreviation in brackets"),
        pytest.param("da", "„Hej.“ Hun gik.", 2, id="a closing mark that opens elsewhere"),
        pytest.param("da", "Vi ses... Måske.", 2, id="ellipsis"),
        pytest.param("id", "Harganya Rp1.500.000. Murah.", 2, id="a price"),
        pytest.param("no", "Det er 5 % av 20. mai.", 1, id="an ordinal"),
    ],
)
def test_where_sentences_end(locale: str, text: str, count: int) -> None:
    assert len(split_sentences(text, LANGUAGES[locale])) == count


# All of them


@pytest.mark.parametrize("locale", LANGUAGES)
@good(**GOOD_CHARACTERS)
def test_good_characters_come_through(text: str, locale: str) -> None:
    before, after = {
        "da": ("Det er sådan, man skriver det her i landet, når man kan", "og så videre"),
        "no": ("Det er sånn man skriver det her i landet når man kan", "og så videre"),
        "id": ("Begitulah cara orang menulisnya di negeri ini kalau bisa", "dan lain-lain"),
    }[locale]
    paragraph = f"{before}: {text} – {after}."
    document = clean(f"{before}.\n{paragraph}\n{before}, {after}.", LANGUAGES[locale])
    assert paragraph in [block.text for block in document.blocks]
