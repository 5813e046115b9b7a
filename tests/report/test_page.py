"""The report in a real Chromium: charts, tables, small screens, and nothing that leaves the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, sync_playwright

from dwcrawler.handlers.chromium import launch_options
from dwcrawler.items import Byline, Story, Topic
from dwcrawler.report.contents import contents
from dwcrawler.report.counting import count
from dwcrawler.report.failures import Failure, Failures, Rejected
from dwcrawler.report.page import page_of
from tests.report.made import ALL_LANGUAGES, many, story, teaser

pytestmark = pytest.mark.process  # a browser

SCRIPT = "<script>alert(1)</script>"
HOSTILE = [
    SCRIPT,
    "</script><script>alert(2)</script>",
    "<!--<script>",
    "{{ 7*7 }}{% raw %}",
    "\"'><img src=https://evil.test/x.png onerror=alert(3)>",
    "javascript:alert(4)",
    "a\u2028b\u202ec&amp;\\u003c",
    "</title></style></textarea>${alert(5)}",
]
SIZES = (1280, 390)
SCHEMES = ("light", "dark")


@dataclass
class Opened:
    """A page and all that it did that it should not."""

    page: Page
    told: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        yield browser
        browser.close()


def _report(folder: Path, stories: list[Story], failed: Failures | None = None) -> Path:
    counted = count(stories, lambda lines: None)
    feeds = [Path(f"output/{name}.jsonl".replace("/", "_")) for name in HOSTILE]
    made = contents(
        counted, failed or Failures(), feeds, HOSTILE, datetime.now(UTC), f"Of {SCRIPT}"
    )
    path = folder / "report.html"
    path.write_bytes(page_of(made))
    return path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every text that a page can bring into a feed or the store is hostile somewhere."""
    stories = list(many(120, ("en", "ar", "de", "ur")))
    for number, text in enumerate(HOSTILE):
        hostile = story(
            1000 + number,
            headline=text,
            language=text,
            date_published="2026-03-01T00:00:00Z",
            section=[text],
            regions=[text],
            topics=[Topic(id=number, name=text, url="https://evil.test/")],
            byline=Byline(raw=text, agencies=[text]),
            related=[teaser(2000 + n) for n in range(number)],
        )
        hostile.related[-1:] = [
            *hostile.related[-1:],
            *[_hostile_teaser(text, relation) for relation in ("explore_more", text)],
        ]
        stories += [hostile, story(1000 + number, headline=text, language=text, revision=2)]
        stories[-1].related = hostile.related
    failed = Failures(stores=[Path(SCRIPT)], rejected_total=len(HOSTILE))
    for number, text in enumerate(HOSTILE):
        failed.by_kind["Gone (HTTP 404)"] += 1
        failed.shown.append(Failure(number, text, f"https://x/{text}", "Gone", 1, "2026-03-01"))
        failed.rejected.append(Rejected(number, text, text, (text,)))
    return _report(tmp_path_factory.mktemp("hostile"), stories, failed)


def _hostile_teaser(text: str, relation: str) -> object:
    made = teaser(3000 + len(text), relation)
    made.headline = text
    return made


def _opened(browser: Browser, path: Path, width: int = 1280, scheme: str = "light") -> Opened:
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page.set_default_timeout(60_000)
    opened = Opened(page)

    def intercept(route: Route) -> None:
        opened.requests.append(route.request.url)
        if route.request.url == path.as_uri():
            route.continue_()
        else:
            route.abort()

    page.route("**/*", intercept)
    page.on("console", lambda message: opened.told.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: opened.told.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (opened.told.append("alert"), dialog.dismiss()))
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-charts=drawn]")
    return opened


@pytest.fixture(scope="module")
def wide(browser: Browser, hostile: Path) -> Opened:
    """For the tests that only look, or whose changes the others do not see."""
    return _opened(browser, hostile)


def _assert_is_whole(opened: Opened, path: Path) -> None:
    """All charts have marks; nothing was told, asked for or run; nothing is wider than the page."""
    page = opened.page
    charts = page.locator(".chart")
    assert charts.count() >= 2
    for chart in charts.all():
        assert chart.get_attribute("data-drawn") == "true"
        assert chart.locator("svg .mark-rect path, svg .mark-rect rect").count() > 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert opened.told == []
    assert opened.requests == [path.as_uri()]


def _contrast(one: str, other: str) -> float:
    """WCAG's, of two colours as `#rrggbb`."""
    first, second = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_hostile_text_stays_text_and_the_charts_are_drawn(wide: Opened, hostile: Path) -> None:
    opened, page = wide, wide.page
    _assert_is_whole(opened, hostile)
    assert page.locator("h1").inner_text() == f"Of {SCRIPT}"
    texts = page.locator("main").all_text_contents()[0]
    for text in HOSTILE:
        assert " ".join(text.split()) in texts
    scripts = page.locator("script:not([type])").count()
    assert scripts == 2 and page.locator("img, iframe, object, embed, base").count() == 0
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert policy and "unsafe" not in policy and policy.startswith("default-src 'none'; ")
    for link in page.locator("main a[href]").all():
        href = link.get_attribute("href") or ""
        assert re.fullmatch(r"https://p\.dw\.com/p/[0-9A-Za-z]{1,7}", href)
        assert link.get_attribute("rel") == "noopener noreferrer"
    # The policy holds: what got in all the same would not run.
    run = "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
    page.evaluate(f"{run} document.body.append(s); }}")
    page.evaluate("() => { const i = new Image(); i.src = 'https://evil.test/x.png'; }")
    assert page.evaluate("window.ran") is None
    assert opened.requests == [hostile.as_uri()]


