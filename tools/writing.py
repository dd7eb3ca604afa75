"""Files written whole or not at all."""

import contextlib
import os
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from tools.errors import SourceError

# The process that writes a draft stands in its name; the file's own name may be as long as a name
# can be.
_DRAFT = re.compile(r"\.[0-9a-f]{8}-(\d+)\.draft")


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A file to write to that takes its place at `path` when the block ends without an error.

    Written beside its place first, so that nothing half-written is ever there; what stands there
    is replaced, and where that is a link, what it leads to is left alone. Raises `SourceError` if
    it cannot be written; what stood there is then as it was.
    """
    digest = zlib.crc32(os.fsencode(path.name))
    draft = path.with_name(f".{digest:08x}-{os.getpid()}.draft")
    try:
        if path.is_dir():
            raise IsADirectoryError(0, "a folder stands there")
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with draft.open("w", encoding="utf-8", newline="\n") as file:
                yield file
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except BrokenPipeError:  # of what the block prints
        raise
    except OSError as error:
        raise SourceError(
            f"{path}: cannot be written ({error.strerror}); make way for it"
        ) from None


def write_whole(path: Path, text: str) -> bool:
    """Writes a text to a file unless that is what it holds; returns whether it was written.

    Raises `SourceError` if it cannot be written.
    """
    data = text.encode()
    with contextlib.suppress(OSError):
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    with whole_file(path) as file:
        file.write(text)
    return True


def clear_drafts(folder: Path) -> None:
    """Removes the drafts in a folder that were left by processes which were killed."""
    for file in folder.glob(".*.draft"):
        match = _DRAFT.fullmatch(file.name)
        if match and not _is_running(int(match[1])):
            with contextlib.suppress(OSError):
                file.unlink()


def _is_running(process: int) -> bool:
    if os.name != "posix":
        return process == os.getpid()  # elsewhere asking would end it; an open file cannot go
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass
    return True
