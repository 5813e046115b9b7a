"""DW_WARC: a crawl's exchanges as WARC, which others read and which give the same stories again."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from dwcrawler.minisite.process import running
from dwcrawler.warc.files import WarcFiles
from tests.archive.commands import archive, rows_of, without_provenance
from tests.archive.programs import pywb, run
from tests.crawls import ROOT, Crawl, Crawler

SITE = ("--stories", "80", "--languages", "en,de")
ASKED = ("languages=en,de",)


def warcs(folder: Path) -> list[Path]:
    return sorted((folder / "warc").glob("*.warc.gz"))


def crawled(folder: Path, origin: str, *settings: str, arguments: tuple[str, ...] = ASKED) -> Crawl:
    folder.mkdir(exist_ok=True)
    chosen = (f"DW_WARC={folder / 'warc'}", *settings)
    done = Crawler(folder)(origin, *arguments, settings=chosen)
    assert done.status == 0, done.log
    return done


def types_of(files: list[Path]) -> list[str]:
    return [
        str(record.record_type)
        for file in files
        for record in ArchiveIterator(str(file), parse_http=False, fsspec_args=False)
    ]


@pytest.fixture(scope="module")
def crawl_and_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Crawl, Path]:
    folder = tmp_path_factory.mktemp("crawl")
    with running(*SITE) as site:
        return crawled(folder, site.origin), folder


def test_the_same_stories_come_out_of_it(
    crawl_and_folder: tuple[Crawl, Path], tmp_path: Path
) -> None:
    """Field by field, but for how each line came to be."""
    crawl, folder = crawl_and_folder
    feed = tmp_path / "stories.jsonl"
    done = archive(folder / "warc", "-o", feed)
    assert done.returncode == 0, done.stderr
    found = {row["id"]: row for row in rows_of(feed)}
    assert len(found) == len(crawl.rows) > 60
    for row in crawl.rows:
        theirs = found.pop(row["id"])
        assert without_provenance(theirs) == without_provenance(row)
        assert theirs["provenance"]["crawled_at"] == row["provenance"]["crawled_at"]


def test_other_programs_accept_it(crawl_and_folder: tuple[Crawl, Path], tmp_path: Path) -> None:
    crawl, folder = crawl_and_folder
    (file,) = warcs(folder)
    run("warcio", "check", file)
    packed = tmp_path / "crawl.wacz"
    run("wacz", "create", "-o", packed, file)
    done = archive(packed, "-o", tmp_path / "stories.jsonl")
    assert done.returncode == 0, done.stderr
    assert len(rows_of(tmp_path / "stories.jsonl")) == len(crawl.rows)
    article = next(row for row in crawl.rows if row["type"] == "article")
    with (
        pywb(tmp_path / "pywb", [file]) as origin,
        urlopen(f"{origin}/dw/mp_/{article['url']}", timeout=20) as answer,
    ):
        page = answer.read().decode()
    assert article["headline"] in page


def test_what_stands_in_it(crawl_and_folder: tuple[Crawl, Path]) -> None:
    """Each exchange, robots.txt too, and who asked; nothing that is secret."""
    crawl, folder = crawl_and_folder
    (file,) = warcs(folder)
    types = types_of([file])
    assert types[0] == "warcinfo"
    assert types.count("response") == types.count("request") == crawl.stats["dw/warc/exchanges"]
    records = list(ArchiveIterator(str(file), fsspec_args=False))
    asked = [record.headers.get("WARC-Target-URI") for record in records]
    assert "https://www.dw.com/robots.txt" in asked
    assert all(url is None or url.startswith("https://") for url in asked)
    request = next(one for one in records if one.record_type == WarcRecordType.request)
    told = request.http_headers.to_dict()
    assert told["Host"] == "www.dw.com" and "dwcrawler/" in told["User-Agent"]
    assert crawl.stats["dw/warc/bytes"] == pytest.approx(file.stat().st_size, abs=1000)


def test_what_did_not_change_is_kept_once(tmp_path: Path) -> None:
    with running(*SITE) as site:
        first = crawled(tmp_path, site.origin)
        before = sum(file.stat().st_size for file in warcs(tmp_path))
        changed = next(row["id"] for row in first.rows if row["type"] == "article")
        site.edit(changed)
        (tmp_path / "store.sqlite").unlink()  # so that all is asked for again
        for feed in tmp_path.glob("dw-*.jsonl"):
            feed.unlink()
        crawled(tmp_path, site.origin)
    one, two = warcs(tmp_path)
    types = types_of([two])
    assert types.count("revisit") > 60 and 1 <= types.count("response") < 20
    assert two.stat().st_size < before / 4
    run("warcio", "check", two)
    done = archive(one, two, "-o", tmp_path / "stories.jsonl")
    assert done.returncode == 0, done.stderr
    revisions = [row["id"] for row in rows_of(tmp_path / "stories.jsonl") if row["revision"] == 2]
    assert revisions == [changed]


def test_large_files_are_divided(tmp_path: Path) -> None:
    with running("--stories", "250", "--languages", "en") as site:
        crawl = crawled(tmp_path, site.origin, "DW_WARC_MB=1", arguments=("languages=en",))
    files = warcs(tmp_path)
    assert len(files) > 1 and all(file.stat().st_size < 1_000_000 for file in files)
    assert all(types_of([file])[0] == "warcinfo" for file in files)
    done = archive(tmp_path / "warc", "-o", tmp_path / "stories.jsonl")
    assert len(rows_of(tmp_path / "stories.jsonl")) == len(crawl.rows), done.stderr


@pytest.mark.parametrize(
    "times", [pytest.param(2, id="2 kills"), pytest.param(12, marks=pytest.mark.long)]
)
def test_a_killed_crawl_leaves_whole_records(times: int, tmp_path: Path) -> None:
    """And the crawls together leave all that the feeds have."""
    with running("--stories", "200", "--languages", "en", "--latency", "5") as site:
        crawler = Crawler(tmp_path)
        settings = (f"DW_WARC={tmp_path / 'warc'}", "DW_SYNC_SECONDS=0.2")
        for n in range(times):
            command = crawler.command("languages=en", settings=settings)
            process = subprocess.Popen(
                command, cwd=ROOT, env=crawler.environment(site.origin),
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
            sizes = 0
            deadline = time.monotonic() + 30
            while sizes < 100_000 and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.02 + 0.01 * n)
                parts = (tmp_path / "warc").glob("*.part")
                sizes = sum(part.stat().st_size for part in parts)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        last = crawled(tmp_path, site.origin, arguments=("languages=en",))
    assert "recovered from a crawl that was killed" in last.log
    files = warcs(tmp_path)
    assert not list((tmp_path / "warc").glob("*.part"))
    for file in files:
        run("warcio", "check", file)
    feed = tmp_path / "stories.jsonl"
    done = archive(tmp_path / "warc", "-o", feed)
    assert done.returncode == 0, done.stderr
    found = {row["id"] for row in rows_of(feed)}
    assert found >= {row["id"] for row in last.rows}, done.stdout + done.stderr


def test_two_crawls_of_one_second_have_files_of_their_own(tmp_path: Path) -> None:
    """Whose names all end as those of archives do."""
    for n in range(3):
        files = WarcFiles(tmp_path, "2026-01-01T00-00-00Z", 10**6, lambda name: name.encode())
        files.append(b"%d" % n)
        if n < 2:
            files.close()
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [
        "dw-2026-01-01T00-00-00Z-00001.warc.gz",
        "dw-2026-01-01T00-00-00Z-00002.warc.gz",
        "dw-2026-01-01T00-00-00Z-00003.warc.gz.part",
    ]
    files.close()


def test_rendered_pages_are_kept_as_a_browser_showed_them(tmp_path: Path) -> None:
    few = ("--stories", "4", "--languages", "en")
    with running(*few, "--layout", "shell", "--robots", "no-api") as site:
        crawl = crawled(tmp_path, site.origin, arguments=("languages=en", "render=auto"))
    assert any(row["provenance"]["rendered"] for row in crawl.rows), crawl.log
    assert "resource" in types_of(warcs(tmp_path))
    feed = tmp_path / "stories.jsonl"
    archive(tmp_path / "warc", "-o", feed)
    found = {row["id"]: without_provenance(row) for row in rows_of(feed)}
    assert found == {row["id"]: without_provenance(row) for row in crawl.rows}


def test_a_folder_that_cannot_be_written_ends_the_crawl(tmp_path: Path) -> None:
    (tmp_path / "warc").mkdir()
    (tmp_path / "warc/captures.sqlite").mkdir()
    with running("--stories", "10") as site:
        crawl = Crawler(tmp_path)(site.origin, settings=(f"DW_WARC={tmp_path / 'warc'}",))
    assert crawl.status not in (0, None)
    assert re.search(r"The crawl ends, because DW_WARC cannot be written: .+", crawl.log)
    assert "Traceback" not in crawl.log


def test_a_damaged_index_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "warc").mkdir()
    (tmp_path / "warc/captures.sqlite").write_bytes(b"this is no index" * 100)
    with running("--stories", "10", "--languages", "en") as site:
        crawl = crawled(tmp_path, site.origin, arguments=("languages=en",))
    assert "captures.sqlite is damaged" in crawl.log
