"""The live view as text: it fits every window, and no headline does any harm."""

from __future__ import annotations

import io
from collections import Counter

import pytest
from rich.cells import cell_len
from rich.console import Console

from dwcrawler.progress import closing
from dwcrawler.progress.counts import Hanging, Headline, Snapshot, TimeLeft
from dwcrawler.progress.screen import draw
from dwcrawler.progress.words import about, clock, line

HEADLINES = {
    "en": "[bold red]Not markup[/] and \\[this]",
    "ar": "حديقة على الجبل بين نهرين " * 5,
    "zh": "山上的花园在两条河之间" * 5,
    "am": "በሁለት ወንዞች መካከል ያለ የአትክልት ስፍራ " * 4,
    "hi": "दो नदियों के बीच पहाड़ पर बगीचा " * 4,
    "de": "\x1b[2J\x1b]0;title\x07Zeile eins\r\nZeile zwei\x9b31m\u202egedreht\u2066",
}


def crawl(**changed: object) -> Snapshot:
    usual: dict[str, object] = {
        "what": "en, de; max_stories=200",
        "folder": "output",
        "seconds": 252.0,
        "stories": 142,
        "most_stories": 200,
        "by_language": Counter(en=90, de=52),
        "by_type": Counter(article=120, video=22),
        "pages": 356,
        "pages_a_second": 1.42,
        "waiting": 310,
        "under_way": 2,
        "avoided": 812,
        "failures": Counter(timeout=1, http_500=1),
        "retries": 5,
        "latency": 0.43,
        "pause": 1.2,
        "timeout": 60.0,
        "left": TimeLeft(41.0, is_guess=False),
        "headlines": tuple(
            Headline("14:02:11", language, "liveblog", text) for language, text in HEADLINES.items()
        ),
    }
    return Snapshot(**(usual | changed))  # type: ignore[arg-type]


def shown(snapshot: Snapshot, width: int = 80, height: int = 40) -> list[str]:
    """As a terminal gets it: drawn by rich, without colours."""
    lines = draw(snapshot, width, height)
    file = io.StringIO()
    console = Console(file=file, width=width, color_system=None, force_terminal=True)
    for text in lines:
        console.print(text)
    drawn = file.getvalue().splitlines()
    assert len(drawn) == len(lines)  # nothing wrapped
    return drawn


def test_all_of_it() -> None:
    lines = shown(crawl(), 80)
    assert lines[0].startswith("dwcrawler  en, de; max_stories=200 → output")
    assert lines[0].endswith("0:04:12") and cell_len(lines[0]) == 80
    assert lines[1].startswith("stories     142 of 200") and lines[1].endswith("about 40 s left")
    assert lines[2] == "languages   en 90  de 52"
    assert lines[3] == "types       article 120  video 22"
    assert lines[4] == "pages       356  1.4 a second  310 waiting  2 under way"
    assert lines[5] == "duplicates  812 avoided"
    assert lines[6] == "failures    2 (timeout 1, http_500 1)  5 retries"
    assert lines[7] == "site        answers in 0.4 s  1.2 s between requests"


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
@pytest.mark.parametrize("height", [1, 3, 9, 23, 60])
def test_it_fits_every_window(width: int, height: int) -> None:
    languages = Counter({f"pt-{n:03}": 1000 - n for n in range(31)})
    hanging = Hanging("https://www.dw.com/ar/" + "حديقة-" * 20 + "/a-60000010", 35.0)
    full = crawl(
        by_language=languages, by_type=languages, hanging=hanging, is_ending=True,
        wait_until="12:00:00", forbidden=3, crawl_delay=10.0,
    )  # fmt: skip
    for snapshot in (full, crawl(), Snapshot()):
        lines = shown(snapshot, width, height)
        assert 1 <= len(lines) <= height
        assert all(cell_len(text) <= width for text in lines)
    if height == 1:
        assert "Ctrl-C again stops at once"[: width - 14] in shown(full, width, height)[0]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_headlines_keep_the_columns_and_do_no_harm(width: int) -> None:
    headlines = tuple(
        Headline("14:02:11", language, "video", text) for language, text in HEADLINES.items()
    )
    lines = shown(crawl(headlines=headlines), width, 40)[-len(headlines) :]
    start = 0 if width < 60 else 10
    for text, language in zip(lines, reversed(HEADLINES), strict=True):
        assert text[start : start + 17] == f"{language:<7} video    "
        assert cell_len(text) <= width
        assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in text)
        assert "\u202e" not in text and text.count("\u2068") == text.count("\u2069")
    arabic = next(text for text in lines if " ar " in f" {text}" or text.startswith("ar"))
    assert arabic.endswith("\u2069") and "…" in arabic
    if width > 80:
        assert any(text.endswith("[bold red]Not markup[/] and \\[this]") for text in lines)
        assert any(text.endswith("Zeile eins Zeile zwei31mgedreht") for text in lines)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"latency": 7.5}, "slow: answers in 7.5 s"),
        ({"wait_until": "14:09:30"}, "asks us to wait until 14:09:30 (Retry-After)"),
        ({"crawl_delay": 10.0}, "asks for 10 s between requests (robots.txt)"),
        ({"forbidden": 3}, "robots.txt forbids 3"),
        ({"hosts_closed": 1, "latency": None}, "its robots.txt cannot be read"),
        ({"latency": None}, "no answer yet"),
    ],
)
def test_what_the_site_does(changed: dict[str, object], words: str) -> None:
    (site,) = [text for text in shown(crawl(**changed), 120) if text.startswith("site")]
    assert words in site


def test_a_guess_is_said_to_be_one() -> None:
    guess = crawl(most_stories=None, left=TimeLeft(250.0, is_guess=True))
    assert shown(guess)[1] == "stories     142  perhaps 4 min left (a guess)"
    assert line(guess) == (
        "142 stories (en 90, de 52), 1.4 pages/s, 312 waiting, 2 failures, 5 retries, "
        "perhaps 4 min left (a guess)"
    )
    assert line(crawl()).startswith("142 of 200 stories (en 90, de 52)")
    assert line(crawl()).endswith(", about 40 s left")


def test_times() -> None:
    assert [about(seconds) for seconds in (0, 31, 56, 119, 3599, 8000, 500_000)] == [
        "5 s", "30 s", "1 min", "2 min", "1 h", "2 h 10 min", "6 days",
    ]  # fmt: skip
    assert [clock(seconds) for seconds in (0, 3661, 90_061)] == [
        "0:00:00",
        "1:01:01",
        "1 d 1:01:01",
    ]


def test_the_closing_table_leaves_whole_what_is_to_be_copied() -> None:
    file = io.StringIO()
    path = "output/" + "very-long-name-" * 10 + ".jsonl"
    rows = [("stories", "3"), ("problems", "empty \x1b[31m 3"), ("feed", path), ("next", "x " * 90)]
    closing.draw(rows, Console(file=file, width=40, color_system=None))
    drawn = file.getvalue()
    assert f"feed                {path}\n" in drawn and "\x1b" not in drawn
    assert f"next                {('x ' * 90).strip()}\n" in drawn
