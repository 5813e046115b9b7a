"""What a story's media URLs lead to plays: ffprobe opens the stream and the files behind them."""

from __future__ import annotations

import json
import subprocess
from urllib.parse import urlsplit

import pytest

from dwcrawler.minisite.process import running
from tests.crawls import Crawler


def probe(origin: str, url: str) -> list[str]:
    """The kinds of streams that ffprobe finds; the mirror is told the host as the crawl tells it."""
    parts = urlsplit(url)
    command = ["ffprobe", "-v", "error", "-print_format", "json", "-show_streams"]
    command += ["-headers", f"Host: {parts.netloc}\r\n", f"{origin}{parts.path}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return [stream["codec_type"] for stream in json.loads(done.stdout)["streams"]]


@pytest.mark.parametrize("layout", ["app_state", "dom"])
def test_media_play(layout: str, crawl: Crawler) -> None:
    with running("--stories", "60", "--layout", layout) as site:
        done = crawl(site.origin, "languages=en,fa-ir", "types=video,audio", "max_depth=0")
        by_type: dict[str, set[str]] = {}
        for row in done.rows:
            own = row["media"][0]
            assert (own["id"], own["kind"]) == (row["id"], row["type"])
            assert own["duration"] > 0 and own["poster_url"]
            for source in own["sources"]:
                by_type.setdefault(source["type"], set()).add(source["url"])
        assert set(by_type) == {"application/x-mpegURL", "video/mp4", "audio/mpeg"}
        for mime, urls in by_type.items():
            kind = "audio" if mime == "audio/mpeg" else "video"
            for url in sorted(urls)[:3]:
                assert probe(site.origin, url) == [kind], url
