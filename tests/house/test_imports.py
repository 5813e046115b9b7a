"""The import contract (`[tool.importlinter]` in pyproject.toml) holds, and each of its rules has teeth.

A copy of the package is given imports that the contract forbids; `lint-imports` must name each.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

import pytest

from tests.crawls import ROOT

CONTRACTS: dict[str, dict[str, Any]] = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
}
LAYERS = [layer.split(" | ") for layer in CONTRACTS["downwards"]["layers"]]

# Rule, importing module, what it must not import.
VIOLATIONS = [
    ("downwards", "extensions.memory", "pipelines.dates"),
    ("downwards", "extensions.memory", "spiders.dw"),
    ("downwards", "discovery.lists", "spiders.dw"),
    ("downwards", "components.addon", "spiders.dw"),
    ("downwards", "middlewares.cache", "handlers.rendering"),
    ("downwards", "handlers.rendering", "extensions.shutdown"),
    ("downwards", "progress.counts", "extensions.errors"),
    ("downwards", "pages.problems", "store.packed"),
    ("without_scrapy", "pages.problems", "scrapy"),
    ("without_scrapy", "pages.state.kinds", "twisted"),
    ("without_scrapy", "normalize.text", "scrapy"),
    ("without_scrapy", "normalize.dates.moments", "twisted"),
    ("without_scrapy", "items", "scrapy"),
    ("without_scrapy", "pages.problems", "failures"),  # which imports Scrapy
    ("state_and_html", "pages.state.kinds", "pages.html.teasers"),
    ("state_and_html", "pages.html.teasers", "pages.state.kinds"),
    ("minisite_users", "commands.crawl", "minisite.options"),
    ("minisite_users", "__main__", "minisite.words"),
    ("minisite_alone", "minisite.words", "normalize.text"),
    ("minisite_alone", "minisite.words", "pages.problems"),
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The folder that holds pyproject.toml and the package's sources."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for source in (ROOT / "dwcrawler").rglob("*.py"):
        target = tmp_path / source.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    return tmp_path


def test_the_contract_holds(copy: Path) -> None:
    status, told = linted(copy)
    assert (status, f"Contracts: {len(CONTRACTS)} kept, 0 broken." in told) == (0, True), told


@pytest.mark.parametrize(("rule", "importer", "imported"), VIOLATIONS)
def test_a_rule_is_broken_by_one_import(
    copy: Path, rule: str, importer: str, imported: str
) -> None:
    add(copy, importer, imported)
    status, told = linted(copy, rule)
    assert status == 1
    assert f"{CONTRACTS[rule]['name']} BROKEN" in told
    assert f"{full(importer)} -> {full(imported)} (" in told


def test_no_contract_is_without_a_violation_here() -> None:
    assert {rule for rule, _, _ in VIOLATIONS} == set(CONTRACTS)


def test_no_layer_imports_the_one_above_it_or_its_neighbours(copy: Path) -> None:
    upwards = [
        (lower, upper) for above, below in pairwise(LAYERS) for lower in below for upper in above
    ]
    sidewards = [pair for layer in LAYERS for pair in permutations(layer, 2)]
    for importer, imported in upwards + sidewards:
        add(copy, importer, imported)
    status, told = linted(copy, "downwards")
    missed = [
        (importer, imported)
        for importer, imported in upwards + sidewards
        if f"{full(importer)} -> {full(imported)} (" not in told
    ]
    assert (status, missed) == (1, [])


@pytest.mark.parametrize(
    "late",
    [
        "def late():\n    from dwcrawler.spiders import dw\n    return dw\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from dwcrawler.spiders import dw\n",
    ],
    ids=["in a function", "for types alone"],
)
def test_no_import_is_too_late_to_count(copy: Path, late: str) -> None:
    with (copy / "dwcrawler/components/stats.py").open("a", encoding="utf-8") as module:
        module.write(f"\n{late}")
    status, told = linted(copy, "downwards")
    assert status == 1
    assert "dwcrawler.components.stats -> dwcrawler.spiders.dw (" in told


@pytest.mark.parametrize("place", ["attic.py", "attic/__init__.py"])
def test_a_new_room_needs_a_place(copy: Path, place: str) -> None:
    room = copy / "dwcrawler" / place
    room.parent.mkdir(exist_ok=True)
    room.touch()
    status, told = linted(copy, "downwards")
    assert status == 1
    assert "dwcrawler.attic" in told


def add(copy: Path, importer: str, imported: str) -> None:
    path = copy / "dwcrawler" / importer.replace(".", "/")
    module = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    with module.open("a", encoding="utf-8") as source:
        source.write(f"\nimport {full(imported)}\n")


def full(name: str) -> str:
    return name if name in ("scrapy", "twisted") else f"dwcrawler.{name}"


def linted(copy: Path, rule: str | None = None) -> tuple[int, str]:
    """The exit status, and what was said, on one line: it is wrapped for a terminal."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"]
    done = subprocess.run(
        [*command, *(("--contract", rule) if rule else ())],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, " ".join(f"{done.stdout}\n{done.stderr}".split())
