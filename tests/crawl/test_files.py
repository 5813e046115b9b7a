"""`-a download`: files under names of ours, and stories that say where theirs are."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from dwcrawler.components.story_files import path_of, url_of
from dwcrawler.items import Image, Media, Source
from dwcrawler.minisite.files import file_at
from dwcrawler.minisite.process import running
from tests.crawls import Crawler

SITE = ("--stories", "40", "--languages", "en", "--layout", "app_state")
JPEG = file_at("/image/1_607.jpg").body


def test_pictures_are_stored_under_their_ids(crawl: Crawler) -> None:
    with running(*SITE) as site:
        done = crawl(site.origin, "download=images", "max_depth=1")
    images = [image for row in done.rows for image in row["images"]]
    assert images and len(done.rows) == len(set(done.ids))
    for image in images:
        number = str(image["id"])
        assert image["file"] == f"images/{number[-2:]}/{number}.jpg"
        assert (done.output / "files" / image["file"]).read_bytes() == JPEG
    for row in done.rows:
        assert row["lead_image"] == row["images"][0]
    stored = [path for path in (done.output / "files").rglob("*") if path.is_file()]
    assert len(stored) == len({image["id"] for image in images})
    assert done.stats["downloader/response_status_count/200"] >= len(stored)
    assert not any(media["file"] for row in done.rows for media in row["media"])


def test_media_are_stored_and_play(crawl: Crawler) -> None:
    with running(*SITE) as site:
        done = crawl(site.origin, "download=media", "types=video,audio", "max_depth=1")
    media = [media for row in done.rows for media in row["media"]]
    assert {Path(each["file"]).suffix for each in media} == {".mp4", ".mp3"}
    for each in media:
        path = done.output / "files" / each["file"]
        assert path.stem == str(each["id"])
        command = ["ffprobe", "-v", "error", str(path)]
        assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    assert not any(image["file"] for row in done.rows for image in row["images"])


def test_nothing_is_downloaded_unasked(crawl: Crawler) -> None:
    with running(*SITE) as site:
        done = crawl(site.origin, "max_depth=0")
        assert site.requests()["requests"].get("other", 0) == 0
    assert done.rows and not (done.output / "files").exists()


def test_a_file_that_cannot_be_had_costs_no_story(crawl: Crawler) -> None:
    with running(*SITE, "--no-files") as site:
        done = crawl(site.origin, "download=images,media", "max_depth=0")
    assert done.status == 0 and len(done.rows) == 20
    assert "Traceback" not in done.log
    assert not any(image["file"] for row in done.rows for image in row["images"])
    assert done.stats["dw/files/failed"] > 0
    assert "HTTP status 404" in done.log


def test_a_second_crawl_downloads_no_file_again(crawl: Crawler) -> None:
    with running(*SITE) as site:
        crawl(site.origin, "download=images", "max_depth=0")
        site.forget()
        done = crawl(site.origin, "download=images", "max_depth=0", "revisit=always")
        assert site.requests()["requests"].get("other", 0) == 0
    assert done.status == 0


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://static.dw.com/image/1_607.jpg", "images/42/1342.jpg"),
        ("https://static.dw.com/image/../../../etc/passwd.png", "images/42/1342.png"),
        ("https://static.dw.com/image/1.svg", None),
        ("https://static.dw.com/image/1.php?x=.jpg", None),
        ("https://example.org/image/1_607.jpg", None),
        ("https://dw.com.example.org/1.jpg", None),
        ("http://127.0.0.1/1.jpg", None),
    ],
)
def test_no_page_chooses_a_name_or_a_host(url: str, path: str | None) -> None:
    image = Image(id=1342, url=url)
    chosen = url_of(image)
    assert (path_of(image, chosen) if chosen else None) == path


def test_of_media_the_file_is_taken_not_the_stream() -> None:
    stream = Source(url="https://hlsvod.dw.com/i/x/master.m3u8", type="application/x-mpegURL")
    file = Source(url="https://tvdownloaddw-a.akamaihd.net/x/AVC.mp4", type="video/mp4")
    media = Media(kind="video", sources=[stream, file])
    assert url_of(media) == file.url
    path = path_of(media, file.url)
    assert path is not None and path.startswith("media/") and path.endswith(".mp4")
