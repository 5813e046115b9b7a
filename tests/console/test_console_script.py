"""`dwcrawler`: Scrapy's command line with this project's settings, in any folder."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import scrapy as scrapy_library

from dwcrawler import __version__
from dwcrawler.minisite.process import RunningSite, running
from tests.commands.scrapy import dwcrawler, scrapy, served
from tests.crawls import FAST, ROOT

NOBODY = "http://127.0.0.1:9"  # the discard port: nothing may be asked there
STORIES = 12
QUICKLY = tuple(word for setting in FAST for word in ("-s", setting))


@pytest.fixture(scope="module")
def site() -> Iterator[RunningSite]:
    with running("--stories", str(STORIES), "--languages", "en") as site:
        yield site


def _rows(folder: Path) -> list[dict[str, object]]:
    feeds = sorted((folder / "output").rglob("dw-*.jsonl"))
    return [json.loads(line) for feed in feeds for line in feed.read_text().splitlines()]


def _one_line(done: subprocess.CompletedProcess[str]) -> str:
    """What is wrong is told in one line on standard error; Scrapy may have logged that it began."""
    assert done.stdout == ""
    (line,) = [line for line in done.stderr.splitlines() if "[scrapy.utils.log] INFO" not in line]
    return line


def test_a_crawl_without_a_name_is_one_of_dw(site: RunningSite, tmp_path: Path) -> None:
    done = dwcrawler("crawl", *QUICKLY, cwd=tmp_path, DW_MIRROR=site.origin)
    assert done.returncode == 0, done.stderr
    assert len(_rows(tmp_path)) == STORIES
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_scrapy_crawl_in_the_project_needs_no_name_either(
    site: RunningSite, tmp_path: Path
) -> None:
    folder = ("-s", f"DW_OUTPUT_DIR={tmp_path / 'output'}")
    done = scrapy("crawl", "-a", "max_stories=3", *QUICKLY, *folder, DW_MIRROR=site.origin)
    assert done.returncode == 0 and len(_rows(tmp_path)) == 3, done.stderr


@pytest.mark.parametrize("damage", ["[settings]\ndefault = other.settings\n", "no section = 1\n"])
def test_a_folder_of_another_project_changes_nothing(
    damage: str, site: RunningSite, tmp_path: Path
) -> None:
    (tmp_path / "scrapy.cfg").write_text(damage)
    (tmp_path / "other").mkdir()
    (tmp_path / "other/__init__.py").touch()
    (tmp_path / "other/settings.py").write_text("SPIDER_MODULES = []\nBOT_NAME = 'other'\n")
    inner = tmp_path / "deep"
    inner.mkdir()
    limit = ("-a", "max_stories=2", *QUICKLY)
    done = dwcrawler("crawl", *limit, cwd=inner, DW_MIRROR=site.origin)
    assert done.returncode == 0 and len(_rows(inner)) == 2, done.stderr


OWN_SETTINGS = """
from dwcrawler.settings import *

DW_OUTPUT_DIR = "stories"
ITEM_PIPELINES = {**ITEM_PIPELINES, "mine.Sentences": 650}


class Sentences:
    def process_item(self, item):
        item.extra["sentences"] = item.text.count(".")
        return item
