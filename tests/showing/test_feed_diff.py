"""`dwcrawler diff`: what two feeds of the same pages tell otherwise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.archive.commands import dwcrawler
from tests.commands.feeds import story


def feed(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def captured(number: int, day: int = 1, **fields: Any) -> dict[str, Any]:
    row: dict[str, Any] = {**story(number), **fields}
    row["provenance"] = {**row["provenance"], "crawled_at": f"2026-01-{day:02d}T00:00:00Z"}
    return row


def test_nothing_differs(tmp_path: Path) -> None:
    old = feed(tmp_path / "a.jsonl", captured(1), captured(2))
    new = feed(tmp_path / "b.jsonl", captured(2), {**captured(1), "content_hash": "0" * 64})
    done = dwcrawler("diff", old, new)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(
        "2 lines are the same, 0 differ; 0 are only in OLD, 0 only in NEW"
    )


def test_fields_that_differ_are_named_with_examples(tmp_path: Path) -> None:
    pictures = [
        {"url": f"https://static.dw.com/{n}.jpg", "caption": "a", "credit": None} for n in (1, 2)
    ]
    others = [{**pictures[0], "credit": "b/AFP"}, pictures[1]]
    old = feed(
        tmp_path / "a.jsonl",
        captured(1, headline="One", kicker=[], images=pictures),
        captured(2, description="Once"),
        captured(3),
    )
    new = feed(
        tmp_path / "b.jsonl",
        captured(1, headline="Two", kicker=["World"], images=others),
        captured(2, description=None),
        captured(4),
    )
    done = dwcrawler("diff", old, new, "--json")
    assert done.returncode == 1, done.stderr
    told = json.loads(done.stdout)
    assert (told["same"], told["different"]) == (0, 2)
    assert (told["only_old"], told["only_new"]) == ([captured(3)["id"]], [captured(4)["id"]])
    kinds = {
        name: next(kind for kind in ("appeared", "vanished", "changed") if field[kind])
        for name, field in told["fields"].items()
    }
    assert kinds == {
        "headline": "changed",
        "kicker": "appeared",
        "images[].credit": "appeared",
        "description": "vanished",
    }
    (example,) = told["fields"]["headline"]["examples"]
    assert (example["old"], example["new"]) == ('"One"', '"Two"')
    plain = dwcrawler("diff", old, new).stdout
    assert "images[].credit" in plain and 'null -> "b/AFP"' in plain


def test_captures_are_matched_by_their_moment_or_not_at_all(tmp_path: Path) -> None:
    old = feed(tmp_path / "a.jsonl", captured(1, 1), captured(1, 2, headline="Later", revision=2))
    new = feed(tmp_path / "b.jsonl", captured(1, 9, headline="Later"))
    by_moment = dwcrawler("diff", old, new)
    assert by_moment.returncode == 1 and "--newest compares stories" in by_moment.stderr
    newest = dwcrawler("diff", old, new, "--newest")
    assert newest.returncode == 0, newest.stdout


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ((), 2, "name two feeds"),
        (("absent.jsonl", "absent.jsonl"), 2, "no such file"),
        (("--what", "a", "b"), 2, "no such option"),
    ],
)
def test_refusals(words: tuple[str, ...], status: int, said: str) -> None:
    done = dwcrawler("diff", *words)
    assert done.returncode == status and said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_feed_that_is_damaged_is_told(tmp_path: Path) -> None:
    old = feed(tmp_path / "a.jsonl", captured(1))
    (tmp_path / "b.jsonl").write_text("no line of a feed\n")
    done = dwcrawler("diff", old, tmp_path / "b.jsonl")
    assert done.returncode == 3 and "no valid line" in done.stderr
