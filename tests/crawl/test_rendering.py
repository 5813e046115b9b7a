"""Pages that only a browser can make: a real Chromium, and a site that sends empty shells."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec
import pytest

from dwcrawler.identity import short_url
from dwcrawler.minisite.process import running
from dwcrawler.minisite.site import Site
from dwcrawler.minisite.told import told
from dwcrawler.minisite.truth import Truths
from dwcrawler.minisite.world import LayoutChoice, World
from tests.crawl.test_every_field import OF_THE_CRAWL
from tests.crawls import ROOT, Crawler

pytestmark = pytest.mark.long

STORIES = 24
WORLD = World(stories=STORIES, languages=("en",), layout="shell")
TRUTHS = Truths(WORLD)
# Where the site's JSON is forbidden: else that would tell what an empty page does not.
NO_JSON = ("--robots", "no-api")
SITE = ("--stories", str(STORIES), "--languages", "en", "--layout", "shell", *NO_JSON)
STORY = "https://www.dw.com/en/shell/a-"
# A page that a script fills; what else is in it comes before.
SHELL = """<!doctype html><html><body><div id="root"></div>%s<script>
setTimeout(() => { document.getElementById("root").innerHTML =
  "<article><h1>A headline</h1><div class=rich-text><p>What a script wrote.</p></div></article>";
}, %d)</script></body></html>"""


class Server(ThreadingHTTPServer):
    """On loopback: `answers` by path, each a body or where it redirects to; keeps account."""

    daemon_threads = True

    def __init__(self, answers: dict[str, str | bytes], latency: float = 0) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = answers
        self.latency = latency
        self.asked: Counter[str] = Counter()
        self.connections = 0
        self.under_way = 0
        self.most_under_way = 0
        self.lock = threading.Lock()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def verify_request(self, request: Any, client_address: Any) -> bool:
        self.connections += 1
        return True


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        server, path = self.server, self.path.partition("?")[0]
        with server.lock:
            server.asked[path] += 1
            server.under_way += 1
            server.most_under_way = max(server.most_under_way, server.under_way)
        time.sleep(server.latency)
        with server.lock:
            server.under_way -= 1
        answer = server.answers.get(path, "/nowhere")
        body = answer if isinstance(answer, bytes) else b""
        self.send_response(200 if body else 404 if answer == "/nowhere" else 302)
        if isinstance(answer, str):
            self.send_header("Location", answer)
        self.send_header("Content-Type", "text/javascript" if ".js" in path else "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing: `asked` tells it."""


@contextmanager
def serving(answers: dict[str, str | bytes], latency: float = 0) -> Iterator[Server]:
    with Server(answers, latency) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_a_shell_is_rendered_and_tells_every_field(crawl: Crawler) -> None:
    with running(*SITE) as site:
        done = crawl(site.origin, "max_depth=3")
        requests = site.requests()["requests"]
    assert done.status == 0, done.log
    assert sorted(done.ids) == [WORLD.id_of(n) for n in range(STORIES)]
    for row in done.rows:
        n = WORLD.n_of(row["id"])
        assert n is not None
        # All of Explore more: "show more" was clicked.
        truth, told_of_itself = TRUTHS.of(n), WORLD.describes_itself(n)
        story = told(truth, "dom", describes_itself=told_of_itself, shown=len(truth.story.related))
        expected = msgspec.to_builtins(story)
        compared = expected.keys() - OF_THE_CRAWL
        assert {k: row[k] for k in compared} == {k: expected[k] for k in compared}
        assert row["provenance"]["rendered"] is True
        assert row["provenance"]["layout"] == "dom"
    assert any(len(row["related"]) > 3 for row in done.rows)
    assert done.stats["dw/render/pages"] == STORIES
    assert done.stats["dw/render/blocked"] >= 2 * STORIES
    # The script and the data, and nothing of pictures, fonts and what robots.txt forbids.
    assert requests["other"] == done.stats["dw/render/requests"] == 2 * STORIES
    # Pages are closed when they are read.
    assert done.stats["playwright/page_count"] == STORIES
    assert done.stats["playwright/page_count/max_concurrent"] <= 2


def test_never_renders_nothing_and_says_what_is_missing(crawl: Crawler) -> None:
    with running(*SITE) as site:
        done = crawl(site.origin, "render=never")
    assert done.status == 7 and done.rows == []  # all are lost
    assert done.stats["dw/stories/missing"] > 0
    assert not any(name.startswith(("playwright", "dw/render")) for name in done.stats)


