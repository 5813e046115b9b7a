"""The tests stand where `tests/README.md` says, and the examples in it can be run."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import pytest

from tests import processes
from tests.crawls import ROOT

TESTS = ROOT / "tests"
README = (TESTS / "README.md").read_text(encoding="utf-8")
FOLDERS = sorted({path.parent for path in TESTS.rglob("test_*.py")} - {TESTS})
# Folders of tests that are of no part, but of the whole.
OF_THE_WHOLE = {"crawl", "durability", "docs", "house", "server"}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_a_folder_is_explained_and_has_the_name_of_what_it_tests(folder: Path) -> None:
    name = folder.relative_to(TESTS)
    assert f"tests/{name}/" in README
    assert (ROOT / "dwcrawler" / name / "__init__.py").is_file() or str(name) in OF_THE_WHOLE


@pytest.mark.parametrize("example", re.findall(r'^make test\S* ARGS="(.*?)"', README, re.MULTILINE))
def test_an_example_names_tests_that_are_there(example: str) -> None:
    for named in re.findall(r"tests/\S+", example):
        path, _, function = named.partition("::")
        assert (ROOT / path).exists(), named
        if function:
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            assert function in {getattr(node, "name", None) for node in tree.body}


def test_a_test_that_starts_a_process_and_is_not_marked_fails() -> None:
    hidden = importlib.import_module("subprocess")
    with pytest.raises(RuntimeError, match=f"pytest.mark.{processes.MARK}"):
        hidden.run(["true"], check=True)
