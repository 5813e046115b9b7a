"""Embedded posts, films and charts: an address and a provider, filled or not; never text."""

from __future__ import annotations

import pytest

from dwcrawler.items import Block
from dwcrawler.pages import richtext
from dwcrawler.pages.embeds import provider_of
from dwcrawler.pages.markup import fragment

POST = "Ships are back, says the harbor master."
TWEET = "1200000000000000001"


def read(html: str, widgets: dict[int, str] | None = None) -> richtext.RichText:
    root = fragment(f"<p>Before.</p>{html}<p>After.</p>")
    assert root is not None
    return richtext.read(root, widgets)


def embed_in(html: str, widgets: dict[int, str] | None = None) -> Block:
    """The only block between the two paragraphs."""
    before, embed, after = read(html, widgets).blocks
    assert (before.text, after.text) == ("Before.", "After.")
    assert embed.kind == "embed"
    return embed


FILLED = f'<p lang="en">{POST} <a href="https://t.co/x">pic</a></p>&mdash; Harbor (@harbor) '
FORMS = {
    "x": [
        f'<blockquote class="tweet embed" data-id="{TWEET}"></blockquote>',
        f'<blockquote data-id="{TWEET}" class="embed big tweet">{FILLED}</blockquote>',
        f'<div class="tweet" data-id="{TWEET}"></div>',
        f'<div class="embed"><blockquote class="twitter-tweet">{FILLED}'
        f'<a href="https://twitter.com/harbor/status/{TWEET}?ref_src=x">June 14</a></blockquote></div>',
        f'<blockquote class="twitter-tweet">{FILLED}<a href="https://x.com/a/status/{TWEET}">J</a></blockquote>',
        f'<iframe src="https://platform.twitter.com/embed/Tweet.html?dnt=true&id={TWEET}"></iframe>',
        f'<p class="tweet" data-id="{TWEET}">{POST}</p>',
        f'<twitter-widget data-tweet-id="{TWEET}"></twitter-widget>',
        f'<amp-twitter data-tweetid="{TWEET}" width="1"></amp-twitter>',
    ],
    "instagram": [
        '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/AbC/">'
        f"<p>{POST}</p></blockquote>",
        '<div class="embed"><iframe src="https://www.instagram.com/p/AbC/embed/"></iframe></div>',
        '<blockquote class="instagram embed" data-id="AbC-12_x"></blockquote>',
        '<blockquote data-id="AbC-12_x" class="k3 instagram"> </blockquote>',
        '<amp-instagram data-shortcode="AbC-12_x"></amp-instagram>',
    ],
    "facebook": [
        '<div class="fb-post" data-href="https://www.facebook.com/harbor/posts/1"></div>',
        '<iframe src="https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com'
        '%2Fharbor%2Fposts%2F1&width=500"></iframe>',
    ],
    "tiktok": [
        '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@harbor/video/1" '
        f'data-video-id="1"><section>{POST}</section></blockquote>',
        '<blockquote class="tiktok embed" data-id="7123456789"></blockquote>',
    ],
    "youtube": [
        '<div class="embed"><iframe src="https://www.youtube.com/embed/AbCdEfGhIjK"></iframe></div>',
        '<div class="yt-wrapper"><iframe data-src="//www.youtube-nocookie.com/embed/AbCdEfGhIjK"></iframe></div>',
        '<div class="yt-wrapper" data-id="AbCdEfGhIjK"></div>',
        '<div class="youtube embed" data-id="AbCdEfGhIjK"></div>',
        '<lite-youtube videoid="AbCdEfGhIjK"></lite-youtube>',
        '<iframe src="about:blank" data-src="https://youtu.be/AbCdEfGhIjK"></iframe>',
    ],
    "telegram": [
        '<iframe src="https://t.me/harbor/12?embed=1"></iframe>',
        '<script async src="https://telegram.org/js/telegram-widget.js?22" '
        'data-telegram-post="harbor/12" data-width="100%"></script>',
    ],
    "bluesky": [
        '<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:ab12/app.bsky.feed.post/3k">'
        f"<p>{POST}</p></blockquote>",
        f'<blockquote class="bluesky-embed"><p>{POST}</p><a href="https://bsky.app/profile/a/post/3k">'
        "J</a></blockquote>",
    ],
    "soundcloud": ['<iframe src="https://w.soundcloud.com/player/?url=1"></iframe>'],
    "datawrapper": [
        '<div class="embed"><iframe src="https://datawrapper.dwcdn.net/AbC12/1/"></iframe></div>',
        '<div id="datawrapper-vis-AbC12"><script defer src="//datawrapper.dwcdn.net/AbC12/embed.js">'
        '</script><noscript><img src="https://datawrapper.dwcdn.net/AbC12/full.png"></noscript></div>',
    ],
    "infogram": ['<div class="infogram-embed" data-id="ab-12" data-type="interactive"></div>'],
    "flourish": [
        '<div class="embed"><iframe src="https://flo.uri.sh/visualisation/1/embed"></iframe></div>',
        '<iframe src="https://public.flourish.studio/story/1/"></iframe>',
        '<div class="flourish-embed flourish-chart" data-src="visualisation/1"></div>',
    ],
    "dw": ['<div class="embed dw-widget" data-id="70100113" data-lang-code="EN"></div>'],
    "charts.example.org": ['<iframe src="https://charts.example.org/1"></iframe>'],
}