"""


def test_settings_of_the_users_own_build_on_ours(site: RunningSite, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(OWN_SETTINGS)
    own = {"SCRAPY_SETTINGS_MODULE": "mine", "DW_MIRROR": site.origin}
    done = dwcrawler("crawl", "-a", "max_stories=2", *QUICKLY, cwd=tmp_path, **own)
    assert done.returncode == 0, done.stderr
    (feed,) = (tmp_path / "stories").rglob("dw-*.jsonl")
    rows = [json.loads(line) for line in feed.read_text().splitlines()]
    assert len(rows) == 2 and all("sentences" in row["extra"] for row in rows)
    assert not (tmp_path / "output").exists()


def test_settings_of_another_project_are_told_and_not_used(tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text("BOT_NAME = 'other'\n")
    done = dwcrawler("list", cwd=tmp_path, SCRAPY_SETTINGS_MODULE="other")
    assert done.returncode == 0 and done.stdout == "dw\n"
    (line,) = done.stderr.splitlines()
    assert "SCRAPY_SETTINGS_MODULE=other is not used" in line
    assert "from dwcrawler.settings import *" in line


@pytest.mark.parametrize(
    ("module", "told"),
    [
        ("none.settings", "No module named 'none'"),
        ("broken", "SyntaxError"),
        ("failing", "ZeroDivisionError: division by zero"),
        ("..", ""),
    ],
)
def test_settings_that_cannot_be_imported_are_refused(
    module: str, told: str, tmp_path: Path
) -> None:
    (tmp_path / "broken.py").write_text("from dwcrawler.settings import (\n")
    (tmp_path / "failing.py").write_text("DW_SYNC_LINES = 1 / 0\n")
    done = dwcrawler("crawl", cwd=tmp_path, SCRAPY_SETTINGS_MODULE=module, DW_MIRROR=NOBODY)
    line = _one_line(done)
    assert done.returncode == 2 and line.startswith("dwcrawler: SCRAPY_SETTINGS_MODULE=")
    assert told in line and list(tmp_path.rglob("output")) == []


def test_scrapys_cache_is_in_the_folder(site: RunningSite, tmp_path: Path) -> None:
    """Scrapy switches it off where it finds no scrapy.cfg."""
    cached = ("-a", "revisit=always", "-s", "HTTPCACHE_ENABLED=1", *QUICKLY)
    for _ in range(2):
        site.forget()
        done = dwcrawler("crawl", *cached, cwd=tmp_path, DW_MIRROR=site.origin)
        assert done.returncode == 0, done.stderr
    assert set(site.requests()["requests"]) <= {"robots"}
    assert (tmp_path / ".scrapy/httpcache/dw").is_dir()


def test_help_shows_our_commands_first(tmp_path: Path) -> None:
    for command in ((), ("--help",)):
        done = dwcrawler(*command, cwd=tmp_path)
        assert done.returncode == 0 and done.stderr == ""
        names = re.findall(r"^  (\w+) +[A-Z]", done.stdout, re.MULTILINE)
        ours = [name for name in names if name in ("crawl", "extract", "minisite")]
        assert names[:2] == ours[:2] == ["crawl", "extract"]
        assert names.index("minisite") < names.index("bench")
        assert sorted(set(names)) == sorted(names)
        assert "scrapy " not in done.stdout and "dwcrawler crawl -a" in done.stdout
    listed = set(re.findall(r"^  (\w+) ", scrapy("-h").stdout, re.MULTILINE)) - {"scrapy"}
    assert set(names) == listed


def test_help_of_a_command_says_dwcrawler(tmp_path: Path) -> None:
    for name in ("crawl", "minisite", "genspider"):
        done = dwcrawler(name, "--help", cwd=tmp_path)
        assert done.returncode == 0 and f"  dwcrawler {name}" in done.stdout
        assert not re.search(r"\bscrapy (?!\d)[a-z]", done.stdout), done.stdout
    assert dwcrawler("help", "genspider", cwd=tmp_path).stdout == done.stdout
    shown = dwcrawler("crawl", "--help", cwd=tmp_path).stdout
    assert "\n  max_stories " in shown and "\nExit status\n" in shown


def test_versions(tmp_path: Path) -> None:
    versions = f"dwcrawler {__version__}\nScrapy {scrapy_library.__version__}\n"
    assert dwcrawler("--version", cwd=tmp_path).stdout == versions
    assert "lxml" in dwcrawler("version", "-v", cwd=tmp_path).stdout
    assert scrapy("version").stdout == versions.partition("\n")[2]


WRONG = {
    ("crwal",): "dwcrawler: there is no command crwal; did you mean crawl?",
    ("dw",): "did you mean crawl dw?",
    ("-a", "max_stories=5", "crawl"): "The command comes first, as in: dwcrawler crawl -a",
    ("--languages",): "--languages: there is no such option",
    ("crawl", "languages=de"): "dwcrawler crawl dw -a languages=de",
    ("crawl", "https://p.dw.com/p/4Xg9W"): "dwcrawler crawl dw -a urls=https://p.dw.com/p/4Xg9W",
    ("crawl", "guardian"): "dwcrawler crawl guardian: there is no spider guardian (known: dw)",
    ("crawl", "-a", "lenguages=de"): "dwcrawler crawl dw: lenguages: there is no such argument",
    ("crawl", "-s", "TWISTED_REACTOR_ENABLED=0"): "a process beside it: dwcrawler crawl dw",
    ("crawl", "-L"): "dwcrawler crawl: argument -L/--loglevel: expected one argument",
    ("extract",): "dwcrawler extract: no PATH given",
    ("extract", "--all", "page.html"): "dwcrawler extract: --all: there is no such option",
    ("fetch",): "dwcrawler fetch: arguments are missing, or too many; usage: dwcrawler fetch [",
    ("fetch", "--spider", "none", NOBODY): "dwcrawler fetch: Spider not found: none",
    ("fetch", "-s", "CONCURRENT_REQUESTS=two", NOBODY): "CONCURRENT_REQUESTS: 'two'",
    ("fetch", "-L", "LOUD", NOBODY): "dwcrawler fetch: LOG_LEVEL: 'LOUD'",
    ("runspider", "broken.py"): "dwcrawler runspider: SyntaxError: '(' was never closed",
    ("settings", "--getint", "BOT_NAME"): "dwcrawler settings: ValueError: invalid literal",
    ("shell", "--nolog", "-c", "1 / 0"): "dwcrawler shell: ZeroDivisionError: division by zero",
    ("genspider", "mine", "www.dw.com"): "dwcrawler genspider: the spiders are an installed",
    ("genspider", "-t", "none", "a", "b"): "dwcrawler genspider --list",
    ("startproject", "mine", "/proc/none"): "dwcrawler startproject: /proc/none: ",
    ("list", "--pidfile", "/none/pid"): "dwcrawler list: /none/pid: No such file or directory",
}


@pytest.mark.parametrize("command", WRONG, ids=" ".join)
def test_what_is_wrong_is_one_line(command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("print(\n")
    done = dwcrawler(*command, cwd=tmp_path, DW_MIRROR=NOBODY)
    line = _one_line(done)
    assert done.returncode in (1, 2) and line.startswith("dwcrawler")
    assert WRONG[command] in line and "scrapy " not in line
    assert {path.name for path in tmp_path.iterdir()} == {"broken.py"}


def test_the_traceback_of_an_unknown_failure_is_shown_at_debug(tmp_path: Path) -> None:
    done = dwcrawler("shell", "-L", "DEBUG", "-c", "1 / 0", cwd=tmp_path)
    assert done.returncode == 1 and "Traceback" in done.stderr
    last = done.stderr.splitlines()[-1]
    assert last.startswith("dwcrawler shell: ZeroDivisionError")


def test_scrapys_commands_work_in_any_folder(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<title>First</title>")
    (tmp_path / "spider.py").write_text(
        "import scrapy\n\nclass Any(scrapy.Spider):\n    name = 'any'\n"
        "    async def start(self):\n        yield scrapy.Request(self.page)\n"
        "    def parse(self, response):\n        yield {'title': response.css('title::text').get()}\n"
    )
    with served(tmp_path) as origin:
        page = f"{origin}/page.html"
        assert "First" in dwcrawler("fetch", "--nolog", page, cwd=tmp_path).stdout
        code = ("-c", "response.css('title::text').get()")
        assert dwcrawler("shell", "--nolog", *code, page, cwd=tmp_path).stdout == "First\n"
        spider = ("runspider", "spider.py", "-O", "titles.jsonl")
        done = dwcrawler(*spider, "-a", f"page={page}", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        rows = (tmp_path / "titles.jsonl").read_text().splitlines()
        assert [json.loads(row) for row in rows] == [{"title": "First"}]
        assert dwcrawler("view", "--nolog", page, cwd=tmp_path, BROWSER="true").returncode == 0
    assert dwcrawler("settings", "--get", "BOT_NAME", cwd=tmp_path).stdout == "dwcrawler\n"
    assert "basic" in dwcrawler("genspider", "--list", cwd=tmp_path).stdout
    assert "parse" in dwcrawler("check", "--list", cwd=tmp_path).stdout
    assert dwcrawler("startproject", "mine", cwd=tmp_path).returncode == 0
    assert (tmp_path / "mine/scrapy.cfg").exists()


def test_a_site_that_cannot_be_reached_is_told_without_a_traceback(tmp_path: Path) -> None:
    for command in (("fetch",), ("shell", "-c", "response")):
        done = dwcrawler(*command, f"{NOBODY}/", "-s", "RETRY_TIMES=0", cwd=tmp_path)
        assert "Connection was refused" in done.stderr.replace("\n", " ")
        assert "Traceback" not in done.stderr, done.stderr


def _piped(command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A line of bash, in which `dwcrawler` is what it is on a path."""
    program = f'dwcrawler() {{ PYTHONPATH="{ROOT}" "{sys.executable}" -m dwcrawler "$@"; }}'
    return subprocess.run(
        ["bash", "-c", f"{program}; {command}"],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("command", ["list", "crawl --help"])
def test_a_reader_that_goes_away_is_no_error(command: str, tmp_path: Path) -> None:
    done = _piped(f"dwcrawler {command} | true; exit ${{PIPESTATUS[0]}}", tmp_path)
    assert done.returncode == 0 and done.stderr == ""
    done = _piped("dwcrawler extract none.html | true; exit ${PIPESTATUS[0]}", tmp_path)
    assert done.returncode == 1 and done.stderr.startswith("none.html: cannot be read")


def test_an_output_that_is_full_or_closed(tmp_path: Path) -> None:
    done = _piped("dwcrawler version -v > /dev/full", tmp_path)
    assert done.returncode == 1 and done.stderr == "dwcrawler version: No space left on device\n"
    assert _piped("dwcrawler --help >&-", tmp_path).stderr == ""
    assert _piped("dwcrawler crwal 2>&-", tmp_path).returncode == 2


def test_any_text_can_be_shown_in_any_encoding(tmp_path: Path) -> None:
    done = dwcrawler("extract", "--help", cwd=tmp_path, PYTHONIOENCODING="latin-1")
    assert done.returncode == 0 and done.stderr == "" and "PATH\\u2026" in done.stdout
    done = dwcrawler("حزمة", cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert done.returncode == 2 and "there is no command \\u062d" in done.stderr


def test_a_folder_that_takes_no_output_is_told(site: RunningSite) -> None:
    """As of a read-only medium; the right to write is no help for root's tests."""
    done = dwcrawler("crawl", "--nolog", cwd=Path("/proc"), DW_MIRROR=site.origin)
    line = _one_line(done)
    assert done.returncode == 5 and line.startswith("dwcrawler crawl dw: exit status 5")
    assert "output" in line and "cannot be used" in line


def test_ctrl_c_ends_quietly_at_any_moment(tmp_path: Path) -> None:
    """While Python imports Scrapy, before a crawl, and while a command waits for its input."""
    for command, pause in ((["list"], 0.0), (["crawl"], 0.4), (["extract", "-"], 2.0)):
        with subprocess.Popen(
            [sys.executable, "-c", _BEGUN, *command],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT), "PATH": "/bin", "DW_MIRROR": NOBODY},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "begun\n"
            time.sleep(pause)
            process.send_signal(signal.SIGINT)
            _, told = process.communicate(timeout=30)
            assert "Traceback" not in told and process.returncode == 130, (command, told)


# Says so when the program begins to import what it needs: what Python itself tells of Ctrl-C before
# that is not ours.
_BEGUN = """
import sys
from dwcrawler.__main__ import main

class Announcer:
    def find_spec(self, name, *rest):
        if name == "dwcrawler.commands.command_line":
            sys.meta_path.remove(self)
            print("begun", flush=True)

sys.meta_path.insert(0, Announcer())
raise SystemExit(main())
"""
