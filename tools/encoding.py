"""Bytes as text, whatever encoding they came in."""

import codecs
import re

# Byte order marks; that of UTF-32 little-endian begins with that of UTF-16 and must stand first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Where the Encoding Standard means another encoding than Python does by the same label.
_LABELS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
# HTML Standard, 13.2.3.2: a prescan looks at the first 1024 bytes; real pages put more before.
_PRESCAN = 4096
_DECLARATION = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})"""
    rb"""|^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
# Detection looks at this many bytes; more would tell no more.
_DETECTED = 20_000
# The encodings that Danish, Norwegian and Indonesian files come in when they are not Unicode.
# The first of equals wins.
_PLAUSIBLE = ("cp1252", "cp850", "cp865", "mac_roman")
# More than this share of control characters is not text: a picture has about one in ten.
_CONTROLS = 0.001
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes, charset: str | None = None) -> str:
    """The text of a file: without a byte order mark, its line ends as they are.

    The mark decides, then UTF-8 if the bytes are valid in it, then `charset` (of an HTTP header),
    then what a meta element or an XML declaration says, then detection, with windows-1252 as the
    last resort. Valid UTF-8 wins over a declaration, since windows-1252 text is hardly ever valid
    in it by chance; declarations are read by the HTML Standard's rules, in which iso-8859-1 means
    windows-1252. Bytes that the encoding lacks become U+FFFD; single NUL characters, which
    broken exports leave, are dropped.

    Raises `ValueError` if the bytes are not text.
    """
    text = _decode(data, charset)
    controls = len(_CONTROL.findall(text))
    if controls > max(8, _CONTROLS * len(text)):
        raise ValueError(
            f"not text: {controls} of its {len(text)} characters are control characters"
        )
    return text.replace("\0", "")


def _decode(data: bytes, charset: str | None) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # One damaged character does not make a UTF-8 page another encoding's.
        if _is_nearly_utf8(data, error.start):
            return data.decode("utf-8", "replace")
    for label in (charset, declared(data)):
        encoding = resolve(label) if label else None
        if encoding and encoding != "utf-8":
            return _decode_as(data, encoding)
    return _decode_as(data, _detect(data))


def declared(data: bytes) -> str | None:
    """The label of the encoding that a page declares in a meta element or an XML declaration."""
    found = _DECLARATION.search(data[:_PRESCAN])
    return (found[1] or found[2]).decode("ascii") if found else None


def resolve(label: str) -> str | None:
    """Python's name of the encoding that a label means; nothing for a label that means none.

    Encoding Standard, 4.2; UTF-16 in a declaration means UTF-8, for the declaration itself could
    be read.

    >>> resolve("ISO-8859-1"), resolve("utf-16le"), resolve("x-unknown")
    ('cp1252', 'utf-8', None)
    """
    label = label.strip().lower()
    try:
        name = codecs.lookup(label.removeprefix("x-")).name
        "".encode(name)  # LookupError if it is a codec between bytes, such as zlib
    except (LookupError, ValueError):
        return None
    return "utf-8" if name.startswith(("utf-16", "utf-32")) else _LABELS.get(name, name)


def _decode_as(data: bytes, name: str) -> str:
    if name != "cp1252":
        return data.decode(name, "replace")
    # Python leaves five bytes of windows-1252 undefined; the Encoding Standard makes them C1.
    return data.decode("cp1252", "windows-1252-c1")


def _c1(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("windows-1252-c1", _c1)


def _wide(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark, seen by the zero bytes in European text."""
    head = data[:1000]
    if len(head) < 4 or len(data) % 2:
        return None
    half = len(head) // 2
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 0.7 * half and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd == 0 else None


def _is_nearly_utf8(data: bytes, start: int) -> bool:
    """Whether what is not ASCII is UTF-8 but for one stretch in a hundred."""
    sample = data[max(0, start - _DETECTED) : start + _DETECTED]
    text = sample.decode("utf-8", "replace")
    good = sum(character > "\x7f" and character != "\ufffd" for character in text)
    # A sample cut inside a character adds one or two at its ends.
    return good >= 20 and text.count("\ufffd") - 2 <= good / 100


def _detect(data: bytes) -> str:
    """The plausible encoding in which most of what is beyond ASCII reads as letters in words.

    Looks around the first such byte. A general detector, tried on such text, takes DOS letters
    for quotation marks.
    """
    first = next(re.finditer(rb"[\x80-\xff]", data)).start()
    sample = data[max(0, first - 1000) : first + _DETECTED]

    def score(name: str) -> int:
        text = f" {sample.decode(name, 'replace')} "
        return sum(
            1 if _reads_as_letter(*trio) else -1
            for trio in zip(text, text[1:], text[2:], strict=False)
            if trio[1] > "\x7f" and trio[1].isalpha()
        )

    return max(_PLAUSIBLE, key=score)


def _reads_as_letter(before: str, letter: str, after: str) -> bool:
    """Whether a letter beyond ASCII is a Latin one, in a word, and not a capital inside it."""
    in_word = (before + after).isascii() and (before.isalpha() or after.isalpha())
    return letter <= "\u024f" and in_word and not (before.islower() and letter.isupper())
