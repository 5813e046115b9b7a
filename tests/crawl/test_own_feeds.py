"""`-o`, `-O` and FEEDS: what stays, what is replaced, what is refused, and what failed is told."""

from __future__ import annotations

import csv
import gzip
import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from scrapy.settings import Settings

from dwcrawler.components.exporters import COLUMNS
from dwcrawler.configuration.feed_targets import wrong_feeds
from dwcrawler.minisite.process import running
from dwcrawler.store.lock import Lock
from tests.crawls import ROOT, Crawl, Crawler

SITE = ("--stories", "40", "--languages", "en")
YESTERDAY = "of yesterday\n"
NOTHING = ("max_depth=0", "since=2090-01-01")
FORMATS = ("jsonl", "json", "csv", "xml")


def closed_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def named(folder: Path, *endings: str) -> list[Path]:
    return [folder / f"mine.{ending}" for ending in endings or FORMATS]


def options(option: str, *feeds: Path | str) -> tuple[str, ...]:
    return tuple(part for feed in feeds for part in (option, str(feed)))


def read(feed: Path) -> list[Any]:
    """The stories' headlines, in any format; fails on what is not whole."""
    content = feed.read_text(encoding="utf-8")
    match feed.suffix:
        case ".json":
            return [story["headline"] for story in json.loads(content)]
        case ".csv":
            with feed.open(encoding="utf-8", newline="") as file:
                return [row["headline"] for row in csv.DictReader(file, strict=True)]
        case ".xml":
            return [item.findtext("headline") for item in ElementTree.fromstring(content)]
        case _:
            assert not content or content.endswith("\n")
            return [json.loads(line)["headline"] for line in content.splitlines()]


