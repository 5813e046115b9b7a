"""What one source of a page lacks is filled from the next: state, JSON-LD, rendered page, OG."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dwcrawler.items import Image
from dwcrawler.minisite.site import Site
from dwcrawler.minisite.world import World
from dwcrawler.pages import metadata, page, parse
from dwcrawler.pages.html import rendered
from tests.stories import clean_story

SITE = Site(World(stories=30, languages=("en",), layout="app_state"))
N = 4
TRUTH = SITE.truths.of(N).story
PAGE = SITE._story_page(N)


def without(*keys: str) -> bytes:
    """The page, its state's content bare of some fields."""
    start = PAGE.index(b"{", PAGE.index(b"__APP_STATE__"))
    end = PAGE.index(b";</script>", start)
    state = json.loads(PAGE[start:end])
    content = list(state.values())[-1]["data"]["content"]  # behind the labels
    for key in keys:
        content.pop(key, None)
    return PAGE[:start] + json.dumps(state).encode() + PAGE[end:]


def forbid(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*args: Any) -> None:
        raise AssertionError("the tree of the whole page was built")

    monkeypatch.setattr(page, "document", never)


def test_no_tree_is_built_where_the_state_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    forbid(monkeypatch)
    assert clean_story(PAGE, TRUTH.url).body == TRUTH.body


@pytest.mark.parametrize(
    ("keys", "field"),
    [
        (("title", "name"), "headline"),
        (("firstPublicationDate", "contentDate"), "date_published"),
        (("lastModifiedDate", "lastPublicationDate"), "date_modified"),
    ],
)
def test_from_json_ld_without_a_tree(
    keys: tuple[str, ...], field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    forbid(monkeypatch)
    story = clean_story(without(*keys), TRUTH.url)
    assert getattr(story, field) == getattr(TRUTH, field)


@pytest.mark.parametrize(
    ("keys", "fields"),
    [
        (("text",), ("body", "images", "links", "media", "text")),
        (("teaser", "shortTeaser"), ("description",)),
        (("mainContentImageLink",), ("lead_image", "images")),
        (("relatedAutoTopics",), ("topics",)),
        (("trackingCategories",), ("section",)),
    ],
)
def test_from_the_rendered_page(keys: tuple[str, ...], fields: tuple[str, ...]) -> None:
    story = clean_story(without(*keys), TRUTH.url)
    for field in fields:
        assert getattr(story, field) == getattr(TRUTH, field)


def test_from_open_graph() -> None:
    bare = without("teaser", "shortTeaser").replace(b'<p class="', b'<b class="')
    tree = bare.replace(b"teaser-text", b"x")
    assert clean_story(tree, TRUTH.url).description == TRUTH.description


def test_a_field_of_a_wrong_type_is_filled_too() -> None:
    broken = PAGE.replace(
        b'"teaser":"' + (TRUTH.description or "").encode() + b'"', b'"teaser":[7]'
    )
    assert broken != PAGE
    assert parse(broken, TRUTH.url).problems == ["bad_field: teaser should be a text, but is list"]
    assert clean_story(broken, TRUTH.url).description == TRUTH.description


def test_a_rendered_page_is_whole_only_with_what_follows_the_story() -> None:
    end = PAGE.rindex(b"</article>")
    assert rendered.is_whole(PAGE, None) and not rendered.is_whole(PAGE[:end], None)
    assert not rendered.is_whole(PAGE[: end + 20], None)


def test_a_label_before_credits_is_known_from_the_page_itself() -> None:
    """Also one that no edition is known to use."""
    n = next(n for n in range(30) if len(SITE.truths.of(n).story.images) > 1)
    story = SITE.truths.of(n).story
    page = SITE._story_page(n).replace(b"Image: ", b"Likeness: ").replace(b"Image:", b"Likeness:")
    labels = rb'<script>var i18n = "{\"general\":{\"image\":{\"copyright_prefix\":\"Likeness:\"}}}"'
    page = page.replace(b"<script> window", labels + b"</script><script> window")
    assert clean_story(page, story.url).images == story.images


def test_of_a_page_cut_in_its_state_the_rendered_story_is_told_and_that_it_was_cut() -> None:
    """A second request may tell what the rendered page does not: all of Explore more."""
    cut = PAGE[: PAGE.index(b"__APP_STATE__") + 5000]
    read = parse(cut, TRUTH.url)
    assert read.is_truncated and read.layout == "dom"
    assert read.story is not None and read.story.headline == TRUTH.headline


@pytest.mark.parametrize(
    "described",
    [
        {"@type": ["NewsArticle", "Article"], "headline": "Listed"},
        [{"@type": "BreadcrumbList"}, {"@type": "NewsArticle", "headline": "Listed"}],
        {"@graph": [{"@type": 7}, {"@type": "NewsArticle", "headline": "Listed"}]},
        {"@type": {"a": 1}, "@graph": {"@type": "NewsArticle"}},
    ],
)
def test_json_ld_in_all_its_shapes(described: Any) -> None:
    script = f"<script type='application/ld+json'>{json.dumps(described)}</script>".encode()
    told = metadata.Metadata(script, []).json_ld()
    assert told.get("headline") == ("Listed" if "Listed" in str(described) else None)


def test_a_credit_loses_the_label_of_its_page_and_no_part_of_a_name() -> None:
    labels = b'{"general":{"image":{"copyright_prefix":"Bild:"}}}'
    images = [Image(id=1, credit="Bild: River/dpa"), Image(id=2, credit="Bildagentur River/dpa")]
    page._without_label(images, labels)
    assert [image.credit for image in images] == ["River/dpa", "Bildagentur River/dpa"]


def test_a_listing_whose_state_lists_nothing_is_read_as_rendered() -> None:
    content = {"__typename": "Navigation", "id": 7, "namedUrl": "/en/x/s-7", "language": "ENGLISH"}
    state = {"/graph-api/en/content/navigation/7": {"data": {"content": content}}}
    body = (
        '<html><body><nav><a href="/en/more/s-8">More</a></nav><div class="teaser-wrap">'
        '<a class="link-in-teaser" href="/en/ours/a-11">Ours</a>'
        '<a class="link-in-teaser" href="/en/ours/quiz-12">A quiz</a></div>'
        f"<script>window.__APP_STATE__ = {json.dumps(state)};</script></body></html>"
    )
    read = parse(body.encode(), "https://www.dw.com/en/x/s-7")
    assert read.layout == "app_state"
    assert [teaser.id for teaser in read.teasers] == [11]
    assert [link.id for link in read.links] == [8]
    assert read.problems == ["unknown_type: quiz"]
