"""A server of some answers on loopback, for crawls of sites that the miniature one does not make."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# Of a path, or of a host and a path (`rss.dw.com/rdf/…`): a body, or where it redirects to, or a
# status without either. What is not there is 404.
Answers = Mapping[str, bytes | str | int]


class Server(ThreadingHTTPServer):
    """`asked`: how often each path was asked for, by the path alone."""

    daemon_threads = True

    def __init__(self, answers: Answers) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = answers
        self.asked: Counter[str] = Counter()
        self.headers: dict[str, dict[str, str]] = {}
        self.lock = threading.Lock()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        with self.server.lock:
            self.server.asked[path] += 1
            self.server.headers[path] = dict(self.headers)
        answers = self.server.answers
        answer = answers.get(f"{self.headers['Host']}{path}", answers.get(path, 404))
        body = answer if isinstance(answer, bytes) else b""
        self.send_response(
            200 if body else 302 if isinstance(answer, str) else answer  # type: ignore[arg-type]
        )
        if isinstance(answer, str):
            self.send_header("Location", answer)
        elif answer == 200 or body:
            self.send_header("ETag", f'"{len(body)}"')
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing: `asked` tells it."""


@contextmanager
def answering(answers: Answers) -> Iterator[Server]:
    with Server(answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def story(number: int, headline: str = "A headline", head: str = "") -> bytes:
    return (
        f"<!doctype html><html lang=en><head>{head}</head><body><article><h1>{headline} {number}</h1>"
        f"<div class=rich-text><p>What it says.</p></div></article></body></html>"
    ).encode()


def listing(
    stories: Iterable[tuple[str, str]] = (), menu: Iterable[str] = (), more: str = ""
) -> bytes:
    """`stories`: paths with the dates that their teasers show; `menu`: paths."""
    links = "".join(f'<a href="{path}">At {path}</a>' for path in menu)
    teasers = "".join(
        f'<div class="teaser-wrap"><div class="teaser"><h3 class="title"><a class="link-in-teaser" '
        f'href="{path}">To {path}</a></h3><span class="date-time">{date}</span></div></div>'
        for path, date in stories
    )
    return (
        f"<!doctype html><html lang=en><body><nav>{links}</nav>{teasers}{more}</body></html>"
    ).encode()


def sitemap(urls: Iterable[str]) -> bytes:
    listed = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>'.encode()


def sitemap_index(urls: Iterable[str]) -> bytes:
    listed = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return (
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</sitemapindex>'
    ).encode()
