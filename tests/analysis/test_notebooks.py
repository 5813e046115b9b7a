"""The notebooks of `examples/`, on a crawl: each ends in a chart that shows something."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.analysis.notebooks import NOTEBOOKS
from tests.crawls import ROOT


@pytest.mark.long
def test_each_notebook_ends_in_a_chart() -> None:
    """`make examples` does the same in an environment with nothing else, and CI runs that."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.analysis.notebooks"], cwd=ROOT, capture_output=True, text=True,
        timeout=300, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(done.stdout.splitlines()) == len(NOTEBOOKS) == 6


def test_each_is_named_in_the_readme_beside_them() -> None:
    text = (ROOT / "examples/README.md").read_text(encoding="utf-8")
    assert all(f"[{path.name}]({path.name})" in text for path in NOTEBOOKS)
