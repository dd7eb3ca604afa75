"""A folder served on loopback as a static host serves a site."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

# A path below the host, so that an address that only works at the root of a host shows.
MOUNT = "/handbook/"
# What a host compresses; the search's packs are so already.
_TEXTS = {".css", ".html", ".js", ".json", ".svg", ".xml"}


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder below the mount: texts under gzip, 404.html of the nearest folder."""

    def do_GET(self) -> None:  # the base class looks for this name
        path = Path(self.translate_path(self.path))
        if self.path.partition("?")[0].endswith("/"):
            path = path / "index.html"
        if path.suffix in _TEXTS and path.is_file():
            self._send(200, path)
        else:
            super().do_GET()

    def translate_path(self, path: str) -> str:
        if not path.startswith(MOUNT):
            return str(Path(self.directory, "outside-the-site"))
        return super().translate_path("/" + path.removeprefix(MOUNT))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404:
            super().send_error(code, message, explain)
            return
        folder = Path(self.translate_path(self.path.split("?")[0]))
        while not (folder / "404.html").is_file() and folder != Path(self.directory):
            folder = folder.parent
        self._send(404, folder / "404.html")

    def _send(self, code: int, path: Path) -> None:
        body = path.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", self.guess_type(path))
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, compresslevel=1)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):  # the reader has gone on
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address of a folder, which need not be filled yet, for as long as it is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{MOUNT}"
    server.shutdown()
    server.server_close()
