"""Messages of real crawls, to real servers: one for each change, one when it is as usual again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dwcrawler.watch.findings import Finding
from dwcrawler.watch.notify import NotSent, send
from dwcrawler.watch.told import Told
from tests.crawls import ROOT
from tests.watch.post_boxes import WebHook, mail_server
from tests.watch.sites import crawl_site, findings

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
FINDING = Finding("coverage", "authors", "`authors` on 3 % of stories", ("https://www.dw.com/a-1",))


@pytest.fixture(scope="module")
def three_runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    for seed in (1, 2, 3):
        assert crawl_site(folder, seed).status == 0
    return folder


@pytest.fixture
def folder(three_runs: Path, tmp_path: Path) -> Path:
    shutil.copytree(three_runs, tmp_path / "output")
    return tmp_path / "output"


def test_one_message_a_change_and_one_when_it_is_as_usual_again(folder: Path) -> None:
    with WebHook() as hook:
        notify = (f"DW_NOTIFY={hook.url}",)
        changed = ("--change", "author-links")
        first = crawl_site(folder, 4, *changed, settings=notify)
        assert len(hook.messages) == 1, first.log
        crawl_site(folder, 5, *changed, settings=notify)
        assert len(hook.messages) == 1
        last = crawl_site(folder, 6, settings=notify)
        assert last.status == 0
        assert len(hook.messages) == 2, last.log
        crawl_site(folder, 7, settings=notify)
        assert len(hook.messages) == 2
    new, well = hook.messages
    assert new["title"] == "dwcrawler: 1 change"
    assert "`authors` on " in new["message"] and "https://www.dw.com/en/" in new["message"]
    assert str(folder) in new["message"]
    assert well["title"] == "dwcrawler: 1 as usual again"
    assert "topsecret" not in first.log + last.log


def test_a_mail_arrives(folder: Path) -> None:
    with mail_server() as (port, mails):
        url = f"mailto://127.0.0.1:{port}?from=crawler@example.org&to=editor@example.org&mode=insecure"
        crawl = crawl_site(folder, 4, "--change", "no-state", settings=(f"DW_NOTIFY={url}",))
    assert len(mails) == 1, crawl.log
    assert mails[0]["To"].endswith("editor@example.org")
    body = mails[0].get_body(("plain", "html"))
    assert "The page's state" in body.get_content()


def test_a_server_that_is_down_gets_the_message_with_the_next_run(folder: Path) -> None:
    with WebHook() as hook:
        port = hook.port
    down = f"json://someone:topsecret@127.0.0.1:{port}/hook"
    crawl = crawl_site(folder, 4, "--change", "no-state", settings=(f"DW_NOTIFY={down}",))
    assert "DW_NOTIFY: not sent to json://" in crawl.log
    assert crawl.status == 9
    assert "topsecret" not in crawl.log
    assert findings(folder)["coverage:state"]["told"] is None
    with WebHook() as hook:
        crawl_site(folder, 5, "--change", "no-state", settings=(f"DW_NOTIFY={hook.url}",))
    assert len(hook.messages) == 1
    assert findings(folder)["coverage:state"]["told"]


def test_a_failed_crawl_is_told_once(tmp_path: Path) -> None:
    with WebHook() as hook:
        for _ in range(2):
            crawl_site(tmp_path, 1, "--robots", "closed", settings=(f"DW_NOTIFY={hook.url}",))
        assert [m["title"] for m in hook.messages] == ["dwcrawler: 1 change"]
        assert "A crawl failed: it " in hook.messages[0]["message"]
        crawl_site(tmp_path, 1, settings=(f"DW_NOTIFY={hook.url}",))
        assert hook.messages[1]["title"] == "dwcrawler: 1 as usual again"


def test_a_slow_server_is_not_waited_for_long() -> None:
    with WebHook(delay=30) as hook, pytest.raises(NotSent, match=r"no answer after 0\.5 s") as told:
        send(hook.url, "title", "text", seconds=0.5)
    assert "topsecret" not in str(told.value)


def command(*words: str, notify: str, folder: Path) -> subprocess.CompletedProcess[str]:
    # Should the refusal fail, a closed port of this machine is asked and not dw.com.
    environment = {**os.environ, "DW_MIRROR": "http://127.0.0.1:9", "DW_NOTIFY": notify}
    return subprocess.run(
        [sys.executable, "-m", "dwcrawler", *words, "-s", f"DW_OUTPUT_DIR={folder}"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("notify", "words"),
    [
        ("nosuch://topsecret@host", "apprise knows no service nosuch://"),
        ("slack://topsecret", "apprise knows no service slack://"),
        ("/no/such/topsecret", "there is neither a URL of apprise nor a file"),
    ],
)
def test_what_apprise_does_not_know_is_refused(notify: str, words: str, tmp_path: Path) -> None:
    done = command("crawl", notify=notify, folder=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert "topsecret" not in done.stderr + done.stdout


def test_the_command_sends_a_test(tmp_path: Path) -> None:
    with WebHook() as hook:
        done = command("notify", "--test", notify=hook.url, folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "Sent\n")
    assert hook.messages[0]["title"] == "dwcrawler: a test"
    done = command("notify", "--test", notify=hook.url, folder=tmp_path)
    assert done.returncode == 1
    assert "not sent to json://" in done.stderr and "topsecret" not in done.stderr
    done = command("notify", "--test", notify="", folder=tmp_path)
    assert done.returncode == 2 and "DW_NOTIFY is empty" in done.stderr


# The file


def test_what_comes_and_goes_is_told_once_a_day(tmp_path: Path) -> None:
    told = Told(tmp_path)

    def run(hours: float, *found: Finding) -> tuple[int, int]:
        changes = told.update(found, lambda finding: True, NOW + timedelta(hours=hours))
        told.sent(changes, NOW)
        return len(changes.new), len(changes.well)

    assert run(0, FINDING) == (1, 0)
    assert run(3) == (0, 1)
    assert run(6, FINDING) == (0, 0)
    assert run(60, FINDING) == (0, 0)
    assert run(63) == (0, 1)
    assert run(100, FINDING) == (1, 0)


def test_a_run_that_could_not_judge_says_nothing(tmp_path: Path) -> None:
    told = Told(tmp_path)
    told.sent(told.update([FINDING], lambda finding: True, NOW), NOW)
    assert Told(tmp_path).update([], lambda finding: False, NOW) == ([], [])
    assert [entry.subject for entry in Told(tmp_path).open] == ["authors"]


@pytest.mark.parametrize("broken", [b"", b"[{", b"{}", b'[{"code": 1}]', b"\xff"])
def test_a_broken_file_is_begun_anew(
    broken: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "findings.json").write_bytes(broken)
    told = Told(tmp_path)
    assert told.open == []
    assert "findings.json cannot be read" in caplog.text
    assert len(told.update([FINDING], lambda finding: True, NOW).new) == 1
    assert len(Told(tmp_path).open) == 1
