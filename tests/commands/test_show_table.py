"""`show`: stories as a table, as JSON Lines, as CSV; filters, bad input, exit statuses."""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.utils.project import get_project_settings

from dwcrawler.commands.show import Command
from dwcrawler.discovery.arguments import WrongArguments
from dwcrawler.showing.cells import width
from dwcrawler.showing.choosing import Line, choice_of
from dwcrawler.showing.rows import rows_of
from dwcrawler.store.stories import Feeds
from tests.commands.feeds import Row, newest_in, rows_in, story, write
from tests.commands.scrapy import scrapy
from tests.crawls import ROOT


def show(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    done = scrapy("show", *arguments, **environment)
    assert "Traceback" not in done.stderr
    return done


def shown_ids(*arguments: str | Path) -> list[int]:
    """In their order, as JSON Lines have them."""
    done = show("--json", *arguments)
    assert done.returncode == (0 if done.stdout else 1), done.stderr
    return [json.loads(line)["id"] for line in done.stdout.splitlines()]


def _newest_first(rows: list[Row]) -> list[int]:
    def key(row: Row) -> tuple[str, int]:
        date = row["date_published"] or ""
        return (date[:10] if row["date_precision"] == "day" else date, row["id"])

    return [row["id"] for row in sorted(rows, key=key, reverse=True)]


def test_the_table_has_each_story_once_in_columns_newest_first(found: Path) -> None:
    newest = newest_in(found)
    done = show(found)
    assert done.returncode == 0 and done.stderr == ""
    title, *lines = done.stdout.splitlines()
    assert title.split() == ["date", "id", "lang", "type", "section", "words", "headline"]
    assert [int(line.split()[1 + (line[11] != " ")]) for line in lines] == _newest_first(
        list(newest.values())
    )
    at_headline = width(title[: title.index("headline")])
    for line in lines:
        row = newest[int(re.findall(r"\d{6,}", line)[0])]
        headline = line.replace("\u2068", "").replace("\u2069", "")
        assert headline.endswith(row["headline"])
        assert width(headline.removesuffix(row["headline"])) == at_headline
        for value in (row["language"], row["type"], row["word_count"], *row["section"][-1:]):
            assert str(value) in line


def test_without_feeds_the_store_s_folder_is_shown(found: Path) -> None:
    assert show("-s", f"DW_OUTPUT_DIR={found}").stdout == show(found).stdout


def test_json_lines_are_those_of_the_feed(found: Path) -> None:
    lines = b"".join(feed.read_bytes() for feed in sorted(found.glob("dw-*.jsonl"))).splitlines()
    of_story = {json.loads(line)["id"]: line for line in lines}
    done = show("--json", found)
    assert done.stdout.encode().splitlines() == [
        of_story[number] for number in _newest_first(list(newest_in(found).values()))
    ]


def _filters(newest: list[Row]) -> list[tuple[list[str], list[Row]]]:
    german = next(row for row in newest if row["language"] == "de" and row["section"])
    topic = next(topic for row in newest for topic in row["topics"])
    word = german["text"].split()[0] if german["text"] else german["headline"].split()[0]
    dates = sorted(row["date_published"] for row in newest if row["date_precision"] == "second")
    middle = dates[len(dates) // 2]

    def has(row: Row, text: str) -> bool:
        texts = (row["headline"], row["description"] or "", row["text"])
        return text.casefold() in "\n".join(texts).casefold()

    return [
        (["--language", "de"], [row for row in newest if row["language"] == "de"]),
        (["--language", "ZH, ar"], [row for row in newest if row["language"] in ("zh", "ar")]),
        (["--type", "video,audio"], [row for row in newest if row["type"] in ("video", "audio")]),
        (
            ["--section", german["section"][-1].upper()],
            [row for row in newest if german["section"][-1] in row["section"]],
        ),
        (
            ["--topic", topic["name"]],
            [row for row in newest if topic["name"] in [t["name"] for t in row["topics"]]],
        ),
        (
            ["--topic", topic["url"]],
            [row for row in newest if topic["id"] in [t["id"] for t in row["topics"]]],
        ),
        (["--grep", word.upper()], [row for row in newest if has(row, word)]),
        (
            ["--grep", f'"{german["headline"]}"'],
            [row for row in newest if has(row, german["headline"])],
        ),
        (
            ["--since", middle],
            [
                row
                for row in newest
                if (row["date_published"] or "") >= middle
                or (row["date_precision"] == "day" and row["date_published"][:10] >= middle[:10])
            ],
        ),
        (
            ["--until", middle[:10], "--language", "en"],
            [
                row
                for row in newest
                if row["language"] == "en"
                and "" < (row["date_published"] or "")[:10] <= middle[:10]
            ],
        ),
    ]


def chosen_ids(feed: Path, *options: str) -> list[int]:
    """As `shown_ids`, without another process for each of many."""
    parser = argparse.ArgumentParser()
    command = Command()
    command.settings = get_project_settings()
    command.add_options(parser)
    given = parser.parse_args(options)
    choice = choice_of(
        given.language,
        given.type,
        given.since,
        given.until,
        given.section,
        given.topic,
        given.grep,
    )
    return [row.id for row in rows_of(Feeds([feed]).read(Line), choice).rows]


@pytest.mark.parametrize("number", range(10))
def test_filters(found: Path, number: int) -> None:
    options, expected = _filters(list(newest_in(found).values()))[number]
    assert expected
    assert chosen_ids(found, *options) == _newest_first(expected)


def test_filters_together_and_a_limit(found: Path) -> None:
    newest = list(newest_in(found).values())
    expected = [row for row in newest if row["language"] == "en" and row["type"] == "article"]
    options = ("--language", "en", "--type", "article", "--since", "2020-01-01")
    assert shown_ids(found, *options, "-n", "3") == _newest_first(expected)[:3]


def test_filters_look_at_the_newest_revision(tmp_path: Path) -> None:
    old = story(1, headline="Before the edit", revision=1)
    new = story(1, headline="After it", revision=2)
    for rows in ([old, new], [new, old]):
        feed = write(tmp_path / "a.jsonl", rows)
        assert chosen_ids(feed, "--grep", "before") == []
        assert chosen_ids(feed, "--grep", "after") == [1]


def test_stories_without_a_date_come_last_and_are_not_in_time(tmp_path: Path) -> None:
    feed = write(
        tmp_path / "a.jsonl",
        [
            story(1),
            story(2, date_published="2026-01-01T00:00:00Z", date_precision="day"),
            story(3, date_published="2026-01-01T10:00:00Z", date_precision="second"),
            story(4, date_published="2025-01-01T10:00:00Z", date_precision="second"),
        ],
    )
    assert shown_ids(feed) == [3, 2, 4, 1]
    # Of a day alone, every moment may be meant.
    assert chosen_ids(feed, "--since", "2026-01-01T12:00:00Z") == [2]
    assert chosen_ids(feed, "--until", "2026-01-01T09:00:00Z") == [2, 4]


def test_nothing_left_says_why(found: Path) -> None:
    done = show(found, "--section", "Busines", "--language", "en")
    assert done.returncode == 1 and done.stdout == ""
    assert "left out" in done.stderr and "by --language" in done.stderr
    assert "no story has the section busines. Did you mean Business?" in done.stderr
    done = show(found, "--since", "2090-01-01")
    assert done.returncode == 1 and "by --since; the newest is of 20" in done.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--language", "klingon"], "--language: "),
        (["--type", "poem"], "--type: "),
        (["--since", "soon"], "--since: "),
        (["--since", "2026-02-01", "--until", "2026-01-01"], "is later than --until"),
        (["--grep", "  "], "--grep: "),
        (["--section", ","], "--section: "),
        (["--topic", ""], "--topic: "),
    ],
)
def test_wrong_filters_are_told_by_their_options(
    tmp_path: Path, options: list[str], told: str
) -> None:
    with pytest.raises(WrongArguments) as refused:
        chosen_ids(tmp_path, *options)
    (line,) = refused.value.lines
    assert told in line


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            ["--langauge", "de", "-n", "0", "--json", "--csv", "--until", "never"],
            ["did you mean --language?", "--limit: ", "exclude each other", "--until: "],
        ),
        (["-n", "9" * 5000, "https://example.org/en/x/a-1"], ["--limit: ", "no URL of a story"]),
        (["https://www.dw.com/en/business/s-1431"], ["a list of stories"]),
        (["60000000", "--language", "de", "-s", "DW_SYNC_LINES=many"], ["DW_SYNC_", "filters"]),
        ([""], ["empty"]),
    ],
)
def test_wrong_options_are_told_in_a_line_each(options: list[str], told: list[str]) -> None:
    done = show(*options)
    assert done.returncode == 2 and done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == len(told)
    for line, words in zip(lines, told, strict=True):
        assert line.startswith("dwcrawler show: ") and words in line


