"""Whatever keeps a crawl from beginning is told in one line: on standard error and in the log."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.settings import Settings, default_settings

from dwcrawler import settings as project
from dwcrawler.configuration.setting_values import likely_misspelt, wrong_settings
from dwcrawler.minisite.process import running
from tests.commands.scrapy import scrapy
from tests.crawls import ROOT, Crawler

NOBODY = "http://127.0.0.1:9"  # the discard port: nothing may be asked there


def _settings(**changed: object) -> Settings:
    settings = Settings()
    settings.setmodule("dwcrawler.settings")
    settings.update(changed, priority="cmdline")
    return settings


def _of_kind(*kinds: type) -> list[str]:
    values = {**vars(default_settings), **vars(project)}
    return [name for name, value in values.items() if name.isupper() and type(value) in kinds]


def test_the_projects_own_settings_are_right() -> None:
    assert wrong_settings(_settings()) == []


@pytest.mark.parametrize("name", _of_kind(int, float, bool))
def test_every_number_and_every_yes_or_no_is_looked_at(name: str) -> None:
    """Scrapy's, all of them, and ours."""
    for value in ("many", "1 2", ""):
        (line,) = wrong_settings(_settings(**{name: value}))
        assert line.startswith(f"{name}: {value!r} is invalid: expected ")
    for value in ("1", 1):
        assert wrong_settings(_settings(**{name: value})) == []


@pytest.mark.parametrize("name", _of_kind(int, float))
def test_no_number_is_endless_and_few_are_negative(name: str) -> None:
    values = ("nan", "inf") if name.endswith(("PRIORITY", "_ADJUST", "_INDENT")) else ("-7", "nan")
    if name != "TELNETCONSOLE_ENABLED":  # a yes or no
        for value in values:
            assert wrong_settings(_settings(**{name: value}))