def start(crawl: Crawler, origin: str, *feeds: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        crawl.command("max_depth=3", options=options("-O", *feeds)),
        cwd=ROOT,
        env=crawl.environment(origin),
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not (crawl.folder / "mine.jsonl.part").exists():
        assert time.monotonic() < deadline and process.poll() is None, "no story was written"
        time.sleep(0.02)
    time.sleep(0.5)
    return process


# What stays, what is replaced


def test_nothing_found_leaves_every_file_and_says_so(crawl: Crawler, tmp_path: Path) -> None:
    uri = tmp_path / "by uri.jsonl"
    link, linked = tmp_path / "link.jsonl", tmp_path / "linked.jsonl"
    link.symlink_to(linked)
    feeds = [*named(tmp_path), uri, linked]
    for feed in feeds:
        feed.write_text(YESTERDAY)
    asked = options("-O", *named(tmp_path), uri.as_uri(), link)
    with running(*SITE) as site:
        done = crawl(site.origin, *NOTHING, options=asked)
        assert done.status == 0, done.log
        assert [feed.read_text() for feed in feeds] == [YESTERDAY] * len(feeds)
        for feed in (*named(tmp_path), uri.as_uri(), link):
            told = [line for line in done.log.splitlines() if f"{feed} was left as it was" in line]
            assert len(told) == 1 and "the crawl found no story" in told[0]
        (tmp_path / "mine.csv").chmod(0o600)
        done = crawl(site.origin, "max_depth=0", options=asked)
    assert done.status == 0, done.log
    assert [len(read(feed)) for feed in feeds] == [20] * len(feeds)
    assert link.is_symlink()
    assert (tmp_path / "mine.csv").stat().st_mode & 0o777 == 0o600
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("why", ["no network", "store in use", "unknown section"])
def test_a_crawl_that_cannot_run_leaves_every_file(
    why: str, crawl: Crawler, tmp_path: Path
) -> None:
    feeds = [feed for feed in named(tmp_path) if feed.suffix != ".csv"]
    for feed in feeds:
        feed.write_text(YESTERDAY)
    lock = Lock(tmp_path / "store.sqlite", "now") if why == "store in use" else None
    asked = ("max_depth=0", *(["sections=Nowhere"] if why == "unknown section" else []))
    with running(*SITE) as site:
        origin = f"http://127.0.0.1:{closed_port()}" if why == "no network" else site.origin
        done = crawl(origin, *asked, options=options("-O", *named(tmp_path)))
    if lock is not None:
        lock.release()
    assert done.status == {"no network": 3, "store in use": 4, "unknown section": 2}[why]
    assert [feed.read_text() for feed in feeds] == [YESTERDAY] * len(feeds)
    assert done.log.count("was left as it was: the crawl found no story") == len(feeds)
    assert not (tmp_path / "mine.csv").exists()
    assert "mine.csv was not made" in done.log


def test_where_nothing_was_nothing_found_is_an_empty_feed(crawl: Crawler, tmp_path: Path) -> None:
    with running(*SITE) as site:
        done = crawl(site.origin, *NOTHING, options=options("-O", *named(tmp_path)))
        again = crawl(site.origin, *NOTHING, options=options("-o", tmp_path / "mine.csv"))
    assert done.status == again.status == 0, done.log
    assert [read(feed) for feed in named(tmp_path)] == [[]] * 4
    with (tmp_path / "mine.csv").open(newline="") as file:
        assert list(csv.reader(file)) == [list(COLUMNS)]


def test_a_kill_leaves_the_file_of_yesterday(crawl: Crawler, tmp_path: Path) -> None:
    for feed in named(tmp_path):
        feed.write_text(YESTERDAY)
    with running("--stories", "3000", "--languages", "en") as site:
        process = start(crawl, site.origin, *named(tmp_path))
        process.kill()
        process.communicate(timeout=60)
        assert [feed.read_text() for feed in named(tmp_path)] == [YESTERDAY] * 4
        done = crawl(site.origin, "max_stories=20", options=options("-O", *named(tmp_path)))
    assert done.status == 0 and done.stats["finish_reason"] == "max_stories", done.log
    found = [read(feed) for feed in named(tmp_path)]
    assert len(found[0]) >= 20 and all(headlines == found[0] for headlines in found)
    assert not list(tmp_path.glob("*.part"))


def test_ctrl_c_loses_neither_what_was_there_nor_what_was_found(
    crawl: Crawler, tmp_path: Path
) -> None:
    """What was found takes the file's name only where there was none."""
    new = named(tmp_path / "new")
    for feed in named(tmp_path):
        feed.write_text(YESTERDAY)
    with running("--stories", "3000", "--languages", "en") as site:
        process = start(crawl, site.origin, *named(tmp_path), *new)
        process.send_signal(signal.SIGINT)
        _, log = process.communicate(timeout=60)
        done = crawl.result(process.returncode, log)
        after = crawl(site.origin, "max_stories=5")
    assert [feed.read_text() for feed in named(tmp_path)] == [YESTERDAY] * 4
    found = done.stats["item_scraped_count"]
    for feed, fresh in zip(named(tmp_path), new, strict=True):
        part = feed.with_name(f"{feed.name}.part")
        whole = part.rename(tmp_path / f"found{feed.suffix}")
        assert len(read(whole)) == len(read(fresh)) == found > 0
        assert f"{feed} was left as it was" in log and str(part) in log
    assert "Traceback" not in log
    assert after.stats.get("dw/stories/known", 0) == 0  # a part gives way to the next


def test_packed_feeds_and_batches_are_replaced_whole(crawl: Crawler, tmp_path: Path) -> None:
    packed, batch = tmp_path / "mine.jsonl.gz", tmp_path / "batch-%(batch_id)d.jsonl"
    packed.write_text(YESTERDAY)
    feeds = {
        str(packed): {
            "format": "jsonlines",
            "overwrite": True,
            "postprocessing": ["scrapy.extensions.postprocessing.GzipPlugin"],
        },
        str(batch): {"format": "jsonlines", "overwrite": True, "batch_item_count": 8},
        str(tmp_path / "%(started)s-%(time)s.json"): {"format": "json", "overwrite": True},
    }
    with running(*SITE) as site:
        settings = (f"FEEDS={json.dumps(feeds)}",)
        empty = crawl(site.origin, *NOTHING, settings=settings)
        assert packed.read_text() == YESTERDAY and empty.status == 0, empty.log
        for timed in tmp_path.glob("20*.json"):
            timed.unlink()
        done = crawl(site.origin, "max_depth=0", settings=settings)
    assert done.status == 0, done.log
    assert len(gzip.decompress(packed.read_bytes()).splitlines()) == 20
    assert [len(read(tmp_path / f"batch-{n}.jsonl")) for n in (1, 2, 3)] == [8, 8, 4]
    assert [len(read(timed)) for timed in tmp_path.glob("20*.json")] == [20]
    assert all(f"batch-{n}.jsonl" in summary_of(done) for n in (1, 2, 3))


# What is appended to


def test_appending_goes_on_with_what_is_there(crawl: Crawler, tmp_path: Path) -> None:
    lines, table = named(tmp_path, "jsonl", "csv")
    with running(*SITE) as site:
        for _ in range(2):
            done = crawl(site.origin, "max_depth=0", options=options("-o", lines, table))
            assert done.status == 0, done.log
        assert len(read(lines)) == len(read(table)) == 40
        lines.write_bytes(lines.read_bytes()[:-200])  # as a kill leaves it
        done = crawl(site.origin, "max_depth=0", options=options("-o", lines))
    assert done.status == 0 and "the last line is incomplete" in done.log
    assert len(lines.read_text().splitlines()) == 60
    assert sum(is_json(line) for line in lines.read_text().splitlines()) == 59


def is_json(line: str) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def test_what_cannot_be_appended_to_is_refused(crawl: Crawler, tmp_path: Path) -> None:
    contents = {
        "a.json": "[]",
        "b.xml": "<items></items>",
        "c.csv": "id,title\r\n1,x\r\n",
        "d.csv": ",".join(COLUMNS) + "\r\n1,x",
        "e.csv": "\0\xff",
    }
    feeds = [tmp_path / name for name in contents]
    for feed in feeds:
        feed.write_bytes(contents[feed.name].encode("latin-1"))
    with running(*SITE) as site:
        done = crawl(site.origin, options=options("-o", *feeds))
        assert site.requests()["requests"] == {}
    assert done.status == 2 and "Traceback" not in done.log
    assert [feed.read_bytes().decode("latin-1") for feed in feeds] == [*contents.values()]
    told = [line for line in done.log.splitlines() if line.startswith("scrapy crawl dw: ")]
    assert len(told) == 5
    for feed, line in zip(feeds, told, strict=True):
        assert str(feed) in line
    assert all("-O" in line and ".jsonl" in line for line in told[:2])
    assert "columns" in told[2] and "last row" in told[3] and "columns" in told[4]


# What is refused


def test_what_cannot_be_written_is_refused_a_line_each(crawl: Crawler, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "without").mkdir()
    (tmp_path / "without/boto3.py").write_text("raise ImportError('not installed')")
    wrong = {
        f"{tmp_path}/d.jsonl/": "folder",
        f"{tmp_path}/folder.jsonl": "folder",
        f"{tmp_path}/file/x.jsonl": "is a file, not a folder",
        f"{tmp_path}/file/x/y/%(time)s.jsonl": "is a file, not a folder",
        "/proc/no/x.jsonl": "nothing can be written in /proc",
        f"{tmp_path}/{'x' * 300}.jsonl": "too long",
        "gs://bucket/x.jsonl": "google-cloud-storage",
        "s3://user:secret@bucket/x.jsonl": "boto3",
        "s3:///x.jsonl": "host",
        "ftp://host:port/x.jsonl": "it is not a URL",
        "gopher://host/x.jsonl": "is not a place for a feed",
    }
    process = subprocess.run(
        crawl.command(options=options("-O", *wrong)),
        cwd=ROOT,
        env={
            **crawl.environment("http://127.0.0.1:9"),
            "PYTHONPATH": str(tmp_path / "without"),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    told = process.stderr.splitlines()
    assert process.returncode == 2 and "Traceback" not in process.stderr
    assert "secret" not in process.stderr
    for uri, why in wrong.items():
        shown = uri.replace("user:secret@", "")
        assert [line for line in told if f" {shown}: " in line and why in line], (uri, told)
    assert not (tmp_path / "store.sqlite").exists()


@pytest.mark.parametrize("ending", ["pickle", "marshal", "avro"])
def test_a_format_that_cannot_be_written_is_refused(
    ending: str, crawl: Crawler, tmp_path: Path
) -> None:
    done = crawl("http://127.0.0.1:9", options=options("-O", tmp_path / f"mine.{ending}"))
    assert done.status == 2 and "Traceback" not in done.log
    assert repr(ending) in done.log and "jsonl" in done.log


@pytest.mark.parametrize(
    ("name", "value", "feed", "told"),
    [
        ("FEED_EXPORT_FIELDS", "id,headlin", "mine.jsonl", "did you mean headline?"),
        ("FEED_EXPORT_FIELDS", "id, headline", "mine.jsonl", "known are schema_version, "),
        ("FEED_EXPORT_FIELDS", '{"id":"x","url":"x"}', "mine.csv", "2 columns are named 'x'"),
        ("FEED_EXPORT_FIELDS", "5", "mine.csv", "FEED_EXPORT_FIELDS"),
        ("FEED_EXPORT_FIELDS", "id", "", "has all fields"),
        ("FEED_EXPORT_ENCODING", "latin-1", "mine.jsonl", "utf-8, ascii"),
        ("FEED_EXPORT_ENCODING", "klingon", "mine.json", "'klingon' is not possible for json"),
        ("FEED_EXPORT_ENCODING", "ascii", "mine.csv", "utf-8-sig"),
        ("FEED_EXPORT_ENCODING", "ascii", "", "is UTF-8"),
        ("FEED_EXPORT_INDENT", "wide", "mine.json", "a whole number"),
        ("FEED_EXPORT_INDENT", "-1", "mine.json", "a whole number"),
        ("FEED_EXPORT_INDENT", "2", "", "has a line a story"),
        ("FEED_EXPORT_BATCH_ITEM_COUNT", "1.5", "mine.json", "a whole number"),
        ("FEED_STORE_EMPTY", "maybe", "mine.json", "True or False"),
        ("FEEDS", '{"mine.jsonl": 1}', "", "are not an object"),
        ("FEEDS", '{"mine.jsonl": {"postprocessing": ["no.Such"]}}', "", "cannot be loaded"),
        ("FEEDS", '{"x.jsonl": {}, "./x.jsonl": {}}', "", "two feeds cannot go to the same file"),
        ("FEED_EXPORTERS", '{"own": "no.Such"}', "mine.own", "'own' is not a feed format"),
    ],
)
def test_settings_of_feeds_are_refused(name: str, value: str, feed: str, told: str) -> None:
    settings = Settings({"FEEDS": {feed: {"overwrite": True}}} if feed else {})
    settings.setmodule("dwcrawler.settings")
    settings.set(name, value, priority="cmdline")
    (line,) = wrong_feeds(settings)
    assert told in line


def test_a_setting_of_feeds_is_refused_before_a_crawl(crawl: Crawler) -> None:
    asked = options("-O", crawl.folder / "mine.jsonl")
    done = crawl("http://127.0.0.1:9", settings=("FEED_EXPORT_FIELDS=headlin",), options=asked)
    told = [line for line in done.log.splitlines() if line.startswith("scrapy crawl dw: ")]
    assert done.status == 2 and len(told) == 1 and "did you mean headline?" in told[0]


def test_a_placeholder_that_has_no_value_is_refused(crawl: Crawler, tmp_path: Path) -> None:
    with running(*SITE) as site:
        done = crawl(site.origin, options=options("-O", tmp_path / "%(nothing)s.jsonl"))
    assert done.status == 2 and "Traceback" not in done.log, done.log
    assert "'nothing'" in done.log


# What fails at the end, or in the midst


def summary_of(done: Crawl) -> str:
    return done.log.rpartition("Summary of the crawl")[2]


def test_a_server_that_cannot_be_reached(crawl: Crawler, tmp_path: Path) -> None:
    uri = f"ftp://user:secret@127.0.0.1:{closed_port()}/stories.jsonl"
    good = tmp_path / "mine.json"
    with running(*SITE) as site:
        done = crawl(site.origin, "max_depth=0", options=options("-O", uri, good))
        after = crawl(site.origin, "max_depth=0")
    assert done.status == 5 and done.stats["finish_reason"] == "feed_failed", done.log
    errors = [line for line in done.log.splitlines() if " ERROR: " in line]
    assert len(errors) == 2 and "stories.jsonl" in errors[0] and "refused" in errors[0]
    assert "Traceback" not in done.log and "secret" not in done.log
    assert f"  feed                {good}\n" in summary_of(done)
    assert "ftp://" not in summary_of(done)
    (unsent,) = tmp_path.glob("unsent-*")
    assert read(unsent) == read(good) and len(read(good)) == 20
    assert str(unsent) in errors[1] and str(unsent) in summary_of(done)
    assert len(after.ids) == 20  # the store learned of nothing


def test_an_exporter_that_fails_ends_the_crawl(crawl: Crawler, tmp_path: Path) -> None:
    module = tmp_path / "own_exporter.py"
    module.write_text(
        "from dwcrawler.components.exporters import StoryLinesExporter\n"
        "class Failing(StoryLinesExporter):\n"
        "    count = 0\n"
        "    def export_item(self, item):\n"
        "        self.count += 1\n"
        "        if self.count == 3: raise TypeError('not like this')\n"
        "        super().export_item(item)\n"
    )
    feed = tmp_path / "mine.own"
    feed.write_text(YESTERDAY)
    environment = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(tmp_path)
    try:
        with running("--stories", "400", "--languages", "en") as site:
            done = crawl(
                site.origin,
                "max_depth=3",
                settings=('FEED_EXPORTERS={"own": "own_exporter.Failing"}',),
                options=options("-O", feed),
            )
    finally:
        os.environ.pop("PYTHONPATH")
        if environment is not None:
            os.environ["PYTHONPATH"] = environment
    assert done.status == 5 and done.stats["finish_reason"] == "feed_failed", done.log
    assert "TypeError: not like this" in done.log and "Traceback" not in done.log
    assert feed.read_text() == YESTERDAY
    assert "  feed  " not in summary_of(done)


# Standard output, encodings


@pytest.mark.parametrize("option", ["-o", "-O"])
def test_a_dash_is_json_lines_to_standard_output(option: str, crawl: Crawler) -> None:
    with running(*SITE) as site:
        done = crawl(site.origin, "max_depth=0", options=(option, "-"))
    assert done.status == 0 and "overwrit" not in done.log, done.log
    lines = [json.loads(line) for line in done.printed.splitlines()]
    assert len(lines) == 20 and all(list(line) == list(COLUMNS) for line in lines)


def test_encodings_are_obeyed(crawl: Crawler, tmp_path: Path) -> None:
    own, ascii_only = named(tmp_path, "jsonl"), named(tmp_path, "json", "xml")
    escaped, wide = tmp_path / "ascii.jsonl", tmp_path / "wide.csv"
    feeds: dict[str, Any] = {str(feed): {"encoding": "ascii"} for feed in (*ascii_only, escaped)}
    feeds[str(own[0])] = {"encoding": "utf-8"}
    feeds[str(wide)] = {"encoding": "utf-16"}
    for options_ in feeds.values():
        options_["overwrite"] = True
    feeds[str(ascii_only[0])]["indent"] = 2
    with running("--stories", "40", "--languages", "ar") as site:
        done = crawl(
            site.origin, "languages=ar", "max_depth=0", settings=(f"FEEDS={json.dumps(feeds)}",)
        )
    assert done.status == 0, done.log
    headlines = read(own[0])
    assert headlines and not own[0].read_bytes().isascii()
    for feed in (*ascii_only, escaped):
        assert feed.read_bytes().isascii() and read(feed) == headlines
    assert b"\n  {\n" in ascii_only[0].read_bytes() or b'\n{\n  "' in ascii_only[0].read_bytes()
    with wide.open(encoding="utf-16", newline="") as file:
        assert [row["headline"] for row in csv.DictReader(file)] == headlines
