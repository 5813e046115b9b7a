"""What the report counts, and how it is put: by its data, without a browser."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from dwcrawler.items import Byline, Image, Provenance, Story, Topic
from dwcrawler.report.contents import contents
from dwcrawler.report.counting import Counted, count
from dwcrawler.report.failures import Failures, failures_beside
from dwcrawler.report.names import agency_key, language_name
from dwcrawler.report.periods import MOST_STEPS, UNITS, window_of
from dwcrawler.report.shapes import Figure, Report
from dwcrawler.store import SqliteStore, StoryState, StoryUpdate
from tests.report.made import ALL_LANGUAGES, many, story, teaser

NOW = datetime(2026, 3, 10, tzinfo=UTC)


def counted(*stories: Story) -> Counted:
    return count(stories, lambda lines: None)


def report_of(*stories: Story, failed: Failures | None = None) -> Report:
    return contents(counted(*stories), failed or Failures(), [], [], NOW)


def figures(report: Report) -> dict[str, Figure]:
    return {figure.id: figure for part in report.parts for figure in part.figures}


def rows(figure: Figure) -> list[list[str]]:
    assert figure.table is not None
    return [[cell.text for cell in row] for row in figure.table.rows]


def numbers(report: Report) -> dict[str, tuple[str, str]]:
    return {each.name: (each.value, each.detail) for each in report.numbers}


def test_a_story_counts_once_in_its_newest_revision_whatever_the_order() -> None:
    first = story(1, headline="Old", word_count=10)
    second = story(1, headline="New", word_count=30, revision=2)
    for lines in ((first, second), (second, first), (first, second, second, first)):
        done = counted(*lines)
        assert done.lines == len(lines) and len(done) == 1
        (facts,) = done
        assert (facts.headline, facts.revision, facts.words) == ("New", 2, 30)
        changed = rows(figures(report_of(*lines))["changed"])
        assert changed == [["New", "English", "2", "2026-03-09", "headline"]]


def test_headline_numbers() -> None:
    told = numbers(
        report_of(
            story(1, date_published="2026-01-31T00:00:00Z", word_count=100),
            story(2, date_published="2026-02-02T00:00:00Z", word_count=200, language="de"),
            story(3, date_published=None, word_count=1000, type="liveblog", language="de"),
            story(4, revision=3, type="video"),
        )
    )
    assert told["Stories"] == ("4", "50% articles")
    assert told["Languages"][0] == "2"
    assert told["Published"][0].replace("\N{NO-BREAK SPACE}", " ") == "31 Jan 2026 – 2 Feb 2026"
    assert told["Published"][1] == "2 have no date"
    assert told["Words"] == ("1,300", "median of a text: 200")
    assert told["Changed stories"] == ("1", "the feeds hold 4 revisions")


@pytest.mark.parametrize(
    ("days", "unit"), [(1, "day"), (50, "day"), (300, "week"), (1500, "month"), (9000, "year")]
)
def test_the_unit_of_time_suits_the_period(days: int, unit: str) -> None:
    window = window_of([date(2026, 3, 9) - timedelta(days=age) for age in range(days)])
    assert window is not None and window.unit == unit
    assert window.earlier == window.later == 0 and len(window.steps) <= MOST_STEPS


def test_a_few_old_stories_do_not_hide_the_many_new_ones() -> None:
    new = [date(2026, 3, 1) + timedelta(days=day) for day in range(10) for _ in range(10)]
    old = [date(2010 + year, 5, 5) for year in range(15)]
    window = window_of([*old, *new, date(2099, 1, 1)])
    assert window is not None
    assert (window.unit, window.first, window.last) == ("day", new[0], new[-1])
    assert (window.earlier, window.later) == (15, 1)
    # One straggler within reach is not worth half the chart; two crawls with a pause between are.
    window = window_of([new[0] - timedelta(days=40), *new])
    assert window is not None and window.first == new[0] and window.earlier == 1
    window = window_of([each - timedelta(days=40) for each in new] + new)
    assert window is not None and window.first == new[0] - timedelta(days=40)


@pytest.mark.parametrize("unit", UNITS)
def test_the_ends_of_the_calendar_are_days_like_others(unit: str) -> None:
    for day in (date.min, date.max, date(2024, 2, 29)):
        window = window_of([day], [unit])  # type: ignore[list-item]
        assert window is not None and window.step_of(day) == window.first
        assert window.steps == [window.first]


def test_stories_outside_of_the_chart_are_told_and_shown_by_year() -> None:
    new = [story(n, date_published="2026-03-01T00:00:00Z") for n in range(20)]
    old = story(20, date_published="2015-05-05T00:00:00Z")
    report = report_of(*new, old, story(21))
    assert report.parts[0].note.replace("\N{NO-BREAK SPACE}", " ") == (
        "Not in the charts by type and language: 1 story from before, back to 5 May 2015; "
        "1 story without a date."
    )
    years = rows(figures(report)["time-all"])
    assert years[0] == ["2015", "1"] and years[-1] == ["2026", "20"] and len(years) == 12


def test_spellings_of_an_agency_count_as_one() -> None:
    names = ["AFP", "afp", "afpe", "أ ف ب", "法新社", "एएफपी"]
    assert {agency_key(name) for name in names} == {"afp"}
    done = [story(n, byline=Byline(raw="x", agencies=[name])) for n, name in enumerate(names)]
    done.append(story(20, byline=Byline(raw="x", agencies=["Lusa", "afp", "AFP"])))
    figure = figures(report_of(*done, story(21)))["agencies"]
    assert [row[:2] for row in rows(figure)] == [["AFP", "7"], ["Lusa", "1"]]
    assert figure.note.startswith("7 of 8 stories (88%) have agencies in the byline")


def test_recommendations_of_editors_and_of_the_site_are_told_apart() -> None:
    """A story that recommends another one twice does so once; itself, not at all."""
    done = [
        story(1, related=[teaser(9), teaser(9, None), teaser(1), teaser(2)]),
        story(2, related=[teaser(9), teaser(1, "thematic_focus_global")], language="ar"),
        story(3, related=[teaser(9, "thematic_focus_region")]),
    ]
    shown = figures(report_of(*done))
    assert [row[::2] for row in rows(shown["chosen"])] == [["Story 9", "2"], ["Story 2", "1"]]
    assert {row[0] for row in rows(shown["automatic"])} == {"Story 1", "Story 9"}
    chosen = shown["chosen"].table
    assert chosen is not None and chosen.rows[1][1].text == "Arabic"  # of the story in the feed


def test_the_headline_of_a_story_in_the_feed_is_the_newest() -> None:
    done = [story(1, related=[teaser(2)]), story(2, headline="As it is now")]
    assert rows(figures(report_of(*done))["chosen"])[0][0] == "As it is now"


def test_shares_of_fields_by_type() -> None:
    done = [story(n, lead_image=Image(id=n) if n else None) for n in range(1000)]
    done.append(story(1001, type="video"))
    table = figures(report_of(*done))["shares"].table
    assert table is not None
    titles = [column.title for column in table.columns]
    assert titles == ["Field", "All (1,001)", "Articles (1,000)", "Videos (1)"]
    (row,) = (row for row in table.rows if row[0].text == "Lead picture")
    # 999 of 1000 are not all.
    assert [cell.text for cell in row[1:]] == ["99%", "99%", "0%"]


def test_at_most_fifteen_bars_and_the_rest_is_told() -> None:
    done = [
        story(number, section=["Top", f"Section {place}"])
        for number, place in enumerate(place for place in range(40) for _ in range(50 - place))
    ]
    figure = figures(report_of(*done))["sections"]
    assert figure.spec is not None and figure.table is not None
    data = figure.spec["data"]["values"]
    assert len(data) == 15 and len(figure.table.rows) == 40
    assert f"25 others with {sum(50 - place for place in range(15, 40))} stories" in figure.note
    sizes = [20] * 15 + [18, 18]
    places = [place for place, size in enumerate(sizes) for _ in range(size)]
    few = [story(n, section=[f"Section {place}"]) for n, place in enumerate(places)]
    data = (figures(report_of(*few))["sections"].spec or {})["data"]["values"]
    assert data[-1] == {"label": "Others", "value": 36, "fill": "var(--rest)"} and len(data) == 16


def test_31_languages_have_names_and_seven_colours() -> None:
    done = list(many(900, ALL_LANGUAGES[::-1]))
    done += [story(5000 + n, language=code) for n, code in enumerate(ALL_LANGUAGES)]
    report = report_of(*done)
    assert numbers(report)["Languages"][0] == "31"
    names = [name for _, name in figures(report)["time-by-language"].legend]
    assert len(names) == 7 and names[-1] == "Others"
    for code in ALL_LANGUAGES:
        assert language_name(code)[0].isupper() and "_" not in language_name(code)
    assert language_name("pt-br") == "Portuguese (Brazil)" and language_name("uk") == "Ukrainian"
    assert language_name("xx") == "xx"


ODD = {
    "one story": [story(1)],
    "no dates": [story(n, topics=[Topic(id=1, name="x", url="https://x")]) for n in range(5)],
    "one type": [story(n, type="audio", date_published="2026-03-01T00:00:00Z") for n in range(5)],
    "impossible dates": [
        story(1, date_published="2026-02-31T00:00:00Z"),
        story(2, date_published="0000-01-01T00:00:00Z"),
        story(3, date_published="9999-12-31T23:59:59Z"),
        story(4, date_published="0001-01-01T00:00:00Z"),
    ],
    "empty names": [story(1, section=[""], topics=[Topic(id=1, name=" ", url="https://x")])],
    "huge ids": [story(1, related=[msgspec.structs.replace(teaser(2), id=2**63)])],
    "old revision alone": [story(1, revision=7)],
    "nothing": [],
}


@pytest.mark.parametrize("what", ODD)
def test_odd_feeds_make_sensible_reports(what: str) -> None:
    report = report_of(*ODD[what])
    parts = [part.id for part in report.parts]
    if what == "nothing":
        assert parts == ["nothing"] and not report.numbers
        return
    assert parts[0] == "time" and "fields" in parts
    for figure in figures(report).values():
        assert figure.spec is not None or figure.table is not None
        if figure.spec is not None:
            assert figure.spec["data"]["values"], figure.id  # no chart of nothing
    if what == "empty names":
        assert not {"sections", "topics"} & set(figures(report))
    if what == "no dates":
        assert report.parts[0].note == "No story in these feeds has a date of publication."
    if what == "old revision alone":
        assert rows(figures(report)["changed"])[0][-1] == "not known from these feeds"


def test_what_changed_from_revision_to_revision() -> None:
    first = story(1, text="a", images=[Image(id=1)])
    other_layout = Provenance(crawled_at="2026-03-11T00:00:00Z", layout="dom")
    done = [
        first,
        msgspec.structs.replace(first, revision=2, text="b", headline="Other"),
        msgspec.structs.replace(first, revision=3, text="b", images=[], headline="Other"),
        msgspec.structs.replace(first, revision=4, text="c", provenance=other_layout),
        msgspec.structs.replace(first, revision=5, text="c", provenance=other_layout),
    ]
    shown = figures(report_of(*done))
    assert rows(shown["changed"])[0][-1] == (
        "headline, text (revision 2); pictures (revision 3); headline, text (revision 4); "
        "something else (revision 5)"
    )
    assert dict(row[:2] for row in rows(shown["changes"])) == {
        "Headline": "2",
        "Text": "2",
        "Pictures": "1",
        "Something else": "1",
    }
    assert rows(shown["how-often"]) == [["4 times", "1"]]


def _store(folder: Path) -> SqliteStore:
    store = SqliteStore(folder / "store.sqlite")
    for number, status in enumerate((404, 410, 403, 301, 200, 0)):
        known = StoryState(
            60_000_000 + number,
            "de",
            "article",
            f"https://www.dw.com/de/%C3%BCber/a-{60_000_000 + number}",
            first_seen="2026-03-01T00:00:00Z",
            last_crawled=f"2026-03-0{number + 1}T00:00:00Z",
            status=status,
            tries=1,
        )
        store.record([StoryUpdate(known, None)])
    return store


def test_failures_are_read_from_a_store_that_stays_as_it_is(tmp_path: Path) -> None:
    feed = tmp_path / "dw-1.jsonl"
    (tmp_path / "rejected-1.jsonl").write_bytes(
        b'{"errors": ["headline: too short"], "story": {"id": "x", "headline": 7, "url": "u"}}\n'
        b'{"errors": "no"}\nnot JSON\n'
    )
    store = _store(tmp_path)
    for is_open in (True, False):
        before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        found = failures_beside([feed])
        assert found.problems == [] and found.rejected_total == 1
        assert found.by_kind.total() == len(found.shown) == 6
        assert [each.last_asked for each in found.shown] == sorted(
            (each.last_asked for each in found.shown), reverse=True
        )
        if not is_open:
            after = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
            assert after == before
        store.close()
    shown = figures(report_of(story(1), failed=found))
    assert Counter(row[2] for row in rows(shown["failed"])) == found.by_kind
    assert rows(shown["failed"])[0][0] == "/de/über/a-60000005"
    assert rows(shown["rejected"]) == [["u", "", "headline: too short"]]


def test_a_damaged_store_and_none_at_all_are_told(tmp_path: Path) -> None:
    feed = tmp_path / "dw-1.jsonl"
    report = report_of(story(1), failed=failures_beside([feed]))
    assert "failures" not in [part.id for part in report.parts]
    assert any(remark.startswith("There is no store beside") for remark in report.remarks)
    for content in (b"no database at all" * 100, b""):
        (tmp_path / "store.sqlite").write_bytes(content)
        found = failures_beside([feed])
        (problem,) = found.problems
        assert "store.sqlite cannot be read" in problem
        assert problem in report_of(story(1), failed=found).remarks