def test_always_renders_what_needs_it_not(crawl: Crawler) -> None:
    with running("--stories", "6", "--languages", "en", "--layout", "app_state") as site:
        done = crawl(site.origin, "render=always", "max_depth=0", "discover=sections")
    assert done.rows and all(row["provenance"]["rendered"] for row in done.rows)
    assert {row["provenance"]["layout"] for row in done.rows} == {"app_state"}


def test_no_page_that_needs_it_no_cost(crawl: Crawler) -> None:
    """Neither Playwright nor what binds it to Scrapy is imported, let alone a browser started."""
    program = (
        "import sys\nfrom scrapy.cmdline import execute\n"
        "try:\n    execute()\nfinally:\n"
        "    print([name for name in sys.modules if 'playwright' in name])\n"
    )
    with running("--stories", "20", "--languages", "en") as site:
        command = crawl.command("max_depth=1")
        command = [sys.executable, "-c", program, *command[command.index("crawl") :]]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=crawl.environment(site.origin),
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.stdout.strip() == "[]", done.stderr


def test_a_short_url_leads_to_its_story(crawl: Crawler) -> None:
    """A redirect is the crawl's to follow, also where every page is rendered."""
    world = World(stories=6, languages=("en",), layout="app_state")
    truth = Truths(world).of(0).story
    with running("--stories", "6", "--languages", "en", "--layout", "app_state") as site:
        asked = short_url(truth.id)
        done = crawl(site.origin, f"urls={asked}", "render=always", "max_depth=0")
        requests = site.requests()["requests"]
    (row,) = done.rows
    assert (row["id"], row["url"], row["headline"]) == (truth.id, truth.url, truth.headline)
    assert row["provenance"]["requested_url"] == asked
    assert row["provenance"]["rendered"] is True
    assert (requests["short"], requests["story"]) == (1, 1)


def test_a_text_that_comes_after_its_headline_is_waited_for(crawl: Crawler) -> None:
    page = b"""<!doctype html><html><body><article><header></header></article><script>
    const article = document.querySelector("article");
    setTimeout(() => { article.firstChild.innerHTML = "<h1>A headline</h1>"; }, 200);
    setTimeout(() => { article.insertAdjacentHTML("beforeend",
      "<div class=rich-text><p>What came later.</p></div>"); }, 1500);
    </script></body></html>"""
    with serving({"/en/shell/a-1": page, "/robots.txt": b"User-agent: *\n"}) as server:
        done = crawl(server.origin, f"urls={STORY}1", "max_depth=0")
    assert [row["text"] for row in done.rows] == ["What came later."]


def test_a_page_without_the_usual_classes_is_not_waited_for_any_longer(crawl: Crawler) -> None:
    """A text is known by the name that the site counts it under, too."""
    page = b"""<!doctype html><html><body><main></main><script>
    setTimeout(() => { document.querySelector("main").innerHTML = "<h1>A headline</h1>" +
      "<div data-tracking-name=rich-text><p>What a script wrote.</p></div>"; }, 300);
    </script></body></html>"""
    with serving({"/en/shell/a-1": page, "/robots.txt": b"User-agent: *\n"}) as server:
        done = crawl(server.origin, f"urls={STORY}1", settings=("DW_RENDER_TIMEOUT=60",))
    assert [row["text"] for row in done.rows] == ["What a script wrote."]
    assert done.stats["elapsed_time_seconds"] < 30


def test_an_empty_page_is_rendered_once(crawl: Crawler) -> None:
    with running(*SITE, "--fault", "shell=1") as site:
        urls = " ".join(TRUTHS.of(n).story.url for n in range(3))
        done = crawl(site.origin, f"urls={urls}", settings=("DW_RENDER_TIMEOUT=1",))
        asked = site.requests()["stories"]
    assert done.rows == [] and done.stats["dw/render/pages"] == 3
    assert set(asked.values()) == {2}  # without a browser, and with it


