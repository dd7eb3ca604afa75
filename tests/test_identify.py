"""Language identification: own sentences with pinned floors, and what must stay unsure."""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.identify import Guess, identify_language, identify_line
from tools.language import load_languages

LANGUAGES = load_languages()

SENTENCES = {
    "da": """
Vi har fået nogle flere kunder i år, men de handler for mindre beløb end før.
Butikken åbner klokken ti, og de første kunder står allerede og venter udenfor.
Hvad gør du, når en fast gæst pludselig holder op med at komme?
Kortet koster ikke noget, og man kan bruge det fra den første dag.
Hun spurgte, om prisen også gjaldt for medlemmer fra andre byer.
Efter ferien kom der en mail med en kupon på halvtreds kroner.
Den lille café på hjørnet kender sine gæster ved navn og husker deres kaffe.
En god ekspedient lytter først og sælger bagefter.
Jeg købte en jakke i Oslo, som min søster siden har lånt.
Kunderne vil hellere have en hurtig levering end en lav pris.
Peter Hansen fra Bergen fortalte om sine erfaringer med Google Ads og Facebook.
Det tog os næsten et år at finde ud af, hvorfor folk meldte sig ud.
Send en venlig påmindelse en uge før abonnementet udløber.
Man skal ikke love mere, end man kan holde.
Hotellet giver en gratis morgenmad til dem, der bestiller direkte.
Medarbejderne må selv bestemme, hvornår en klage skal løses med en rabat.
Et loyalitetsprogram er spild af penge, hvis varerne er dårlige.
Ved kassen blev hun mødt af et smil og en kop varm kakao.
Tallene viser, at hver femte kunde aldrig vender tilbage.
Skriv kort, og brug de ord, som kunden selv bruger.
Selvom vejret var dårligt, kom der mange mennesker til åbningen.
Når du har valgt en størrelse, lægger du varen i kurven.
Vores erfaring er, at en ærlig undskyldning virker bedre end en gave.
Det er kun de færreste, der læser betingelserne igennem.
Han arbejder i en forretning, hvor alle kender hinanden.
Spørg altid, hvad der gik galt, før du tilbyder en løsning.
""",
    "no": """
Vi har fått noen flere kunder i år, men de handler for mindre beløp enn før.
Butikken åpner klokken ti, og de første kundene står allerede og venter utenfor.
Hva gjør du når en fast gjest plutselig slutter å komme?
Kortet koster ingenting, og man kan bruke det fra den første dagen.
Hun spurte om prisen også gjaldt for medlemmer fra andre byer.
Etter ferien kom det en e-post med en kupong på femti kroner.
Den lille kafeen på hjørnet kjenner gjestene ved navn og husker kaffen deres.
En god ekspeditør lytter først og selger etterpå.
Jeg kjøpte en jakke i København som søsteren min siden har lånt.
Kundene vil heller ha rask levering enn en lav pris.
Petter Hansen fra Aarhus fortalte om erfaringene sine med Google Ads og Facebook.
Det tok oss nesten et år å finne ut hvorfor folk meldte seg ut.
Send en vennlig påminnelse en uke før abonnementet løper ut.
Man skal ikke love mer enn man kan holde.
Hotellet gir gratis frokost til dem som bestiller direkte.
De ansatte får selv bestemme når en klage skal løses med et avslag i prisen.
Et lojalitetsprogram er bortkastede penger hvis varene er dårlige.
Ved kassen ble hun møtt av et smil og en kopp varm kakao.
Tallene viser at hver femte kunde aldri kommer tilbake.
Skriv kort, og bruk de ordene som kunden selv bruker.
Selv om været var dårlig, kom det mange mennesker til åpningen.
Når du har valgt en størrelse, legger du varen i handlekurven.
Vår erfaring er at en ærlig unnskyldning virker bedre enn en gave.
Det er bare de færreste som leser gjennom vilkårene.
Han jobber i en forretning der alle kjenner hverandre.
Spør alltid hva som gikk galt, før du tilbyr en løsning.
""",
    "id": """
Tahun ini pelanggan kami bertambah, tetapi nilai belanja mereka menurun.
Toko buka pukul sepuluh, dan para pelanggan pertama sudah menunggu di luar.
Apa yang Anda lakukan kalau seorang tamu tetap tiba-tiba tidak datang lagi?
Kartu ini gratis dan bisa langsung dipakai sejak hari pertama.
Dia bertanya apakah harga itu juga berlaku untuk anggota dari kota lain.
Sehabis liburan, datang surel berisi kupon senilai lima puluh ribu rupiah.
Kafe kecil di pojok jalan itu hafal nama tamunya dan kopi kesukaan mereka.
Pelayan yang baik mendengarkan dulu, baru kemudian menjual.
Saya membeli jaket di Surabaya yang kemudian dipinjam adik saya.
Pembeli lebih suka pengiriman yang cepat daripada harga yang murah.
Budi Santoso dari Medan bercerita tentang pengalamannya dengan Google Ads dan Facebook.
Kami butuh hampir setahun untuk memahami mengapa orang berhenti berlangganan.
Kirimkan pengingat yang ramah seminggu sebelum masa langganan berakhir.
Jangan menjanjikan lebih dari yang bisa Anda tepati.
Hotel memberi sarapan gratis kepada tamu yang memesan langsung.
Karyawan boleh menentukan sendiri kapan keluhan diselesaikan dengan diskon.
Program loyalitas hanya membuang uang jika barangnya tidak bagus.
Di kasir, ia disambut dengan senyum dan secangkir cokelat hangat.
Angka menunjukkan bahwa satu dari lima pelanggan tidak pernah kembali.
Tulislah singkat saja, dan pakai kata-kata yang dipakai pelanggan.
Meskipun hujan deras, banyak orang yang datang ke acara pembukaan.
Setelah memilih ukuran, masukkan barang itu ke keranjang belanja.
Menurut pengalaman kami, permintaan maaf yang tulus lebih ampuh daripada hadiah.
Hanya sedikit orang yang membaca syarat dan ketentuan sampai selesai.
Dia bekerja di sebuah perusahaan yang semua orangnya saling mengenal.
Selalu tanyakan apa yang salah sebelum menawarkan jalan keluar.
""",
}
# How many of the 26 are given to their language. Missed are sentences of names and of words that
# Danish and Norwegian share; with so few sentences, one more miss is a change to look at.
FLOORS = {"da": 25, "no": 24, "id": 26}

