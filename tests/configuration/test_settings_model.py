"""The model of dwcrawler's settings has what the code reads, what Scrapy reads, and what is written."""

from __future__ import annotations

import ast
import json
import re
import runpy
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st
from pydantic import ValidationError
from scrapy.settings import Settings

from dwcrawler.configuration import settings_model as model
from dwcrawler.configuration.setting_values import wrong_settings
from dwcrawler.configuration.settings_model import DwSettings
from dwcrawler.configuration.settings_table import FILE, renewed
from dwcrawler.discovery.argument_values import shown

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "dwcrawler"
DECLARED_IN = {"settings.py", "configuration/settings_model.py"}
# Names that stand in the code as such, where no setting is read.
NOT_READ = {
    "commands/crawl.py": {"DW_QUIET"},  # --quiet sets it
    "commands/settings.py": {"DW_OUTPUT_DIR"},  # an example in a refusal
    "progress/command.py": {"DW_MIRROR"},  # the environment variable
    "handlers/chromium.py": {"DW_CHROMIUM"},  # the environment variable
    "deployment/plan.py": {"DW_CONTACT", "DW_OUTPUT_DIR"},  # given to the crawls of a schedule
    "doctor/installation.py": {"DW_CONTACT"},  # told, and not used
    "deployment/files.py": {"DW_OUTPUT_DIR"},  # the same
    "commands/deploy.py": {"DW_CONTACT", "DW_OUTPUT_DIR", "DW_NOTIFY"},  # handed on, or refused
    "extensions/warc.py": {"DW_CONTACT", "DW_SYNC_SECONDS"},  # told in the files; as the feed is
    "commands/notify.py": {"DW_NOTIFY"},  # --test sends to it
    "minisite/demo.py": {"DW_MIRROR", "DW_OUTPUT_DIR"},  # given to the crawl that it starts
}
GETTERS: dict[Any, str] = {float: "getfloat", int: "getint", bool: "getbool"}
BY_KIND = [
    (name, GETTERS[field.annotation])
    for name, field in DwSettings.model_fields.items()
    if field.annotation in GETTERS
]
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["1", "0", "1.0", "True", "true", "TRUE", "yes", " 2 ", "1_0", "1e3", "-0"]),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=2), st.integers(), max_size=2),
)


def settings(**given: object) -> Settings:
    made = Settings()
    made.setmodule("dwcrawler.settings")
    made.update(given, priority="cmdline")
    return made


@cache
def named_in_code() -> dict[str, frozenset[str]]:
    """Module -> the names of settings that stand in it as a string of their own."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        module = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and re.fullmatch(r"DW_[A-Z_]+", str(node.value)):
                named[module].add(str(node.value))
    return {module: frozenset(names) for module, names in named.items()}


def readers() -> dict[str, list[str]]:
    """Name -> the modules that read it from the settings."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for module, names in named_in_code().items():
        if module not in DECLARED_IN:
            for name in names - NOT_READ.get(module, set()):
                found[name].append(module)
    return found


def test_every_setting_that_is_read_is_in_the_model_and_the_other_way_round() -> None:
    assert set(readers()) == set(model.NAMES)


def test_a_setting_is_read_in_one_place() -> None:
    assert {name: where for name, where in readers().items() if len(where) > 1} == {}


def test_what_is_no_reading_is_still_there() -> None:
    """Or the table above would hide a second reader."""
    for module, names in NOT_READ.items():
        assert names <= named_in_code()[module], module


def test_scrapy_reads_the_same_names_and_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in model.NAMES:
        monkeypatch.delenv(name, raising=False)
    module = runpy.run_path(str(PACKAGE / "settings.py"))
    ours = {name: value for name, value in module.items() if name.startswith(model.OURS)}
    defaults = {name: field.default for name, field in DwSettings.model_fields.items()}
    assert ours == defaults
    assert list(ours) == list(defaults), "keep the order of settings.py"
    assert {name: type(value) for name, value in ours.items()} == {
        name: type(value) for name, value in defaults.items()
    }


