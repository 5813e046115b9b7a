"""Behind a proxy: it is asked for what lies beyond it, and for nothing on this machine."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from dwcrawler.minisite.process import running
from tests.crawls import Crawl, Crawler
from tests.proxy import Proxy, running_proxy

pytestmark = pytest.mark.long

SITE = ("--stories", "20", "--languages", "en")
PROXIES = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy")


class BehindProxy(Crawler):
    """A crawl whose environment names a proxy for everything, and nothing that goes without."""

    def __init__(self, folder: Path, proxy: str, **more: str) -> None:
        super().__init__(folder)
        self.more = {**dict.fromkeys(PROXIES, proxy), "no_proxy": "", "NO_PROXY": "", **more}

    def environment(self, origin: str) -> dict[str, str]:
        return {**super().environment(origin), **self.more}


def crawled(tmp_path: Path, proxy: Proxy | str, origin: str, *more: str, **names: str) -> Crawl:
    url = proxy if isinstance(proxy, str) else proxy.url
    return BehindProxy(tmp_path, url, **names)(origin, "max_depth=3", *more)


@pytest.mark.parametrize("names", [{}, {"no_proxy": "localhost,127.0.0.1"}])
@pytest.mark.parametrize("arguments", [(), ("render=always", "max_stories=2", "types=article")])
def test_a_mirror_on_this_machine_is_asked_directly(
    arguments: tuple[str, ...], names: dict[str, str], tmp_path: Path
) -> None:
    with running(*SITE) as site, running_proxy(site.origin) as proxy:
        done = crawled(tmp_path, proxy, site.origin, *arguments, **names)
    assert proxy.told == []
    assert len(done.rows) >= (2 if arguments else 20), done.log


def test_a_mirror_elsewhere_is_asked_through_the_proxy(tmp_path: Path) -> None:
    """Nobody but the proxy knows where it is. robots.txt, redirects and stories go through it."""
    with running(*SITE) as site, running_proxy(site.origin) as proxy:
        named = proxy.url.replace("http://", "http://user:secret@")
        done = crawled(tmp_path, named, "http://mirror.invalid")
    assert len(done.rows) == 20 and done.status == 0, done.log
    assert "GET http://mirror.invalid/robots.txt Basic dXNlcjpzZWNyZXQ=" in proxy.told
    assert all(line.startswith("GET http://mirror.invalid/") for line in proxy.told)


def test_a_mirror_that_no_proxy_names_is_asked_directly(tmp_path: Path) -> None:
    with running(*SITE) as site, running_proxy(site.origin) as proxy:
        done = crawled(tmp_path, proxy, "http://mirror.invalid", no_proxy=".invalid")
    assert proxy.told == []
    assert done.stats["dw/failures/robots"] > 0 and "cannot be resolved" in done.log


def test_the_live_site_is_asked_through_the_proxy(tmp_path: Path) -> None:
    """This one lets nothing through."""
    with running(*SITE) as site, running_proxy(site.origin) as proxy:
        done = crawled(tmp_path, proxy, "", no_proxy="localhost,127.0.0.1")
    assert done.rows == [] and done.status == 3
    assert proxy.told and all(line == "CONNECT www.dw.com:443" for line in proxy.told)


@pytest.mark.parametrize("name", ["[::1]", "localhost"])
def test_hosts_with_ipv6_alone(name: str, crawl: Crawler) -> None:
    """The site listens on ::1 only."""
    with running(*SITE, "--host", "::1") as site:
        addresses = {entry[4][0] for entry in socket.getaddrinfo(name.strip("[]"), 80)}
        done = crawl(site.origin.replace("[::1]", name), "max_depth=3")
    if "::1" in addresses:
        assert len(done.rows) == 20 and done.status == 0, done.log
    else:
        assert done.status == 3  # this machine's localhost has no IPv6


def test_a_host_that_there_is_not_is_told(crawl: Crawler) -> None:
    done = crawl("http://mirror.invalid", "max_depth=0")
    assert done.status == 3 and "its host name cannot be resolved" in done.log
    assert "Traceback" not in done.log
