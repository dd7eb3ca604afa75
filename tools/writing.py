"""Files written whole or not at all."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from tools.errors import SourceError


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A file to write to that takes its place at `path` when the block ends without an error.

    Written beside its place first, so that nothing half-written is ever there. Raises
    `SourceError` if it cannot be written; what stood there is then as it was.
    """
    draft = path.with_name(f".{path.name}.draft")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with draft.open("w", encoding="utf-8", newline="\n") as file:
                yield file
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise SourceError(
            f"{path}: cannot be written ({error.strerror}); make way for it"
        ) from None


def write_whole(path: Path, text: str) -> bool:
    """Writes a text to a file unless that is what it holds; returns whether it was written.

    Raises `SourceError` if it cannot be written.
    """
    with contextlib.suppress(OSError):
        if path.read_bytes() == text.encode():
            return False
    with whole_file(path) as file:
        file.write(text)
    return True