@pytest.mark.parametrize(("layout", "clicks"), [("app_state", 0), ("dom", 1)])
def test_show_more_is_clicked_where_the_state_is_missing(
    layout: LayoutChoice, clicks: int, crawl: Crawler
) -> None:
    """And once only, where nothing more comes."""
    world = World(stories=STORIES, languages=("en",), layout=layout)
    truths = Truths(world)
    story = next(s for n in range(STORIES) if len((s := truths.of(n).story).related) > 3)
    path = story.url.removeprefix("https://www.dw.com")
    tell = (
        b"<script>document.querySelector('[data-tracking-name=show-more]')"
        b".addEventListener('click', () => fetch('/clicked'))</script></body>"
    )
    page = Site(world).answer("www.dw.com", path).body.replace(b"</body>", tell)
    with serving({path: page, "/robots.txt": b"User-agent: *\n"}) as server:
        done = crawl(server.origin, f"urls={story.url}", "render=always", "max_depth=0")
    (row,) = done.rows
    assert len(row["related"]) == (3 if clicks else len(story.related))
    assert server.asked["/clicked"] == clicks


def test_what_pages_load_is_within_the_crawls_manners(crawl: Crawler) -> None:
    scripts = "".join(
        f"<script async src=/{folder}/{n}.js></script>"
        for n in range(12)
        for folder in ("lib", "private")
    )
    # The content comes last: what a page that is read by then still loads would count as another's.
    shell = (SHELL % (scripts + "<script async src=/loop.js></script>", 8000)).encode()
    answers: dict[str, str | bytes] = {f"/en/shell/a-{n}": shell for n in (1, 2, 3)}
    answers |= {f"/lib/{n}.js": b"1;" for n in range(12)}
    answers |= {f"/private/{n}.js": b"1;" for n in range(12)}
    answers |= {"/robots.txt": b"User-agent: *\nDisallow: /private/\n", "/loop.js": "/loop.js"}
    with serving(answers, latency=0.1) as server:
        done = crawl(
            server.origin,
            f"urls={STORY}1 {STORY}2 {STORY}3",
            settings=("CONCURRENT_REQUESTS=2", "CONCURRENT_REQUESTS_PER_DOMAIN=2"),
        )
    assert sorted(done.ids) == [1, 2, 3]
    assert server.most_under_way <= 2
    assert not any("private" in path for path in server.asked)
    assert all(server.asked[f"/lib/{n}.js"] == 3 for n in range(12))
    assert server.asked["/loop.js"] == 3 * (1 + 5)  # REDIRECT_MAX_TIMES
    assert done.stats["dw/render/requests"] == 3 * (12 + 1 + 5)
    assert done.stats["downloader/request_count"] == server.asked.total()


def test_a_page_reaches_no_other_host(crawl: Crawler) -> None:
    """By no way that a page has; a second server and a socket of this machine are the others."""
    with serving({}) as other, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stun:
        stun.bind(("127.0.0.1", 0))
        stun.setblocking(False)
        there = other.origin
        ways = f"""
          <link rel="preconnect" href="{there}"><link rel="stylesheet" href="{there}/a.css">
          <link rel="prefetch" href="{there}/prefetched"><img src="{there}/a.png">
          <iframe src="{there}/frame"></iframe><iframe src="/en/leads/a-1"></iframe>
          <script src="{there}/a.js"></script><script src="/moved.js"></script><script>
            fetch("{there}/fetched", {{mode: "no-cors"}}).catch(() => 0);
            fetch("/moved.js").catch(() => 0);
            navigator.sendBeacon("{there}/beacon", "1");
            new WebSocket("{there.replace("http", "ws")}/socket");
            window.open("{there}/opened");
            const peer = new RTCPeerConnection({{iceServers: [
              {{urls: "stun:127.0.0.1:{stun.getsockname()[1]}"}},
              {{urls: "turn:{there.removeprefix("http://")}?transport=tcp",
                username: "a", credential: "a"}}]}});
            peer.createDataChannel("a");
            peer.createOffer().then((offer) => peer.setLocalDescription(offer));
            setTimeout(() => {{ location = "{there}/elsewhere"; }}, 50);
          </script>"""
        answers: dict[str, str | bytes] = {
            "/robots.txt": b"User-agent: *\n",
            "/en/shell/a-1": (SHELL % (ways, 1500)).encode(),
            "/en/shell/a-2": f"{there}/document",
            "/moved.js": f"{there}/script",
            "/en/leads/a-1": f"{there}/framed",
        }
        with serving(answers) as server:
            done = crawl(server.origin, f"urls={STORY}1 {STORY}2", "render=always")
        assert other.connections == 0 and not other.asked
        with pytest.raises(BlockingIOError):
            stun.recv(1)
    assert done.ids == [1] and done.rows[0]["provenance"]["rendered"] is True
    assert done.stats["dw/failures/offsite"] == 1
    assert f"{STORY}2: not requested: redirected offsite" in done.log