@pytest.mark.parametrize(
    "file",
    [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/*.md"),
        *PACKAGE.rglob("*.py"),
        *ROOT.glob("benchmarks/*.py"),
    ],
    ids=lambda file: file.relative_to(ROOT).as_posix(),
)
def test_no_text_names_a_setting_that_is_not_there(file: Path) -> None:
    named = set(re.findall(r"\bDW_[A-Z_]*[A-Z]\b", file.read_text(encoding="utf-8")))
    assert named <= {*model.NAMES, *model.ENVIRONMENT_ALONE}


@pytest.mark.parametrize("name", model.NAMES)
def test_every_setting_is_described(name: str) -> None:
    assert model.description(name) and model.expected(name) and model.example(name)
    for words in (model.description(name), model.expected(name)):
        assert "|" not in words and "\n" not in words and not words.endswith(".")


@pytest.mark.parametrize("name", model.NAMES)
def test_defaults_and_examples_can_be_given_as_they_are_written(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = DwSettings.model_validate({name: model.default(name)})
    assert getattr(made, name) == DwSettings.model_fields[name].default
    example = DwSettings.model_validate({name: model.example(name)})
    assert getattr(example, name) != getattr(made, name), "an example shows another value"


def test_the_table_is_not_stale() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert renewed(text) == text, "run: python -m dwcrawler.configuration"
    assert re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) == list(model.NAMES)


@pytest.mark.parametrize(("name", "getter"), BY_KIND)
@given(value=VALUES)
@limits(max_examples=40, deadline=None)
def test_what_is_accepted_is_what_a_component_reads(name: str, getter: str, value: Any) -> None:
    """Anything else is refused in the same words, and never with another exception."""
    made = settings(**{name: value})
    if refused := wrong_settings(made):
        assert refused == [
            f"{name}: {shown(repr(value))} is invalid: expected {model.expected(name)}"
        ]
    else:
        read = getattr(DwSettings.model_validate({name: value}), name)
        assert read == getattr(made, getter)(name)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DW_MIRROR", 8080),
        ("DW_MIRROR", b"http://127.0.0.1:8080"),
        ("DW_REVISIT_INTERVALS", "[[NaN, 1]]"),
        ("DW_REVISIT_INTERVALS", "[[1, Infinity]]"),
        ("DW_REVISIT_INTERVALS", [[1e300, 1]]),
        ("DW_REVISIT_INTERVALS", [[1, -1]]),
        ("DW_REVISIT_INTERVALS", [[0, 1]]),
        ("DW_REVISIT_INTERVALS", [[1, 2, 3]]),
        ("DW_REVISIT_INTERVALS", "[" * 100_000),
        ("DW_REVISIT_INTERVALS", None),
        ("DW_BREAKER_WINDOW", 10**30),
        ("DW_OUTPUT_DIR", "a" * 5000),
        ("DW_STATS_FILE", "a" * 5000),
        ("DW_STATS_FILE", "/dev/null/stats.json"),
        ("DW_STATS_FILE", "nul\0.json"),
        ("DW_CONTACT", " "),
        ("DW_CONTACT", "Jörg"),
        ("DW_DURABLE_FEED", "AUTO"),
        ("DW_PROGRESS", ["live"]),
    ],
    ids=lambda value: str(value)[:30],
)
def test_odd_values_are_refused_in_a_line(name: str, value: object) -> None:
    (line,) = wrong_settings(settings(**{name: value}))
    begin, _, end = line.partition(" is invalid: ")
    assert begin.startswith(f"{name}: {value!r}"[:40]) and len(begin) < 300
    assert end == f"expected {model.expected(name)}"


def test_all_that_is_wrong_is_told_at_once_each_in_a_line() -> None:
    wrong = wrong_settings(
        settings(DW_QUIET="perhaps", DW_SYNC_LINES=0, DW_LOST_SHARE="2", DW_SYNC_LINE=1)
    )
    assert wrong == [
        "DW_LOST_SHARE: '2' is invalid: expected a share, more than 0 and at most 1",
        "DW_SYNC_LINES: 0 is invalid: expected a number of lines, 1 or more",
        "DW_QUIET: 'perhaps' is invalid: expected 1 or 0, True or False",
        "DW_SYNC_LINE: there is no such setting; did you mean DW_SYNC_LINES?",
    ]


def test_an_environment_variable_is_no_setting() -> None:
    (line,) = wrong_settings(settings(DW_CHROMIUM="/usr/bin/chromium"))
    assert line == "DW_CHROMIUM: there is no such setting (it is an environment variable)"


def test_the_model_itself_takes_no_other_name() -> None:
    with pytest.raises(ValidationError, match="DW_OTHER"):
        DwSettings.model_validate({"DW_OTHER": 1})


def test_intervals_are_given_as_json() -> None:
    for given_as in ("[]", "[[1, 3], [7, 24.5]]"):
        made = DwSettings.model_validate({"DW_REVISIT_INTERVALS": given_as})
        assert [tuple(pair) for pair in json.loads(given_as)] == made.DW_REVISIT_INTERVALS