def _column(table: Locator, place: int) -> list[str]:
    return table.locator(f"tbody tr > :nth-child({place})").all_text_contents()


def test_tables_sort_by_click_and_by_keyboard(wide: Opened) -> None:
    page = wide.page
    table = page.locator("table.stories").first
    headings = table.locator("thead th")
    assert headings.nth(2).get_attribute("aria-sort") == "descending"
    stories, counts = _column(table, 1), [int(text) for text in _column(table, 3)]
    assert counts == sorted(counts, reverse=True) and len(set(counts)) > 2
    headings.nth(2).locator("button").click()
    assert [int(text) for text in _column(table, 3)] == sorted(counts)
    assert headings.nth(2).get_attribute("aria-sort") == "ascending"
    headings.nth(1).locator("button").focus()
    page.keyboard.press("Enter")
    languages = _column(table, 2)
    assert languages == page.evaluate(
        "list => [...list].sort(new Intl.Collator(undefined, {numeric: true}).compare)", languages
    )
    states = [heading.get_attribute("aria-sort") for heading in headings.all()]
    assert states == ["none", "ascending", "none"]
    page.keyboard.press("Space")
    assert headings.nth(1).get_attribute("aria-sort") == "descending"
    assert sorted(_column(table, 1)) == sorted(stories)  # none is lost
    more = page.locator(".more").first
    hidden = table.locator("tbody tr").last
    assert not hidden.is_visible()
    more.click()
    assert hidden.is_visible() and more.get_attribute("aria-expanded") == "true"


def test_headings_are_in_order_and_charts_have_names(wide: Opened) -> None:
    page = wide.page
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3')].map(h => +h.tagName[1])")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    for figure in page.locator("figure").all():
        heading = page.locator(f"#{figure.get_attribute('aria-labelledby')}")
        assert heading.inner_text().strip()
        drawn = figure.locator(".chart svg")
        if drawn.count():
            assert drawn.first.locator("xpath=.//ancestor-or-self::*[@aria-label]").count() >= 1
            assert figure.locator("details table tbody tr").count() > 0


@pytest.mark.parametrize("scheme", SCHEMES)
def test_colours_can_be_told_from_the_page(wide: Opened, scheme: str) -> None:
    """Also of charts that were drawn before the scheme changed."""
    page = wide.page
    page.emulate_media(media="screen", color_scheme="dark" if scheme == "dark" else "light")
    names = ["paper", "ink", "muted", "link", *(f"c{place}" for place in range(6)), "rest"]
    colours = page.evaluate(
        "names => { const style = getComputedStyle(document.documentElement);"
        " return Object.fromEntries(names.map(n => [n, style.getPropertyValue('--' + n).trim()])); }",
        names,
    )
    for name in names[1:]:
        least = 4.5 if name in ("ink", "muted", "link") else 3
        assert _contrast(colours[name], colours["paper"]) >= least, name
    bar = page.locator(".chart svg .mark-rect path").first
    fill = bar.evaluate("bar => getComputedStyle(bar).fill")
    assert fill == "rgb({}, {}, {})".format(
        *(int(colours["c0"][at : at + 2], 16) for at in (1, 3, 5))
    )
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_small_screens_show_all_without_scrolling_sideways(browser: Browser, hostile: Path) -> None:
    opened = _opened(browser, hostile, width=390, scheme="dark")
    _assert_is_whole(opened, hostile)
    cell = opened.page.locator("table.stories tbody td").first
    assert cell.evaluate("cell => cell.getBoundingClientRect().right <= innerWidth")
    for chart in opened.page.locator(".chart svg").all():
        assert chart.evaluate("svg => svg.getBoundingClientRect().right <= innerWidth")


def test_without_javascript_the_numbers_are_there(browser: Browser, hostile: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(hostile.as_uri())
    assert page.locator("noscript").is_visible()
    assert page.locator("details").count() >= 4
    page.locator("details summary").first.click()
    assert page.locator("details table").first.is_visible()
    context.close()


ODD = {
    "31 languages": list(many(900, ALL_LANGUAGES)),
    "one story": [story(1)],
    "years": list(many(400, ("en", "fa-ir"), days=4000)),
    "one type": [story(n, type="video", date_published="2026-03-01T00:00:00Z") for n in range(9)],
}


@pytest.mark.long
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("what", ODD)
def test_every_kind_of_feed_at_every_size(
    browser: Browser, tmp_path: Path, what: str, width: int, scheme: str
) -> None:
    path = _report(tmp_path, ODD[what])
    opened = _opened(browser, path, width, scheme)
    if what == "one story":
        assert opened.told == [] and opened.requests == [path.as_uri()]
        assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    else:
        _assert_is_whole(opened, path)
