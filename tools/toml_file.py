"""TOML files that editors write, read into typed values or refused with one clear line."""

import re
import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec

from tools.errors import InputError

T = TypeVar("T")

# msgspec ends a message with the place, as in: - at `$.source[2].article`
_PLACE = re.compile(r" - at `\$(?P<path>.*)`$")
_ENTRY = re.compile(r"\.(?P<table>\w+)\[(?P<index>\d+)\]")


def load_toml(file: Path, shape: type[T], error: type[InputError], shown: Path | None = None) -> T:
    """The content of a TOML file as a value of `shape`, a msgspec struct.

    Raises `error`, naming the file (as `shown`, if given), the entry and the key, if the file is
    missing, unreadable or no TOML, or if a key is missing, unknown or of the wrong kind.
    """
    name = shown or file
    try:
        return msgspec.convert(tomllib.loads(file.read_text("utf-8")), shape)
    except FileNotFoundError:
        raise error(f"{name}: no such file; restore it, or run from the project's root") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise error(f"{name}: cannot be read: {problem}; correct it") from None
    except msgspec.ValidationError as problem:
        message = str(problem)
        place = _PLACE.search(message)
        text = message.removesuffix(place[0]) if place else message
        where = ""
        if place:
            entry = _ENTRY.match(place["path"])
            where = f"[[{entry['table']}]] {int(entry['index']) + 1}" if entry else ""
            key = place["path"][entry.end() if entry else 0 :].lstrip(".")
            where = f"{where}, {key}: " if where and key else f"{where or key}: "
        raise error(f"{name}: {where}{text[:1].lower()}{text[1:]}; correct it") from None
