"""The miniature site over HTTP, on the loopback interface only."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from twisted.internet import reactor as _reactor
from twisted.internet.error import CannotListenError
from twisted.web.resource import Resource
from twisted.web.server import NOT_DONE_YET, Request
from twisted.web.server import Site as HttpSite

from dwcrawler.identity import Address, address_of
from dwcrawler.minisite import packing, shell
from dwcrawler.minisite.answer import Answer, redirect
from dwcrawler.minisite.faults import Faults
from dwcrawler.minisite.process import CONTROL_HOST
from dwcrawler.minisite.site import Site, is_json, listing_at
from dwcrawler.minisite.world import World

reactor: Any = _reactor

_CONSENT: Final = (
    b"<html><body><h1>Before you continue</h1><p>We value your privacy.</p></body></html>"
)


@dataclass(frozen=True, slots=True)
class Manners:
    """How the server behaves: `latency` in seconds before each answer; `robots`
    and `changes` as in `site`."""

    latency: float = 0.0
    robots: str = "polite"
    has_files: bool = True
    faults: Faults = field(default_factory=Faults)
    changes: tuple[str, ...] = ()


class MiniSite(Resource):
    isLeaf = True

    def __init__(self, world: World, manners: Manners) -> None:
        super().__init__()
        self._site = Site(world, manners.robots, manners.has_files, manners.changes)
        self._manners = manners
        self._requests: Counter[str] = Counter()
        self._by_story: Counter[int] = Counter()
        self._askers = _Askers()

    def render_GET(self, request: Request) -> bytes | int:
        asked = request.getHeader("x-forwarded-host") or request.getHeader("host") or ""
        host = asked.partition(":")[0].lower()
        path = request.uri.decode("latin-1")
        if host == CONTROL_HOST:
            return self._tell(request, path)
        self._askers.note(request)
        answer, fault = self._answer(host, path)
        if answer.headers.get("ETag") == request.getHeader("if-none-match") is not None:
            answer = Answer(304, headers=answer.headers)
        if self._manners.latency:
            reactor.callLater(self._manners.latency, _send_later, request, answer, fault)
            return NOT_DONE_YET
        return _send(request, answer, fault)

    def _answer(self, host: str, path: str) -> tuple[Answer, str | None]:
        """The answer, and the fault to commit with it."""
        kind, address = _kind_of(host, path.partition("?")[0])
        self._requests[kind] += 1
        if kind == "api" and address is not None and self._manners.faults.of(address.id, 0):
            return Answer(404), None
        if kind != "story" or address is None:
            return self._site.answer(host, path), None
        fault = self._manners.faults.of(address.id, self._by_story[address.id])
        self._by_story[address.id] += 1
        answer = self._site.answer(host, path)
        if fault is None or answer.status != 200:
            return answer, None
        return misbehaved(answer, fault, path), fault

    def _tell(self, request: Request, path: str) -> bytes:
        """What was asked of the site; `/edit/ID` first changes a story, `/forget` the counts,
        `/publish/COUNT` puts so many stories before those that are there."""
        word, _, story = path.strip("/").partition("/")
        if word == "edit" and not self._site.edit(int(story)):
            request.setResponseCode(404)
        if word == "publish":
            self._site = self._site.with_newer(int(story))
        if word == "forget":
            self._requests.clear()
            self._by_story.clear()
            self._askers = _Askers()
        request.setHeader(b"Content-Type", b"application/json")
        stories = {str(number): count for number, count in self._by_story.items()}
        told = {"requests": self._requests, "stories": stories, **self._askers.told()}
        return json.dumps(told).encode()


def _kind_of(host: str, path: str) -> tuple[str, Address | None]:
    """What is asked for, by which requests are counted; a story's page may misbehave, and then its
    JSON is not there."""
    if path == "/robots.txt":
        return "robots", None
    if is_json(path):
        return "api", address_of(f"https://{host}{path}")
    if listing_at(host, path):
        return "listing", None
    address = address_of(f"https://{host}{path}")
    if host == "p.dw.com":
        return "short", address
    return ("other" if address is None else "story"), address


class _Askers:
    """How the site was asked: by which user agents, with how many cookies, how many at once."""

    def __init__(self) -> None:
        self._user_agents: set[str] = set()
        self._cookies = 0
        self._under_way = 0
        self._most_at_once = 0

    def note(self, request: Request) -> None:
        self._user_agents.add(request.getHeader("user-agent") or "")
        self._cookies += request.getHeader("cookie") is not None
        request.addCookie(b"offered", b"1")
        self._under_way += 1
        self._most_at_once = max(self._most_at_once, self._under_way)
        request.notifyFinish().addBoth(self._answered)

    def _answered(self, _: object) -> None:
        self._under_way -= 1

    def told(self) -> dict[str, object]:
        return {
            "user_agents": sorted(self._user_agents),
            "cookies": self._cookies,
            "most_at_once": self._most_at_once,
        }


def misbehaved(answer: Answer, fault: str, path: str) -> Answer:
    """What comes instead of the right answer (`reset` happens while sending)."""
    body = answer.body
    match fault:
        case "error-500" | "error-503":
            return Answer(int(fault[-3:]), b"<html><body>Internal error</body></html>")
        case "rate-limit":
            return Answer(429, b"", headers={"Retry-After": "1"})
        case "missing":
            return Answer(404, b"<html><body>Not found</body></html>")
        case "forbidden":
            return Answer(403, b"<html><body>Access denied</body></html>")
        case "gone":
            return Answer(410, b"<html><body>Gone</body></html>")
        case "cut":
            return Answer(200, body[: len(body) // 2])
        case "empty":
            return Answer(200, b"")
        case "not-html":
            return Answer(200, bytes(range(256)) * 40)
        case "shell":
            return Answer(200, b'<html><head></head><body><div id="root"></div></body></html>')
        case "hang":
            return Answer(200, shell.HANGING)
        case "consent":
            return Answer(200, _CONSENT)
        case "bad-state":
            return Answer(200, body.replace(b'"teaser":"', b'"teaser":7,"was":"'))
        case "deep-state":
            deep = b'<script>window.__APP_STATE__={"a":' + b'{"a":' * 100_000
            return Answer(200, deep + b"1" + b"}" * 100_001 + b"</script></html>")
        case "bad-gzip":
            return Answer(200, b"\x1f\x8b\x08" + body[:4000], headers=_encoded("gzip"))
        case "cut-gzip":
            packed = gzip.compress(body)
            return Answer(200, packed[: len(packed) // 2], headers=_encoded("gzip"))
        case "bad-encoding" | "cut-encoding":
            pack = packing.damaged if fault == "bad-encoding" else packing.cut
            encoding, packed = pack(body, zlib.crc32(path.partition("?")[0].encode()))
            return Answer(200, packed, headers=_encoded(encoding))
        case "big-header":
            return Answer(200, body, headers={"X-Policy": "a " * (1 << 19)})
        case "brotli-bomb":
            return Answer(200, _brotli_bomb(), headers=_encoded("br"))
        case "huge":
            return Answer(200, body + b" " * (10 * 1024 * 1024))
        case "redirect-offsite":
            return redirect("https://example.org/elsewhere", 302)
        case "redirect-loop":
            return redirect(f"https://www.dw.com{path.partition('?')[0]}?again={len(path)}", 302)
        case _:
            return answer


def _send(request: Request, answer: Answer, fault: str | None) -> bytes | int:
    request.setResponseCode(answer.status)
    request.setHeader(b"Content-Type", answer.content_type.encode())
    for name, value in answer.headers.items():
        request.setHeader(name.encode(), value.encode())
    if fault == "hang-up" and request.transport is not None:
        request.transport.abortConnection()
        return NOT_DONE_YET
    if fault == "slow":
        request.setHeader(b"Content-Length", str(len(answer.body)).encode())
        _drip(request, answer.body)
        return NOT_DONE_YET
    if fault != "reset":
        return answer.body
    request.setHeader(b"Content-Length", str(len(answer.body)).encode())
    request.write(answer.body[: len(answer.body) // 2])
    if request.transport is not None:
        reactor.callLater(0.01, request.transport.abortConnection)
    return NOT_DONE_YET


def _drip(request: Request, body: bytes) -> None:
    if request.finished or request._disconnected:
        return
    request.write(body[:1])
    reactor.callLater(1, _drip, request, body[1:])


def _encoded(encoding: str) -> dict[str, str]:
    return {"Content-Encoding": encoding}


@cache
def _brotli_bomb() -> bytes:
    return packing.brotli_bomb(1024)


def _send_later(request: Request, answer: Answer, fault: str | None) -> None:
    if request.finished or request._disconnected:
        return
    body = _send(request, answer, fault)
    if isinstance(body, bytes):
        request.write(body)
        request.finish()


def serve(world: World, manners: Manners, port: int, host: str) -> int:
    """Serves until SIGINT or SIGTERM; port 0 takes any free one. Returns the exit status."""
    http = HttpSite(MiniSite(world, manners), timeout=600)
    http.displayTracebacks = False
    try:
        listening = reactor.listenTCP(port, http, interface=host, backlog=256)
    except CannotListenError as error:
        print(f"minisite: port {port} cannot be used: {error.socketError}", file=sys.stderr)
        return 1
    shown = f"[{host}]" if ":" in host else host
    print(f"http://{shown}:{listening.getHost().port}", flush=True)
    reactor.run()
    return 0
