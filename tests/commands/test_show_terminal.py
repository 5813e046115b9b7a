"""`show` on a real terminal: columns, colours, the pager, Ctrl-C."""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

import pytest

from dwcrawler.showing.cells import width
from tests.commands.feeds import newest_in, rows_in, story, write
from tests.commands.terminal import terminal

SHOW = (sys.executable, "-m", "scrapy", "show")


def _is_over(lines: list[str]) -> bool:
    return any(line.startswith("status ") for line in lines)


@pytest.mark.parametrize("columns", [80, 120])
def test_the_table_fills_the_screen_and_a_pager_turns_it(
    found: Path, tmp_path: Path, columns: int
) -> None:
    newest = newest_in(found)
    with terminal(tmp_path, columns, 24, *SHOW, found) as screen:
        lines = screen.wait(lambda lines: lines[23].startswith(":"))
        assert lines[0].startswith("date") and "headline" in lines[0 if columns == 120 else 1]
        assert all(width(line) <= columns for line in lines)
        shown = [line for line in lines if line[:2] == "20"]
        assert len(shown) >= 10
        # Each cell begins where its title does, also below ones that are wide or turn around.
        for line in shown:
            row = newest[int(line.split()[2 if line[11] != " " else 1])]
            for title, value in (
                ("id", str(row["id"])),
                ("lang", row["language"]),
                ("type", row["type"]),
            ):
                at = lines[0].index(title)
                assert line[at : at + len(value) + 1].rstrip() == value
            before = line[: line.index(f" {row['word_count']} ".rstrip()) + 1]
            assert width(before) <= lines[0].index("words") + len("words")
        styled = screen.screen(with_styles=True)[:2]
        assert any(re.search(r"\x1b\[(?:0;)?1m", line) for line in styled)
        screen.press("G")
        end = screen.wait(lambda lines: any("Read one: dwcrawler show" in line for line in lines))
        assert any(f"{len(newest)} stories in 2 feeds" in line for line in end)
        screen.press("q")
        assert "status 0" in screen.wait(_is_over)


def test_without_a_pager_or_where_all_fits(found: Path, tmp_path: Path) -> None:
    for number, (options, environment) in enumerate(
        (
            (["--no-pager"], {}),
            ([], {"PAGER": "cat"}),
            ([], {"PAGER": ""}),
            (["-n", "2"], {"PAGER": "no-such-pager -x"}),
            ([], {"TERM": "dumb"}),
            (["-n", "2"], {}),
        )
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        command = (*SHOW, found, *options)
        with terminal(folder, 100, 60, *command, **environment) as screen:
            lines = screen.wait(_is_over)
            assert "status 0" in lines, lines
            assert any("Read one" in line for line in lines)
            is_told = any("no-such-pager -x: there is no such program" in line for line in lines)
            assert is_told == (environment.get("PAGER", "").startswith("no-such"))


def test_another_pager(found: Path, tmp_path: Path) -> None:
    pager = "WORD=x sed s/date/DAY!/ | head -n 5"
    with terminal(tmp_path, 100, 60, *SHOW, found, PAGER=pager) as screen:
        lines = screen.wait(_is_over)
        assert lines[0].startswith("DAY!  ") and lines[5:7] == ["", "status 0"]
        assert "status 0" in lines


def test_changes_have_colours_or_marks(tmp_path: Path) -> None:
    rows = [
        story(1, headline="An old [red]headline[/red]"),
        story(1, headline="A new [red]headline[/red]", revision=2, content_hash="a" * 64),
    ]
    feed = write(tmp_path / "a.jsonl", rows)
    with terminal(tmp_path, 80, 60, *SHOW, "1", feed, "--no-pager") as screen:
        screen.wait(_is_over)
        page = "\n".join(screen.screen(with_styles=True))
        assert "31mAn old" in page.replace("\x1b[9m", "") and "32mA new" in page.replace(
            "\x1b[4m", ""
        )
        assert "[-" not in page
    with terminal(tmp_path, 80, 60, *SHOW, "1", feed, "--no-pager", NO_COLOR="1") as screen:
        lines = screen.wait(_is_over)
        assert any("[-An old-] {+A new+} [red]headline[/red]" in line for line in lines)


def test_what_steers_a_terminal_is_escaped_in_json(tmp_path: Path) -> None:
    feed = tmp_path / "a.jsonl"
    line = json.dumps(story(1, headline="a\x9b2Jb\x7fc"), ensure_ascii=False)
    feed.write_text(f"{line}\n", encoding="utf-8")
    with terminal(tmp_path, 200, 40, *SHOW, "--json", feed) as screen:
        page = "".join(screen.wait(_is_over))
        assert r"a\u009b2Jb\u007fc" in page


def test_ctrl_c_ends_it_without_a_traceback(found: Path, tmp_path: Path) -> None:
    """Within feeds that take long, whose progress is told."""
    line = json.dumps(rows_in(found)[0]).encode() + b"\n"
    feeds = [tmp_path / f"big-{number}.jsonl" for number in range(20)]
    feeds[0].write_bytes(line * (100_000_000 // len(line)))
    for feed in feeds[1:]:
        feed.hardlink_to(feeds[0])
    with terminal(tmp_path, 100, 30, *SHOW, *feeds) as screen:
        screen.wait(lambda lines: any("Reading: " in line and " %)" in line for line in lines))
        screen.press("C-c")
        lines = screen.wait(_is_over)
        assert "status 130" in lines
        assert not any("Traceback" in line or "Reading" in line for line in lines)


def test_ctrl_c_in_the_pager_is_the_pagers(found: Path, tmp_path: Path) -> None:
    with terminal(tmp_path, 80, 10, *SHOW, found) as screen:
        screen.wait(lambda lines: lines[9].startswith(":"))
        screen.press("C-c")
        time.sleep(0.5)
        screen.press("q")
        lines = screen.wait(_is_over)
        assert "status 0" in lines and not any("Traceback" in line for line in lines)