@pytest.mark.parametrize(
    ("provider", "html"), [(provider, html) for provider, forms in FORMS.items() for html in forms]
)
def test_each_form(provider: str, html: str) -> None:
    rich_text = read(html)
    embed = embed_in(html)
    assert embed.provider == provider and embed.url is not None and embed.text == embed.url
    assert POST not in " ".join(block.text or "" for block in rich_text.blocks)
    assert rich_text.links == [] and rich_text.problems == []
    if provider == "x":
        assert embed.url == f"https://twitter.com/i/web/status/{TWEET}"


@pytest.mark.parametrize(
    "html",
    [
        '<p>Words <span class="tweet" data-id="1">filled</span> between.</p>',
        '<div><blockquote class="tweet" data-id="1"></blockquote></div>',
        '<div><p><b class="tweet" data-id="1"></b></p></div>',
    ],
)
def test_in_another_box(html: str) -> None:
    blocks = read(html).blocks
    assert [block.provider for block in blocks if block.kind == "embed"] == ["x"]
    assert not any("filled" in (block.text or "") for block in blocks)


def test_a_widgets_frame_stands_in_the_state() -> None:
    html = '<div class="embed dw-widget" data-id="70100113" data-lang-code="en"></div>'
    told = {70100113: "https://datawrapper.dwcdn.net/AbC12/1/"}
    assert embed_in(html, told).provider == "datawrapper"
    assert embed_in(html, told).url == told[70100113]
    assert embed_in(html).url == "https://www.dw.com/webapi/iframes/widget/en/70100113"


@pytest.mark.parametrize(
    "html",
    [
        '<div class="embed new-thing"></div>',
        '<div class="embed"><p>Words that a script has put here.</p></div>',
        '<iframe src="javascript:alert(1)"></iframe>',
        '<blockquote class="facebook embed" data-id="77"></blockquote>',
        '<section data-id="77"></section>',
        '<harbor-chart chart="7"></harbor-chart>',
    ],
)
def test_one_without_an_address_is_a_block_and_told(html: str) -> None:
    assert embed_in(html).url is None
    (problem,) = read(html).problems
    assert problem.startswith("unknown_embed: ")


def test_a_quotation_is_no_embed() -> None:
    kinds = [block.kind for block in read(f"<blockquote>{POST}</blockquote>").blocks]
    assert kinds == ["paragraph", "quote", "paragraph"]


def test_words_of_a_players_controls_are_no_text() -> None:
    html = (
        '<div class="vjs-wrapper embed big"><h2>Boats</h2><div class="video-js"><video data-id="70100120">'
        '<source src="https://example.org/b.mp4" type="video/mp4"></video><div class="vjs-loading">'
        "Video Player is loading.</div><span>Current Time 0:00</span></div></div>"
    )
    rich_text = read(html)
    assert [block.kind for block in rich_text.blocks] == ["paragraph", "video", "paragraph"]
    assert [media.headline for media in rich_text.media] == ["Boats"]


def test_hosts_that_end_alike_are_others() -> None:
    assert provider_of("https://notx.com/1") == "notx.com"
    assert provider_of("https://www.dax.com/1") == "dax.com"
    assert provider_of("https://mobile.twitter.com/a/status/1") == "x"
    assert provider_of(None) is None
