"""What `dwcrawler deploy` prints, read by the programs that it is for."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from dwcrawler.deployment.files import WAYS, files_of
from dwcrawler.deployment.periods import Period, period_of
from dwcrawler.deployment.plan import Plan
from dwcrawler.deployment.quoting import Unquotable
from tests.crawls import ROOT

BIN = Path(sys.executable).parent
# Blanks, signs that schedulers read, quotes: all have to arrive as they are.
ODD = '50% of $HOME & "more" it\'s \\ 世界'
PLANS = [
    Plan(),
    Plan(output=Path("/srv/my feeds"), render=True, arguments={"match": ODD}, every=Period(30)),
    Plan(program=("/home/me/v/bin/python", "-m", "dwcrawler"), contact="https://example.org/us"),
]


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, timeout=60, check=False
    )


def deploy(*words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dwcrawler", "deploy", *words],
        cwd=cwd, capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "DW_MIRROR": "http://127.0.0.1:9", "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_the_files_in_the_repository_are_those_that_are_printed(way: str) -> None:
    for name, text in files_of(way, Plan()).items():
        assert (ROOT / "deploy" / name).read_text(encoding="utf-8") == text, (
            "run python -m dwcrawler.deployment"
        )


@pytest.mark.parametrize("plan", PLANS, ids=["default", "odd", "home"])
def test_systemd_takes_the_units(plan: Plan, tmp_path: Path) -> None:
    for name, text in files_of("systemd", plan).items():
        # The program has to be there when systemd looks at it.
        known = text.replace(f"ExecStart={plan.program[0]}", f"ExecStart={sys.executable}")
        (tmp_path / name).write_text(known, encoding="utf-8")
    done = run("systemd-analyze", "verify", "--man=no", *sorted(tmp_path.iterdir()))
    said = [line for line in (done.stdout + done.stderr).splitlines() if "dwcrawler" in line]
    assert (done.returncode, said) == (0, [])


def test_the_service_is_kept_in_bounds(tmp_path: Path) -> None:
    service = tmp_path / "dwcrawler.service"
    service.write_text(files_of("systemd", Plan())["dwcrawler.service"], encoding="utf-8")
    done = run("systemd-analyze", "security", "--offline=true", "--no-pager", service)
    found = re.search(r"exposure level for dwcrawler.service: ([0-9.]+)", done.stdout)
    assert found is not None, done.stdout + done.stderr
    assert float(found[1]) < 2.5  # of 10, which is a service that may do anything


def test_the_image_has_no_fault_that_hadolint_knows() -> None:
    done = run(BIN / "hadolint", ROOT / "deploy/Dockerfile")
    assert (done.returncode, done.stdout) == (0, "")


def test_the_image_installs_what_is_pinned() -> None:
    """The group that it installs is held to the versions that are tested."""
    pinned = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").lower()
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (group,) = re.findall(r"^watch = \[(.*)\]$", project, re.MULTILINE)
    for name in re.findall(r'"([a-z-]+)>=', group):
        assert re.search(rf"^{name.replace('-', '[-_]')}==", pinned, re.MULTILINE), name


@pytest.mark.parametrize("plan", PLANS, ids=["default", "odd", "home"])
def test_the_compose_file_fits_its_schema(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "compose.yaml"
    path.write_text(files_of("compose", plan)["compose.yaml"], encoding="utf-8")
    done = run(BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", path)
    assert done.returncode == 0, done.stdout
    service = yaml.safe_load(path.read_text(encoding="utf-8"))["services"]["crawler"]
    words = [word.replace("$$", "$") for word in service["command"]]
    assert words == [plan.every.short, "dwcrawler", *plan.options]
    assert service["read_only"] and service["user"] != "root"


def test_odd_words_arrive_through_cron() -> None:
    text = files_of("cron", PLANS[1])["crontab"]
    line = text.splitlines()[-1]
    command = re.sub(r"(\S+ ){5}", "", line, count=1).replace("\\%", "%")
    words = shlex.split(command.partition("; ")[2])
    assert words[: len(PLANS[1].options) + 1] == [*PLANS[1].program, *PLANS[1].options]


@pytest.mark.parametrize("way", ["systemd", "cron"])
def test_a_line_break_is_refused(way: str) -> None:
    with pytest.raises(Unquotable):
        files_of(way, Plan(arguments={"match": "a\nExecStartPre=/bin/false"}, contact="a\nb"))


@pytest.mark.parametrize(
    ("text", "cron", "calendar"),
    [
        ("3h", "0 */3 * * *", "*-*-* 00/3:00:00"),
        ("30min", "*/30 * * * *", "*-*-* *:00/30:00"),
        ("1d", "0 5 * * *", "*-*-* 05:00:00"),
        ("24h", "0 5 * * *", "*-*-* 05:00:00"),
    ],
)
def test_periods(text: str, cron: str, calendar: str) -> None:
    period = period_of(text)
    assert (period.cron, period.calendar) == (cron, calendar)
    done = run("systemd-analyze", "calendar", calendar)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "text", ["", "7h", "90min", "2d", "-1h", "1min", "h", "3 hours", "1h30min"]
)
def test_what_no_schedule_can_say_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no period"):
        period_of(text)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name one way: systemd, cron, compose, scrapyd (none was named)"),
        (("sytemd",), "'sytemd' is none of these"),
        (("cron", "-a", "lang=de"), "did you mean languages?"),
        (("cron", "-s", "DW_MONITOR=1"), "did you mean DW_MONITORS?"),
        (("cron", "--every", "7h"), "is no period"),
        (("systemd", "--user", "a b"), "--user: 'a b' is invalid"),
        (("systemd", "--output", "feeds"), "is no absolute path"),
        (("systemd", "-s", "DW_NOTIFY=json://127.0.0.1/x"), "holds a secret"),
    ],
)
def test_refusals(words: tuple[str, ...], said: str) -> None:
    done = deploy(*words)
    assert done.returncode == 2
    assert said in done.stderr and "Traceback" not in done.stderr
    assert done.stdout == ""


def test_files_are_written_once(tmp_path: Path) -> None:
    target = tmp_path / "new folder"
    done = deploy("compose", "--write", str(target))
    assert done.returncode == 0 and "docker compose" in done.stdout
    assert sorted(path.name for path in target.iterdir()) == [
        "Dockerfile", "compose.yaml", "crawl-every.sh",
    ]  # fmt: skip
    assert os.access(target / "crawl-every.sh", os.X_OK)
    again = deploy("compose", "--write", str(target))
    assert again.returncode == 1 and "is there already: --force replaces it" in again.stderr
    assert deploy("compose", "--write", str(target), "--force").returncode == 0