@pytest.mark.parametrize("name", [name for name in vars(project) if name.startswith("DW_")])
def test_every_setting_of_ours_has_a_rule(name: str) -> None:
    """Add it to `settings_model`: what is not there counts as misspelt."""
    assert wrong_settings(_settings(**{name: ["senseless"]})), name
    misspelt = name.replace("_", "__")
    (line,) = wrong_settings(_settings(**{misspelt: "1"}))
    assert line == f"{misspelt}: there is no such setting; did you mean {name}?"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONCURRENT_REQUESTS", "0"),
        ("CONCURRENT_REQUESTS_PER_DOMAIN", "0"),
        ("AUTOTHROTTLE_TARGET_CONCURRENCY", "0"),
        ("DOWNLOAD_TIMEOUT", "1m"),
        ("RETRY_TIMES", "2.5"),
        ("RETRY_HTTP_CODES", "500,5xx"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_LEVEL", "info"),
        ("LOG_FORMAT", "%(message"),
        ("LOG_ENCODING", "utf-nine"),
        ("JOBDIR", "jobs/dw"),
        ("TWISTED_REACTOR_ENABLED", "0"),
        ("TWISTED_REACTOR", "twisted.internet.selectreactor.SelectReactor"),
        ("DW_OUTPUT_DIR", ""),
        ("DW_OUTPUT_DIR", "/dev/null"),
        ("DW_STATS_FILE", "/dev"),
        ("DW_STATS_FILE", "/none/there/stats.json"),
        ("DW_CONTACT", "me\r\nX-Header: of mine"),
        ("DW_MIRROR", "http://127.0.0.1:port"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(name: str, value: str) -> None:
    (line,) = wrong_settings(_settings(**{name: value}))
    assert line.startswith(f"{name}: ")


def test_a_misspelt_setting_of_scrapy_is_noticed() -> None:
    (line,) = likely_misspelt(["CONCURENT_REQUESTS", "LOG_LEVEL", "MY_OWN", "DW_X"])
    assert line.endswith("did you mean CONCURRENT_REQUESTS?")


# As a user gives it. The log's file, where it can be written, has what standard error has.
COMMANDS = {
    "number": ("dw", "-s", "CONCURRENT_REQUESTS=abc"),
    "nothing at a time": ("dw", "-s", "CONCURRENT_REQUESTS=0"),
    "jobdir": ("dw", "-s", "JOBDIR=jobs"),
    "misspelt": ("dw", "-s", "DW_SYNC_LINE=1"),
    "argument": ("dw", "-a", "lenguages=de"),
    "half an argument": ("dw", "-a", "languages"),
    "half a setting": ("dw", "-s", "LOG_LEVEL"),
    "option": ("dw", "--languages=de"),
    "format": ("dw", "-O", "stories.avro"),
    "level": ("dw", "-L", "LOUD"),
    "yes or no of the log": ("dw", "-s", "LOG_SHORT_NAMES=perhaps"),
    "capitals": ("DW",),
    "unknown spider": ("guardian",),
    "pid": ("dw", "--pidfile", "/none/there/pid"),
}
TOLD = {
    "number": "CONCURRENT_REQUESTS: 'abc'",
    "nothing at a time": "a whole number, 1 or more",
    "jobdir": "JOBDIR: not supported: the crawl resumes by itself",
    "misspelt": "did you mean DW_SYNC_LINES?",
    "argument": "did you mean languages?",
    "half an argument": "use -a NAME=VALUE",
    "half a setting": "use -s NAME=VALUE",
    "option": "as -a NAME=VALUE",
    "format": "'avro'",
    "level": "one of DEBUG, INFO",
    "yes or no of the log": "LOG_SHORT_NAMES: 'perhaps'",
    "capitals": "did you mean dw?",
    "unknown spider": "there is no spider guardian (known: dw)",
    "pid": "/none/there/pid",
}


@pytest.mark.parametrize("what", COMMANDS)
def test_a_refusal_is_one_line_on_standard_error_and_one_in_the_log(
    what: str, tmp_path: Path
) -> None:
    log, output = tmp_path / "crawl.log", tmp_path / "output"
    log.write_text("of an earlier crawl\n")
    command = ("crawl", *COMMANDS[what], "--logfile", log, "-s", f"DW_OUTPUT_DIR={output}")
    done = scrapy(*command, DW_MIRROR=NOBODY)
    assert done.returncode == 2 and done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert re.match(rf"scrapy crawl {COMMANDS[what][0]}: ", line) and TOLD[what] in line
    earlier, logged = log.read_text().splitlines()
    assert earlier == "of an earlier crawl"
    assert "ERROR: Nothing was crawled: " in logged and TOLD[what] in logged
    assert not output.exists()


def test_a_log_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    for log in (tmp_path / "none/crawl.log", tmp_path):
        done = scrapy("crawl", "dw", "--logfile", log, DW_MIRROR=NOBODY)
        assert done.returncode == 2
        (line,) = done.stderr.splitlines()
        assert "LOG_FILE" in line and str(log) in line


def test_extract_refuses_settings_as_a_crawl_does() -> None:
    done = scrapy("extract", "-L", "LOUD", "page.html")
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1
    assert "LOG_LEVEL: 'LOUD'" in done.stderr


def test_an_end_with_another_status_is_told_beside_the_log(tmp_path: Path, crawl: Crawler) -> None:
    """Of a crawl that began: nobody answers; a section has no such name; memory ran out."""
    log = tmp_path / "crawl.log"
    options = ("--logfile", str(log))
    done = crawl(NOBODY, options=options)
    assert done.status == 3
    (line,) = done.log.splitlines()
    assert line.startswith("scrapy crawl dw: exit status 3 (unreachable): ")
    assert f"{NOBODY} cannot be reached" in line
    assert "The crawl ended with exit status 3: unreachable" in log.read_text()
    with running("--stories", "12", "--languages", "en") as site:
        done = crawl(site.origin, "sections=Nonsense", options=options)
        assert done.status == 2 and "No section is named nonsense" in done.log
        assert len(done.log.splitlines()) == 1
        limit = ("MEMUSAGE_LIMIT_MB=1", "MEMUSAGE_CHECK_INTERVAL_SECONDS=0.1")
        done = crawl(site.origin, settings=limit, options=("--nolog",))
        assert done.status == 5 and "(memusage_exceeded): Memory usage exceeded" in done.log
        assert len(done.log.splitlines()) == 1
        # One request at a time: with more, all twelve stories may be under way at the third.
        early = ("CLOSESPIDER_ITEMCOUNT=3", "CONCURRENT_REQUESTS=1")
        done = crawl(site.origin, settings=early, options=options)
        assert done.status == 0 and done.log == "" and done.stats["dw/stories/waiting"] > 0


def test_no_refusal_leaves_a_coroutine_or_an_exception_behind(crawl: Crawler) -> None:
    """Python's warnings and asyncio's own checks are on."""
    with running("--stories", "12", "--languages", "en") as site:
        environment = {
            **crawl.environment(site.origin),
            "PYTHONWARNINGS": "default",
            "PYTHONASYNCIODEBUG": "1",
        }
        without = 'ITEM_PIPELINES={"dwcrawler.pipelines.recording.Recording": null}'
        for status, setting, argument in (
            (2, "LOG_LEVEL=INFO", "sections=Nonsense"),
            (5, "DW_OUTPUT_DIR=/proc/none", "max_depth=0"),
            (1, without, "max_depth=0"),
            (5, "MEMUSAGE_LIMIT_MB=1", "max_depth=0"),
            (0, "LOG_LEVEL=INFO", "max_stories=2"),
        ):
            done = subprocess.run(
                crawl.command(argument, settings=(setting,)),
                cwd=ROOT,
                env=environment,
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
            assert done.returncode == status, done.stderr
            for words in ("never awaited", "never retrieved", "Traceback", "Unclosed"):
                assert words not in done.stderr, done.stderr


def _script(tmp_path: Path, *lines: str) -> subprocess.CompletedProcess[str]:
    script = tmp_path / "script.py"
    script.write_text("\n".join(lines))
    return subprocess.run(
        [sys.executable, str(script)],
        cwd=ROOT,
        env={
            "PYTHONPATH": str(ROOT),
            "DW_MIRROR": NOBODY,
            "SCRAPY_SETTINGS_MODULE": project.__name__,
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


IMPORTS = (
    "import asyncio",
    "from scrapy.crawler import AsyncCrawlerProcess, AsyncCrawlerRunner",
    "from scrapy.utils.project import get_project_settings",
    "from dwcrawler.spiders.dw import DwSpider",
    "settings = get_project_settings()",
)


def test_a_script_gets_the_same_words_as_an_exception(tmp_path: Path) -> None:
    done = _script(tmp_path, *IMPORTS, "DwSpider(max_depth='deep', lenguages='de')")
    last = done.stderr.strip().splitlines()[-1]
    assert "max_depth: 'deep'" in last and "did you mean languages?" in last
    assert "pydantic" not in done.stderr and "WrongArguments: " in last
    for setting, words in (
        ("'CONCURRENT_REQUESTS', 'abc'", "ValueError: CONCURRENT_REQUESTS: 'abc'"),
        ("'TWISTED_REACTOR_ENABLED', False", "ValueError: TWISTED_REACTOR_ENABLED: not supported"),
    ):
        crawl = "AsyncCrawlerProcess(settings).crawl(DwSpider)"
        done = _script(tmp_path, *IMPORTS, f"settings.set({setting})", crawl)
        assert words in done.stderr.strip().splitlines()[-1]


def test_a_notebooks_event_loop_is_told_what_a_crawl_needs(tmp_path: Path) -> None:
    """Scrapy would begin, and wait without end."""
    main = "async def main(): AsyncCrawlerProcess(settings).crawl(DwSpider)"
    done = _script(tmp_path, *IMPORTS, main, "asyncio.run(main())")
    last = done.stderr.strip().splitlines()[-1]
    assert "RuntimeError: an event loop is running here" in last and "!scrapy crawl dw" in last
    loop = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
    running_in_it = (
        "async def main():",
        "    from scrapy.utils.reactor import install_reactor",
        f"    install_reactor({loop!r})",
        "    from twisted.internet import reactor",
        "    reactor.startRunning(installSignalHandlers=False)",
        f"    settings.set('DW_OUTPUT_DIR', {str(tmp_path / 'output')!r})",
        "    settings.set('DW_RETRY_PAUSE', 0.01)",
        "    runner = AsyncCrawlerRunner(settings)",
        "    crawler = runner.create_crawler(DwSpider)",
        "    await runner.crawl(crawler)",
        "    print(crawler.stats.get_value('finish_reason'))",
        "    reactor.getThreadPool().stop()  # or the program waits for its threads",
        "asyncio.run(main())",
    )
    done = _script(tmp_path, *IMPORTS, *running_in_it)
    assert done.returncode == 0 and done.stdout == "unreachable\n", done.stderr


def test_a_system_without_file_locks_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['fcntl'] = None\n")
    for command in (("list",), ("crawl", "dw"), ("extract", "-")):
        done = scrapy(*command, PYTHONPATH=str(tmp_path), DW_MIRROR=NOBODY)
        assert done.returncode == 1 and done.stdout == ""
        (line,) = done.stderr.splitlines()
        assert line.startswith("dwcrawler runs on Linux and macOS")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_help_and_lists_can_be_shown_in_any_encoding(encoding: str) -> None:
    for command in (("extract", "--help"), ("crawl", "--help"), ("-h",)):
        done = scrapy(*command, PYTHONIOENCODING=encoding)
        assert done.returncode == 0 and done.stderr == "", done.stderr
    done = scrapy(
        "minisite", "--list", "--stories", "8", "--languages", "ar", PYTHONIOENCODING=encoding
    )
    assert done.returncode == 0 and len(done.stdout.splitlines()) == 8
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(row["headline"] and not row["headline"].isascii() for row in rows)


@pytest.mark.parametrize(
    "option",
    ["--port=99999", "--port=-1", "--stories=-1", "--variants=0", "--latency=nan", "--heal=-1"],
)
def test_the_miniature_site_refuses_a_number_that_makes_no_sense(option: str) -> None:
    for command in (("-m", "scrapy", "minisite"), ("-m", "dwcrawler.minisite")):
        done = subprocess.run(
            [sys.executable, *command, option],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 2 and "Traceback" not in done.stderr
        assert option.partition("=")[2] in done.stderr.splitlines()[-1]