OTHERS = {
    "nn": """
Vi har fått nokre fleire kundar i år, men dei handlar for mindre enn før.
Butikken opnar klokka ti, og dei første kundane står allereie og ventar utanfor.
Kva gjer du når ein fast gjest brått sluttar å kome?
Ho spurde om prisen òg gjaldt for medlemer frå andre byar.
Eg kjøpte ei jakke i Bergen som syster mi sidan har lånt.
Det er berre dei færraste som les gjennom vilkåra.
Når du har valt ein storleik, legg du vara i handlekorga.
""",
    "sv": """
Vi har fått några fler kunder i år, men de handlar för mindre belopp än förut.
Butiken öppnar klockan tio, och de första kunderna står redan och väntar utanför.
Vad gör du när en stamgäst plötsligt slutar att komma?
Hon frågade om priset också gällde för medlemmar från andra städer.
Jag köpte en jacka i Malmö som min syster sedan har lånat.
Det är bara ett fåtal som läser igenom villkoren.
När du har valt storlek lägger du varan i kundvagnen.
""",
    "ms": """
Tahun ini pelanggan kami bertambah, tetapi jumlah perbelanjaan mereka berkurangan.
Kedai dibuka pada pukul sepuluh, dan beberapa orang pelanggan sudah menunggu di luar.
Apakah yang anda lakukan apabila seorang tetamu tetap tiba-tiba tidak datang lagi?
Kad ini percuma dan boleh digunakan serta-merta mulai hari pertama.
Saya membeli sehelai jaket di Ipoh yang kemudiannya dipinjam oleh adik saya.
Syarikat itu menghantar baucar bernilai lima puluh ringgit kerana pesanan lewat sampai.
Hanya segelintir orang sahaja yang membaca terma dan syarat sehingga habis.
""",
    "en": """
We have gained a few more customers this year, but they spend less than they used to.
The shop opens at ten, and the first customers are already waiting outside.
What do you do when a regular guest suddenly stops coming?
I bought a jacket in Copenhagen that my sister has since borrowed.
Only very few people read the terms and conditions to the end.
""",
}


