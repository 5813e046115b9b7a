"""A small HTTP proxy in a process of its own: `python -m tests.proxy PORT_OF_THE_SITE`.

Every host that it is asked for is the miniature site on this machine, whatever its name. As RFC 9112
says, it sets `Host` anew to the host of the URL. It prints its own port, then a line a request.
CONNECT is told and refused.
"""

from __future__ import annotations

import http.client
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.crawls import ROOT


@dataclass(slots=True)
class Proxy:
    """`url` is what http_proxy takes; `told` has a line a request."""

    url: str
    told: list[str] = field(default_factory=list)


@contextmanager
def running_proxy(origin: str) -> Iterator[Proxy]:
    """In front of the site at `origin`; ended on leaving."""
    command = [sys.executable, "-m", "tests.proxy", str(urlsplit(origin).port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        stdout = process.stdout
        proxy = Proxy(f"http://127.0.0.1:{stdout.readline().strip()}")
        reader = threading.Thread(target=lambda: proxy.told.extend(line.strip() for line in stdout))
        reader.start()
        try:
            yield proxy
        finally:
            process.terminate()
            process.wait(timeout=10)
            reader.join(timeout=10)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    port = 0

    def do_GET(self) -> None:
        self._tell()
        url = urlsplit(self.path)
        sent = {
            name: value
            for name, value in self.headers.items()
            if name.lower() not in ("host", "connection", "proxy-authorization")
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        path = url.path + (f"?{url.query}" if url.query else "")
        connection.request("GET", path, headers={**sent, "Host": url.netloc})
        answer = connection.getresponse()
        body = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("connection", "transfer-encoding", "content-length"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        connection.close()

    def do_CONNECT(self) -> None:
        self._tell()
        self.send_error(403)

    def _tell(self) -> None:
        secret = self.headers.get("Proxy-Authorization", "")
        sys.stdout.write(f"{self.command} {self.path} {secret}".strip() + "\n")
        sys.stdout.flush()

    def log_message(self, *_: object) -> None:
        pass


def main() -> None:
    _Handler.port = int(sys.argv[1])
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
