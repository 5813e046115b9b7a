"""Runs the notebooks of `examples/` on a crawl of the miniature site, and looks at their charts.

For an environment that has nothing but dwcrawler and its extra `analysis`: `make examples`. With a folder
as its argument it draws the pictures of the README there (this needs the extra `report`, too).
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from dwcrawler.minisite.process import running

ROOT: Final = Path(__file__).parents[2]
NOTEBOOKS: Final = sorted((ROOT / "examples").glob("*.py"))
PICTURES: Final = ("topics_over_time", "where_readers_are_led")
_LANGUAGES: Final = "en,de,ar,zh"
_SETTINGS: Final = ("AUTOTHROTTLE_ENABLED=0", "CONCURRENT_REQUESTS=16", "DW_MONITORS=False")
_FEWEST: Final = 5  # marks on a chart


def crawl_twice(folder: Path, stories: int = 400) -> None:
    """So that some stories have a second revision."""
    given = [part for name in (*_SETTINGS, f"DW_OUTPUT_DIR={folder}") for part in ("-s", name)]
    command = [sys.executable, "-m", "dwcrawler", "crawl", "-a", f"languages={_LANGUAGES}",
               "-a", "max_depth=5", "-a", "revisit=always", *given]  # fmt: skip
    with running("--stories", str(stories), "--languages", _LANGUAGES, "--newest", "now") as site:
        environment = {**os.environ, "DW_MIRROR": site.origin}
        for number in range(2):
            done = subprocess.run(
                command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
                timeout=120,
            )  # fmt: skip
            if done.returncode:
                raise SystemExit(done.stderr)
            if number == 0:
                (feed,) = folder.glob("dw-*.jsonl")
                for line in feed.read_bytes().splitlines()[::5]:
                    site.edit(json.loads(line)["id"])


def chart_of(notebook: Path) -> dict[str, Any]:
    """The chart that the notebook ends with, as Vega-Lite has it, with its data."""
    spec = importlib.util.spec_from_file_location(notebook.stem, notebook)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    _, defined = module.app.run()
    chart: dict[str, Any] = defined["chart"].to_dict()
    return chart


def marks(chart: dict[str, Any]) -> int:
    """Rows of data that it draws, of which none lacks a value that it shows."""
    (rows,) = chart["datasets"].values()
    parts = chart.get("layer", [chart])
    shown = {
        encoded["field"]
        for part in parts
        for name, encoded in part["encoding"].items()
        if name in ("x", "y") and "field" in encoded
    }
    assert shown
    return sum(all(row[field] is not None for field in shown) for row in rows)


def draw(folder: Path) -> None:
    """Pictures for the README, of the charts that it shows."""
    import altair as alt

    for name in PICTURES:
        chart = alt.Chart.from_dict(chart_of(ROOT / "examples" / f"{name}.py"))
        chart.save(folder / f"example-{name.replace('_', '-')}.svg")


def main() -> int:
    empty = []
    with tempfile.TemporaryDirectory(prefix="dwcrawler-examples-") as folder:
        crawl_twice(Path(folder))
        os.environ["DW_FEEDS"] = folder
        for notebook in NOTEBOOKS:
            count = marks(chart_of(notebook))
            print(f"{notebook.name:36}{count:6,} marks", flush=True)
            if count < _FEWEST:
                empty.append(notebook.name)
        if sys.argv[1:]:
            draw(Path(sys.argv[1]))
    if empty:
        print(f"Nothing to see in {', '.join(empty)}", file=sys.stderr)
    return 1 if empty else 0


if __name__ == "__main__":
    sys.exit(main())