def sentences(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("locale", SENTENCES)
def test_sentences_are_given_to_their_language(locale: str) -> None:
    guesses = {line: identify_line(line, LANGUAGES) for line in sentences(SENTENCES[locale])}
    missed = {line: guess for line, guess in guesses.items() if guess.locale != locale}
    assert len(guesses) - len(missed) >= FLOORS[locale], missed


@pytest.mark.parametrize("locale", SENTENCES)
@pytest.mark.parametrize("start", range(0, 24, 6))
def test_a_document_is_in_its_language(locale: str, start: int) -> None:
    lines = sentences(SENTENCES[locale])[start : start + 6]
    guess = identify_language(lines, LANGUAGES)
    assert (guess.locale, guess.other) == (locale, None)


@pytest.mark.parametrize("locale", SENTENCES)
def test_menus_in_english_do_not_hide_the_language(locale: str) -> None:
    widgets = ["Share on Facebook", "Sign up for our newsletter", "Read more", "Follow us"] * 4
    lines = widgets + sentences(SENTENCES[locale])[:12] + widgets
    assert identify_language(lines, LANGUAGES).locale == locale


@pytest.mark.parametrize("other", OTHERS)
def test_a_document_in_another_language_is_none_of_ours(other: str) -> None:
    guess = identify_language(sentences(OTHERS[other]), LANGUAGES)
    assert (guess.locale, guess.other) == (None, other)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([], id="nothing"),
        pytest.param(["", "   ", "\t"], id="blank"),
        pytest.param(["12 345,67", "2024-05-01 12:00:00", "1 2 3 4 5 6 7 8 9"] * 20, id="numbers"),
        pytest.param(["★ ☆ → … — !!! ??? 😀😀😀"] * 40, id="marks"),
        pytest.param(["https://example.dk/af-nogle-kunder/hvad-er-det"] * 40, id="addresses"),
        pytest.param(["Hvad er kundeloyalitet?"], id="a title"),
        pytest.param(["Forside", "Om os", "Kontakt", "Søg", "Kurv", "Log ind"] * 10, id="a menu"),
        pytest.param(["\ud800\udfff", "\x00\x01" * 60, "\ufffe" * 60], id="no characters"),
        pytest.param(
            sentences(SENTENCES["da"])[:8] + sentences(SENTENCES["no"])[8:16],
            id="half Danish, half Norwegian",
        ),
        pytest.param(
            sentences(SENTENCES["no"])[:7] + sentences(OTHERS["nn"]),
            id="half Bokmål, half Nynorsk",
        ),
        pytest.param(
            sentences(SENTENCES["id"])[:7] + sentences(OTHERS["ms"]),
            id="half Indonesian, half Malay",
        ),
    ],
)
def test_unsure_is_said(lines: list[str]) -> None:
    guess = identify_language(lines, LANGUAGES)
    assert (guess.locale, guess.other) == (None, None)


def test_one_long_paragraph_is_a_document() -> None:
    assert identify_language([" ".join(sentences(SENTENCES["da"]))], LANGUAGES).locale == "da"


def test_lines_may_come_from_an_iterator() -> None:
    def lines() -> Iterator[str]:
        yield from sentences(SENTENCES["id"])

    assert identify_language(lines(), LANGUAGES).locale == "id"


def test_the_end_of_a_long_document_counts_too() -> None:
    lines = sentences(SENTENCES["da"]) * 40 + sentences(SENTENCES["no"]) * 40
    assert identify_language(lines, LANGUAGES).locale is None
    assert identify_language([" ".join(lines)], LANGUAGES).locale is None


@pytest.mark.parametrize("lines", [1, 1000], ids=["in one line", "in a thousand lines"])
def test_a_hundred_million_characters_cost_milliseconds(lines: int) -> None:
    line = "Kunderne vil hellere have en hurtig levering. " * (100_000_000 // 46 // lines)
    text = [line] * lines
    identify_language(text[:1], LANGUAGES)
    start = time.perf_counter()
    guess = identify_language(text, LANGUAGES)
    assert time.perf_counter() - start < 0.25
    assert guess.locale == "da"


def test_decomposed_and_capital_letters_are_the_same_words() -> None:
    line = "MÅSKE ER DET NOGLE AF VORES ÆLDRE KUNDER, DER IKKE KENDER DEN NYE HJEMMESIDE."
    decomposed = line.replace("Å", "A\u030a")
    assert identify_line(decomposed, LANGUAGES) == identify_line(line.lower(), LANGUAGES)
    assert identify_line(line, LANGUAGES).locale == "da"


def test_cld2_is_loaded_by_the_first_text_only() -> None:
    code = "import sys, tools.identify; sys.exit('pycld2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_threads_agree() -> None:
    lines = [line for text in SENTENCES.values() for line in sentences(text)] * 20

    def guess(line: str) -> Guess:
        return identify_line(line, LANGUAGES)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(guess, lines)) == [guess(line) for line in lines]


@given(st.lists(st.text(st.characters(), max_size=400), max_size=8))
def test_any_text_gives_a_guess(lines: list[str]) -> None:
    guess = identify_language(lines, LANGUAGES)
    assert guess.locale is None or guess.locale in LANGUAGES
    assert guess.locale is None or guess.other is None
    assert 0.0 <= guess.confidence <= 1.0
    assert guess == identify_language(iter(lines), LANGUAGES)
