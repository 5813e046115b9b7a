"""The design's example: a real English page, of which only the text is at hand.

The page around that text is built here as the site builds it; what must come out is what the
design says.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dwcrawler.items import Story
from tests.stories import clean_story

URL = "https://www.dw.com/en/any-slug/a-67132206"


@pytest.fixture
def lines(shared_pages: Path) -> list[str]:
    path = shared_pages.parent / "reference/example-page.txt"
    return [line.strip() for line in path.read_text().splitlines() if line.strip()]


@pytest.fixture
def story(lines: list[str]) -> Story:
    return clean_story(page(lines).encode(), URL)


def page(lines: list[str]) -> str:
    """The text's lines, each in the element in which the site shows such a line."""
    at = lines.index("PoliticsNorth Korea")
    headline, date, teaser, _, alt, caption = lines[at + 1 : at + 7]
    end = lines.index("Skip next section Explore more")
    body = lines[at + 7 : end]
    video, byline = body[-2], body[-1]
    paragraphs = "\n\n".join(
        f"<h2>{line}</h2>" if line.endswith("ties") else f"<p>{line}</p>" for line in body[:-2]
    )
    furniture = "".join(f"<li><a href='#x'>{line}</a></li>" for line in lines[:at])
    return f"""<!doctype html><html lang="en"><head>
<link rel="canonical" href="https://www.dw.com/en/russian-foreign-minister/a-67132206"/></head><body>
<ol>{furniture}</ol><article><header>
<div class="kicker" data-tracking-name="content-detail-kicker"><span>Politics</span><span>North Korea</span></div>
<h1>{headline}</h1><div class="time-area"><span class="publication"><time aria-hidden="true">{date}</time>
<span class="sr-only">{date}</span></span></div><p class="teaser-text">{teaser}</p></header>
<figure><picture><img src="https://static.dw.com/image/67131111_604.jpg" alt="{alt}"/></picture>
<figcaption>{caption}</figcaption></figure>
<div class="rich-text">{paragraphs}
<div class="vjs-wrapper embed big"><h2 class="headline">{video}</h2><video data-id="67119999"
data-duration="00:40"><source src="https://hlsvod.dw.com/i/x.m3u8" type="application/x-mpegURL">
<p class="vjs-no-js">no script</p></video></div><p>{byline}</p></div></article>
<section data-tracking-name="section-more-on-topic"><a>Skip next section Explore more</a>
<h2>Explore more</h2>{"".join(teasers(lines[end + 2 :]))}</section></body></html>"""


def teasers(lines: list[str]) -> list[str]:
    made = []
    for at, kind in ((0, "a-67100001"), (5, "video-66800001")):
        alt, headline, _, description, last = lines[at : at + 5]
        kicker, rest = "Conflicts", last.removeprefix("Conflicts")
        date, year, length = rest.partition(", 2023")
        duration = f"<span>{length}</span>" if length else ""
        made.append(
            f"""<div class="teaser-wrap"><div class="row teaser"><figure><img src="data:," alt="{alt}"/>
</figure><h3 class="title"><a class="link-in-teaser" href="/en/s/{kind}"><span>{headline}</span></a></h3>
<h3 class="title"><a class="link-in-teaser" href="/en/s/{kind}"><span>{headline}</span></a></h3>
<div class="teaser-description"><a class="link-in-teaser" href="/en/s/{kind}">{description}</a></div>
<div class="teaser-footer-wrapper"><span class="kicker">{kicker}</span>
<span class="date-time"><time>{date}{year}</time></span>{duration}</div></div></div>"""
        )
    return made


def test_identity_and_head(story: Story, lines: list[str]) -> None:
    at = lines.index("PoliticsNorth Korea")
    assert (story.short_url, story.id) == ("https://p.dw.com/p/4Xg9W", 67132206)
    assert story.kicker == ["Politics", "North Korea"]
    assert story.headline == lines[at + 1]
    assert story.description == lines[at + 3]
    assert (story.date_published, story.date_precision) == ("2023-10-18T00:00:00Z", "day")
    assert story.authors == []


def test_byline_leaves_the_body(story: Story) -> None:
    assert story.byline is not None
    assert story.byline.raw == "zc/wmr (Reuters, AFP)"
    assert (story.byline.editors, story.byline.agencies) == (["zc", "wmr"], ["Reuters", "AFP"])
    assert "zc/wmr" not in story.text


def test_caption_credit_and_alt(story: Story, lines: list[str]) -> None:
    run_together = lines[lines.index("PoliticsNorth Korea") + 6]
    assert story.lead_image is not None
    assert story.lead_image.credit == "Sergei Ilnitsky/REUTERS"
    assert run_together == f"{story.lead_image.caption}Image: {story.lead_image.credit}"
    assert story.lead_image.alt == "Sergei Lavrov"


def test_body(story: Story, lines: list[str]) -> None:
    kinds = [block.kind for block in story.body]
    assert kinds == ["paragraph"] * 4 + ["heading"] + ["paragraph"] * 4 + ["video"]
    assert story.body[4].text in lines
    video = lines[lines.index("Skip next section Explore more") - 2]
    assert [(media.kind, media.headline) for media in story.media] == [("video", video)]
    for furniture in ("Skip to", "Live TV", "In focus", "Explore more"):
        assert furniture not in story.text


def test_explore_more(story: Story, lines: list[str]) -> None:
    first, second = story.related
    at = lines.index("Explore more")
    assert (first.headline, first.description) == (lines[at + 2], lines[at + 4])
    assert first.kicker == "Conflicts"
    assert first.date_published == "2023-10-16T00:00:00Z"
    assert first.image is not None and first.image.alt == lines[at + 1]
    assert second.headline == lines[at + 7]
    assert (second.type, second.duration) == ("video", 1566)
    assert second.date_published == "2023-09-14T00:00:00Z"
