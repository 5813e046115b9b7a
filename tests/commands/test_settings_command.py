"""`dwcrawler settings`: lists our settings, prints the value of one, knows what is misspelt."""

from __future__ import annotations

from pathlib import Path

import pytest

from dwcrawler.configuration import settings_model as model
from tests.commands.scrapy import dwcrawler, scrapy


def test_help_lists_all_settings_with_default_and_description(tmp_path: Path) -> None:
    for command in (dwcrawler("settings", "--help", cwd=tmp_path), scrapy("settings", "--help")):
        assert command.returncode == 0 and command.stderr == ""
        told = " ".join(command.stdout.split())
        for name in model.NAMES:
            described = (
                f"{name} {model.description(name).replace('`', '')}. Give {model.expected(name)} "
            )
            default = f"(default: {model.default(name) or 'empty'}; example: {model.example(name)})"
            assert described + default in told
        assert max(map(len, command.stdout.splitlines())) <= 100


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--get", "DW_OUTPUT_DIR"), "output"),
        (("--get", "DW_SYNC_LINES", "-s", "DW_SYNC_LINES=7"), "7"),
        (("--getint", "DW_BREAKER_WINDOW"), "100"),
        (("--getfloat", "DW_LOST_SHARE"), "0.1"),
        (("--getbool", "DW_QUIET"), "False"),
        (("--getlist", "DW_REVISIT_INTERVALS"), "[(1, 3), (7, 24), (30, 168)]"),
        (("--get", "BOT_NAME"), "dwcrawler"),
        (("--get", "A_COMPONENT_OF_MY_OWN"), "None"),
    ],
)
def test_values_are_printed_as_by_scrapy(asked: tuple[str, ...], told: str, tmp_path: Path) -> None:
    done = dwcrawler("settings", *asked, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{told}\n", "")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--get", "DW_SYNC_LINE"), "did you mean DW_SYNC_LINES?"),
        (("--getbool", "dw_quiet"), "did you mean DW_QUIET?"),
        (("--get", "CONCURENT_REQUESTS"), "did you mean CONCURRENT_REQUESTS?"),
        (("--get", "DW_CHROMIUM"), "it is an environment variable"),
        (("--get", "DW_QUIET", "-s", "DW_QUIT=1"), "did you mean DW_QUIET?"),
        (("DW_QUIET",), "as in: --get DW_QUIET"),
        ((), "as in: --get DW_OUTPUT_DIR"),
    ],
)
def test_a_name_that_is_not_there_is_refused_in_a_line(
    asked: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    done = dwcrawler("settings", *asked, cwd=tmp_path)
    assert done.returncode == 2 and done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("dwcrawler settings: ") and told in line