def test_no_feeds_and_no_feed(tmp_path: Path, found: Path) -> None:
    done = show("-s", f"DW_OUTPUT_DIR={tmp_path}/none")
    assert done.returncode == 1 and "Crawl first" in done.stderr
    done = show(tmp_path / "absent.jsonl")
    assert done.returncode == 1 and "no such file or folder" in done.stderr
    page = tmp_path / "page.html"
    page.write_text("<html>\n</html>\n")
    done = show(page)
    assert done.returncode == 1 and "HTML" in done.stderr and len(done.stderr.splitlines()) == 1
    # What can be shown is shown.
    done = show(page, found)
    assert done.returncode == 1 and len(done.stdout.splitlines()) == len(newest_in(found)) + 1


def test_invalid_lines_are_told_at_the_end(tmp_path: Path) -> None:
    feed = write(tmp_path / "a.jsonl", [story(1)])
    with feed.open("a") as file:
        file.write('{"id": 2}\n{"schema_version":1,"sho')
    for options in ([], ["--json"], ["--csv"]):
        done = show(feed, *options)
        assert done.returncode == 0 and "Story 1" in done.stdout
        assert "skipped 1 invalid line" in done.stderr and "incomplete" in done.stderr


def test_a_reader_that_has_seen_enough_and_a_full_disk(found: Path) -> None:
    for options in ("", "--json", "--csv"):
        command = f"{sys.executable} -m scrapy show {found} {options}"
        done = subprocess.run(
            ["bash", "-c", f"{command} | head -c 1 >/dev/null; echo ${{PIPESTATUS[0]}}"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.stdout == "0\n" and done.stderr == ""
        done = subprocess.run(
            ["bash", "-c", f"{command} > /dev/full; echo $?"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.stdout == "1\n"
        assert done.stderr == "dwcrawler show: No space left on device\n"


def test_hostile_text_is_harmless(tmp_path: Path) -> None:
    headline = "\x1b[31mRed\x1b]0;title\x07 \u202eturned\u2066 [bold]x[/bold]\r\n:smile: \x9b2J"
    row = story(
        1, headline=headline, section=["a\tb\nc\x1b[2J"], description=headline, text=headline
    )
    feed = write(tmp_path / "a.jsonl", [row])
    for arguments in ([feed], ["1", feed], ["--csv", feed]):
        done = show(*arguments)
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", done.stdout), arguments
        if "--csv" not in arguments:
            assert not re.search("[\u202a-\u202e\u2066\u2067]", done.stdout)
            assert "[31mRed]0;title turned [bold]x[/bold] :smile:" in done.stdout


def test_an_output_of_another_encoding(found: Path) -> None:
    done = show(found, PYTHONIOENCODING="ascii")
    assert done.returncode == 0 and len(done.stdout.splitlines()) == len(newest_in(found)) + 1


def _csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_has_a_row_a_story(found: Path) -> None:
    done = scrapy("show", "--csv", found)
    rows = _csv(done.stdout)
    newest = newest_in(found)
    assert [int(row["id"]) for row in rows] == _newest_first(list(newest.values()))
    for row in rows:
        whole = newest[int(row["id"])]
        assert row["headline"] == whole["headline"]
        assert row["text"].splitlines() == whole["text"].splitlines()
        assert row["section"] == "; ".join(whole["section"])
        assert row["topics"] == "; ".join(topic["name"] for topic in whole["topics"])
        assert row["authors"] == "; ".join(author["name"] for author in whole["authors"])
        assert row["date_published"] == (whole["date_published"] or "")
        assert row["lead_image_credit"] == ((whole["lead_image"] or {}).get("credit") or "")
        assert row["provenance_found_by"] == (whole["provenance"]["found_by"] or "")
        assert row["is_opinion"] in ("true", "false")


def test_no_cell_of_csv_is_a_formula(tmp_path: Path) -> None:
    rows = []
    for number, start in enumerate([*"=+-@\t＝＋－＠", "\r", "\n="], start=1):
        text = f"{start}HYPERLINK(1)"
        row = story(number, headline=text, description=text, keywords=[text, "x"], text=text)
        row |= {"authors": [{"name": text, "url": None}], "notes": [text], "extra": {"x": text}}
        rows.append(row)
    cells = _csv(show("--csv", write(tmp_path / "a.jsonl", rows)).stdout)
    assert len(cells) == len(rows)
    for row in cells:
        assert row["headline"].startswith("'")
        for value in row.values():
            assert not re.match("[=+\\-@\t\r\n＝＋－＠]", value)


def test_csv_has_the_mark_that_excel_needs_in_a_file_alone(found: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    command = f"{sys.executable} -m scrapy show --csv -n 3 {found} >> {file}"
    for _ in range(2):
        subprocess.run(["bash", "-c", command], cwd=ROOT, check=True, timeout=60)
    assert file.read_bytes().startswith(b"\xef\xbb\xbfshort_url,")
    assert file.read_bytes().count(b"\xef\xbb\xbf") == 1
    assert show("--csv", "-n", "3", found).stdout.startswith("short_url,")


def test_packed_feeds_give_the_same_lines(found: Path, tmp_path: Path) -> None:
    for feed in found.glob("dw-*.jsonl"):
        (tmp_path / f"{feed.name}.gz").write_bytes(gzip.compress(feed.read_bytes()))
    assert show(tmp_path, "--json").stdout == show(found, "--json").stdout
    number = rows_in(found)[0]["id"]
    assert shown_ids(tmp_path, str(number)) == [number]


def test_a_feed_of_many_lines_takes_little_memory(tmp_path: Path, found: Path) -> None:
    """8,000 stories of 10 KB: held whole, they would take some hundred megabytes more."""
    lines = rows_in(found)
    feed = tmp_path / "big.jsonl"
    with feed.open("w", encoding="utf-8") as file:
        for number in range(8_000):
            row = {**lines[number % len(lines)], "id": 70_000_000 + number}
            row["text"] = "word " * 2_000
            file.write(f"{json.dumps(row)}\n")
    script = (
        "import resource, subprocess, sys\n"
        "subprocess.run([sys.executable, '-m', 'scrapy', 'show', *sys.argv[1:]], "
        "stdout=subprocess.DEVNULL, check=True)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    peaks = []
    for arguments in ([found], [feed], [feed, "--json"]):
        command = [sys.executable, "-c", script, *map(str, arguments)]
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
        )
        peaks.append(int(done.stdout) / 1024)
    assert max(peaks) - peaks[0] < 40, peaks


def test_help_has_examples_and_exit_statuses() -> None:
    done = show("--help")
    assert done.returncode == 0
    for words in ("Examples", "Exit status", "p.dw.com/p/", "--csv", "a FEED, even if"):
        assert words in done.stdout
