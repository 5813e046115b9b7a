"""Metrics of real crawls, as Prometheus reads them; and what is made for it."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from dwcrawler.minisite.process import running
from dwcrawler.watch.__main__ import FILE, renewed
from dwcrawler.watch.figures import Figures
from dwcrawler.watch.metrics import METRICS, PREFIX, CrawlCollector, Snapshot
from tests.crawls import ROOT, Crawler

NAMES = {PREFIX + metric.name: metric.label for metric in METRICS}
# What PromQL has besides names of metrics.
_PROMQL = {"time", "sum", "by", "label_values", "instance"}


def parsed(text: str) -> dict[str, dict[str, float]]:
    """Name -> label -> value. As strict as the format: each metric has its HELP and TYPE, once."""
    families = list(text_string_to_metric_families(text))
    assert len({family.name for family in families}) == len(families)
    assert text.count("# HELP ") == text.count("# TYPE ") == len(families)
    for family in families:
        assert family.type == "gauge" and family.documentation
        assert NAMES.keys() >= {family.name}
        assert re.fullmatch(r"[a-z_]+", family.name) and not family.name.endswith("_total")
        for sample in family.samples:
            assert list(sample.labels) == ([NAMES[family.name]] if NAMES[family.name] else [])
    return {
        family.name.removeprefix(PREFIX): {
            ",".join(sample.labels.values()): sample.value for sample in family.samples
        }
        for family in families
    }


def test_the_file_tells_of_the_last_crawl(crawl: Crawler, tmp_path: Path) -> None:
    file = tmp_path / "dw.prom"
    with running("--stories", "40", "--languages", "en,de", "--newest", "now") as site:
        first = crawl(site.origin, "languages=en,de", settings=(f"DW_METRICS_FILE={file}",))
    told = parsed(file.read_text())
    assert first.status == 0
    assert sum(told["run_stories"].values()) == len(first.rows) == told["run_new_stories"][""]
    assert (
        told["run_stories"].keys() == {"en", "de"} == told["newest_story_timestamp_seconds"].keys()
    )
    assert told["run_exit_status"] == {"": 0} and told["run_end"] == {"finished": 1}
    assert told["run_responses"]["2xx"] >= 40
    now = time.time()
    for name in ("run_start", "run_end", "last_good_run"):
        assert 0 <= now - told[f"{name}_timestamp_seconds"][""] < 120
    if promtool := shutil.which("promtool"):
        done = subprocess.run([promtool, "check", "metrics"], input=file.read_bytes(), check=False)
        assert done.returncode == 0


def test_a_crawl_that_fails_keeps_the_time_of_the_last_good_one(
    crawl: Crawler, tmp_path: Path
) -> None:
    file = tmp_path / "dw.prom"
    settings = (f"DW_METRICS_FILE={file}",)
    with running("--stories", "10", "--languages", "en") as site:
        crawl(site.origin, settings=settings)
    good = parsed(file.read_text())["last_good_run_timestamp_seconds"][""]
    with running("--stories", "10", "--languages", "en", "--robots", "closed") as site:
        failed = crawl(site.origin, settings=settings)
    told = parsed(file.read_text())
    assert told["run_exit_status"] == {"": failed.status} != {"": 0}
    assert told["last_good_run_timestamp_seconds"][""] == pytest.approx(good, abs=2)


def test_a_crawl_that_finds_the_store_in_use_leaves_the_file(
    crawl: Crawler, tmp_path: Path
) -> None:
    from dwcrawler.store.lock import Lock

    file = tmp_path / "dw.prom"
    file.write_text("before\n")
    lock = Lock(tmp_path / "store.sqlite", "now")
    try:
        with running("--stories", "5", "--languages", "en") as site:
            done = crawl(site.origin, settings=(f"DW_METRICS_FILE={file}",))
    finally:
        lock.release()
    assert (done.status, file.read_text()) == (4, "before\n")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def test_the_port_tells_while_the_crawl_lasts(crawl: Crawler) -> None:
    port = free_port()
    slow = ("CONCURRENT_REQUESTS=1", f"DW_METRICS_PORT={port}")
    with running("--stories", "60", "--languages", "en", "--latency", "100") as site:
        command = crawl.command(settings=slow)
        with subprocess.Popen(
            command, cwd=ROOT, env=crawl.environment(site.origin), stderr=subprocess.DEVNULL
        ) as process:
            try:
                text = fetched(f"http://127.0.0.1:{port}/metrics", process)
            finally:
                process.terminate()
    told = parsed(text)
    assert "run_duration_seconds" in told and "run_exit_status" in told
    assert told["run_exit_status"] == {}  # it is not over


def fetched(url: str, process: subprocess.Popen[Any]) -> str:
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(url, timeout=5) as response:
                text: str = response.read().decode()
            if PREFIX in text:
                return text
        except (URLError, ConnectionError):
            pass
        time.sleep(0.05)
    raise AssertionError(f"{url} did not answer; the crawl's status is {process.poll()}")


def test_a_port_in_use_does_not_stop_the_crawl(crawl: Crawler) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        running("--stories", "5", "--languages", "en") as site,
    ):
        port = taken.getsockname()[1]
        done = crawl(site.origin, settings=(f"DW_METRICS_PORT={port}",))
    assert done.status == 0 and f"127.0.0.1:{port} cannot be used" in done.log


def test_labels_of_the_network_are_bounded_and_escaped() -> None:
    problems = {f'x"\n\\{number}': number + 1 for number in range(500)}
    snapshot = Snapshot(Figures(problems=problems), {}, {}, None)
    (family,) = (f for f in CrawlCollector(lambda: snapshot).collect() if "problems" in f.name)
    assert len(family.samples) == 51
    assert sum(sample.value for sample in family.samples) == sum(problems.values())


# What is made for Prometheus


def names_in(expression: str) -> set[str]:
    """Metrics of an expression; labels in braces and after `by` have to be known, too."""
    bare = re.sub(r'"[^"]*"', "", expression)
    words = set(re.findall(r"[a-z_]{3,}", bare)) - _PROMQL
    labels = {word for word in words if not word.startswith(PREFIX)}
    assert labels <= set(NAMES.values()), labels
    return {word for word in words if word.startswith(PREFIX)}


def test_the_dashboard_asks_for_metrics_that_there_are() -> None:
    dashboard = json.loads((ROOT / "deploy/grafana-dashboard.json").read_text(encoding="utf-8"))
    assert dashboard["schemaVersion"] >= 39 and dashboard["uid"] == "dwcrawler"
    asked: set[str] = set()
    for panel in dashboard["panels"]:
        assert panel["title"] and panel["description"].endswith(".")
        for target in panel["targets"]:
            found = names_in(target["expr"])
            assert found, target
            asked |= found
            for label in re.findall(r"\{\{(\w+)\}\}", target["legendFormat"]):
                assert label == "instance" or label in {NAMES[name] for name in found}
    for variable in dashboard["templating"]["list"]:
        if variable["type"] == "query":
            asked |= names_in(variable["query"]["query"])
    assert asked <= NAMES.keys()
    ids = [panel["id"] for panel in dashboard["panels"]]
    assert len(ids) == len(set(ids))


def test_the_alerts_ask_for_metrics_that_there_are() -> None:
    path = ROOT / "deploy/prometheus-alerts.yml"
    (group,) = yaml.safe_load(path.read_text(encoding="utf-8"))["groups"]
    for rule in group["rules"]:
        assert names_in(rule["expr"]) <= NAMES.keys()
        assert {"summary", "description"} <= rule["annotations"].keys()
    if promtool := shutil.which("promtool"):
        assert subprocess.run([promtool, "check", "rules", path], check=False).returncode == 0


def test_the_table_in_the_documentation_is_not_stale() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert renewed(text) == text, "run python -m dwcrawler.watch"
    assert all(f"`{name}`" in text for name in NAMES)
