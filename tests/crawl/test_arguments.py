"""A wrong argument is refused by name, with what it may be, before anything is fetched or written."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from dwcrawler.discovery.arguments import Arguments, refusals
from dwcrawler.editions import editions
from tests.commands.scrapy import scrapy
from tests.crawls import Crawler

NOBODY = "http://127.0.0.1:9"  # the discard port: nothing may be asked there


@pytest.mark.parametrize(
    ("argument", "told"),
    [
        ("lenguages=en", ["lenguages", "did you mean languages?", "max_depth"]),
        ("languages=en,xx", ["languages", "'xx'", "pt-br"]),
        ("languages=", ["languages", "name a language"]),
        ("discover=sections,rumours", ["discover", "'rumours'", "explore_more"]),
        ("types=podcast", ["types", "'podcast'", "article"]),
        ("since=soon", ["since", "'soon'", "2024-01-31", "7d", "yesterday"]),
        ("languages=Germna", ["languages", "'Germna'", "did you mean de (German)?"]),
        ("languages=pt", ["languages", "'pt'", "pt-br (Brazilian Portuguese) or pt-002"]),
        ("topics=", ["topics", "name a topic"]),
        ("topics=https://www.dw.com/en/x/s-12", ["topics", "no topic", "sections="]),
        ("match=", ["match", "has no word"]),
        ("urls=@none.txt", ["urls", "there is no file none.txt"]),
        ("resume=perhaps", ["resume", "'perhaps'", "expected yes or no"]),
        ("until=2024-13-01", ["until", "2024-13-01"]),
        ("max_stories=0", ["max_stories", "greater than or equal to 1"]),
        ("max_stories=many", ["max_stories", "'many'", "integer"]),
        ("max_depth=-1", ["max_depth", "greater than or equal to 0"]),
        ("urls=https://example.org/a-1", ["urls", "https://example.org/a-1"]),
        ("discover=explore_more", ["nothing to begin with"]),
        ("urls=", ["urls", "name a URL"]),
        ("sections= ", ["sections", "name a section"]),
        ("sections=https://p.dw.com/p/4Xg9W", ["sections", "no section", "urls="]),
    ],
)
def test_refusals_name_the_argument(argument: str, told: list[str], crawl: Crawler) -> None:
    done = crawl(NOBODY, argument)
    assert done.status == 2
    assert list(done.output.iterdir()) == []
    assert "Traceback" not in done.log and "Spider opened" not in done.log
    for words in told:
        assert words in done.log
    assert len([line for line in done.log.splitlines() if "scrapy crawl dw:" in line]) == 1


def test_every_refusal_is_told_at_once() -> None:
    with pytest.raises(ValidationError) as refused:
        Arguments(since="soon", types="x", max_depth="y")  # type: ignore[arg-type]
    assert {line.partition(":")[0] for line in refusals(refused.value)} == {
        "since",
        "types",
        "max_depth",
    }


def test_a_mirror_that_is_no_origin_is_refused(crawl: Crawler) -> None:
    done = crawl("ftp://somewhere")
    assert done.status == 2 and "DW_MIRROR: 'ftp://somewhere'" in done.log
    assert "http://127.0.0.1:8080" in done.log


def test_what_arguments_become() -> None:
    given: dict[str, Any] = {
        "languages": "DE, en,de",
        "since": "2024-01-31",
        "until": "2024-01-31",
        "urls": "https://p.dw.com/p/4Xg9W, http://www.dw.de/en/x/a-1",
        "_job": "scrapyd's own",
    }
    arguments = Arguments(**given)
    assert arguments.languages == ["de", "en"]
    assert arguments.since == datetime(2024, 1, 31, tzinfo=UTC)
    assert arguments.until == datetime(2024, 1, 31, 23, 59, 59, tzinfo=UTC)
    assert arguments.urls == ["https://p.dw.com/p/4Xg9W", "http://www.dw.de/en/x/a-1"]
    assert Arguments(languages="all").languages == list(editions())  # type: ignore[arg-type]
    ago = datetime.now(UTC) - (Arguments(since="7d").since or datetime.min)  # type: ignore[arg-type]
    assert ago.days == 7


def test_help_lists_the_arguments_and_the_exit_statuses() -> None:
    done = scrapy("crawl", "--help")
    assert done.returncode == 0
    shown = done.stdout.partition("Arguments of the spider dw")[2]
    for name in Arguments.model_fields:
        assert f"\n  {name} " in shown
    assert "(default: en)" in shown and "6             ended early: too many" in shown
