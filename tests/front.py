"""A server in front of the miniature site: it answers what a test wants, and passes on the rest."""

from __future__ import annotations

import http.client
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

# What kind of content an answer is, and its body -> the body that is sent.
Changes = Callable[[str, bytes], bytes]
# A path and how often it was asked for before -> (status, headers, body); None passes it on.
Answers = Callable[[str, int], tuple[int, Mapping[str, str], bytes] | None]


@dataclass(slots=True)
class Front:
    """`origin` is what DW_MIRROR takes; `asked` counts requests by path, those passed on too."""

    origin: str
    asked: Counter[str] = field(default_factory=Counter)


@contextmanager
def in_front_of(
    behind: str,
    answers: Answers = lambda path, before: None,
    headers: Mapping[str, str] | None = None,
    changes: Changes | None = None,
) -> Iterator[Front]:
    """Runs until it is left. `behind` is the origin of the miniature site; every answer has the
    `headers` besides its own; what is passed on goes through `changes`, unpacked."""
    more = headers or {}
    unsent = {"connection", *(("accept-encoding",) if changes else ())}
    host, port = urlsplit(behind).hostname or "", urlsplit(behind).port
    asked: Counter[str] = Counter()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            before = asked[self.path]
            asked[self.path] += 1
            told = answers(self.path, before)
            status, headers, body = told if told is not None else self._behind()
            self.send_response(status)
            for name, value in {**headers, **more}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _behind(self) -> tuple[int, Mapping[str, str], bytes]:
            connection = http.client.HTTPConnection(host, port, timeout=30)
            sent = {n: value for n, value in self.headers.items() if n.lower() not in unsent}
            connection.request("GET", self.path, headers=sent)
            answer = connection.getresponse()
            body = answer.read()
            kept = ("content-type", "content-encoding", "location", "etag", "retry-after")
            headers = {name: value for name, value in answer.getheaders() if name.lower() in kept}
            connection.close()
            if changes is not None:
                body = changes(answer.getheader("Content-Type") or "", body)
            return answer.status, headers, body

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Whoever asked hung up."""

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Front(f"http://127.0.0.1:{server.server_port}", asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)
