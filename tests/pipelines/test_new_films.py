"""A new film under an old headline is another revision; the same one in other sizes is not."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from scrapy.utils.test import get_crawler

from dwcrawler.items import Media, Source, Story
from dwcrawler.pipelines.revision import Revision

FILMS = "https://tvdownloaddw-a.akamaihd.net/vdt_en/2026"
STREAMS = "https://hlsvod.dw.com/i/vdt_en/2026"


@dataclass
class Film:
    files: list[str] = field(
        default_factory=lambda: [
            f"{STREAMS}/news260614_001_,AVC_480x270,AVC_1920x1080,.mp4.csmil/master.m3u8",
            f"{FILMS}/news260614_001_AVC_1920x1080.mp4",
        ]
    )
    duration: float | None = 90
    media_id: int = 49496622


def hash_of(film: Film) -> str | None:
    story = Story(
        short_url="https://p.dw.com/p/3Lgm6",
        id=49496622,
        url="https://www.dw.com/en/ninety-seconds/video-49496622",
        type="video",
        language="en",
        direction="ltr",
        headline="Ninety seconds",
    )
    sources = [Source(url=url) for url in film.files]
    story.media = [Media(kind="video", id=film.media_id, duration=film.duration, sources=sources)]
    return Revision.from_crawler(get_crawler()).process_item(story).content_hash


@pytest.mark.parametrize(
    "film",
    [
        Film(files=[f"{FILMS}/news260615_001_AVC_1920x1080.mp4"]),
        Film(files=[f"{FILMS}/news260614_002_hd_avc.mp4"]),
        Film(duration=92),
    ],
)
def test_another_film(film: Film) -> None:
    assert hash_of(film) != hash_of(Film())


@pytest.mark.parametrize(
    "files",
    [
        [f"{FILMS}/news260614_001_AVC_1920x1080.mp4"],
        [f"{FILMS}/news260614_001_AVC_480x270.mp4?token=1", f"{FILMS}/news260614_001_hd_avc.mp4"],
        ["https://cdn.example/other/news260614_001_sd_sor.mp4"],
        [f"{STREAMS}/news260614_001_,sd,hd,.mp4.csmil/master.m3u8"],
        [f"{FILMS}/news260614_001.mp4"],
    ],
)
def test_the_same_film_in_other_files(files: list[str]) -> None:
    assert hash_of(Film(files=files)) == hash_of(Film())


def test_a_film_that_a_story_embeds_is_not_the_storys_own() -> None:
    shown = Film(media_id=37609208)
    other = Film(files=[f"{FILMS}/news260615_001_AVC_1920x1080.mp4"], media_id=37609208)
    assert hash_of(shown) == hash_of(other)
