"""The doctor's findings for a person, on a terminal or in a pipe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rich.text import Text

from dwcrawler.console.readable import one_line, readable
from dwcrawler.doctor.installation import Check
from dwcrawler.doctor.look import Look
from dwcrawler.doctor.verdict import missing
from dwcrawler.showing.screen import Screen
from dwcrawler.watch.findings import Finding

_STYLES = {"ok": "green", "warning": "yellow", "problem": "bold red"}


def print_checks(checks: Iterable[Check], screen: Screen) -> None:
    for check in checks:
        line = Text()
        line.append(f"{check.grade:<8}", _STYLES[check.grade])
        line.append(f"{check.name:<10}{one_line(check.words)}")
        screen.print(line)


def print_looks(looks: Iterable[Look], screen: Screen) -> None:
    """A page in a few lines: what it is, what it lacks, and what is strange about it."""
    for look in looks:
        screen.print()
        screen.print(Text(readable(look.url), "bold"))
        for line in _lines(look):
            screen.print(f"  {one_line(line)}")


def _lines(look: Look) -> Iterable[str]:
    if look.failure:
        yield f"{look.kind}: not fetched: {look.failure}"
        return
    what = look.type or (
        "no story" if look.kind == "story" else f"{look.kind}, {look.teasers} stories"
    )
    layout = f", layout {look.layout}" if look.layout else ""
    yield f"{what}, {look.language or 'no language'}{layout}, status {look.status}"
    if look.headline:
        yield f"headline: {look.headline}"
    if look.sources:
        counts = Counter(look.sources.values())
        listed = ", ".join(f"{count} from {source}" for source, count in counts.most_common())
        yield f"parts: {len(look.sources)} ({listed})"
    if lacks := missing(look):
        yield f"missing: {', '.join(lacks)}"
    if below := [n.removeprefix("related/") for n in look.features if n.startswith("related/")]:
        yield f"blocks below: {', '.join(below)}"
    if embeds := [n.removeprefix("embed/") for n in look.features if n.startswith("embed/")]:
        yield f"embedded: {', '.join(embeds)}"
    if look.links:
        yield f"links of unknown kinds: {', '.join(look.links)}"
    for problem in look.problems[:5]:
        yield f"problem: {problem}"


def print_findings(findings: list[Finding], verdict: str, screen: Screen) -> None:
    screen.print()
    for finding in findings:
        screen.print(Text(f"! {one_line(finding.words)}", "bold red"))
        for url in finding.urls:
            screen.print(f"    {one_line(url)}")
    screen.print(Text(verdict, "bold"))
