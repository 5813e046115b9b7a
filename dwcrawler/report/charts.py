"""Vega-Lite specifications, by Vega-Altair. They know numbers and labels, and nothing of stories.

Colours are CSS variables of the page (`var(--c0)`): so a chart changes with the page between
light, dark and print without being drawn again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import altair as alt

from dwcrawler.report.periods import Unit, Window
from dwcrawler.report.wording import step_name

OTHERS: Final = "Others"
_STEP: Final = 26  # pixels of a bar with its space
_REST: Final = "var(--rest)"
_WIDEST: Final = 60  # pixels of a bar with its space, in time
_MOST_LABELS: Final = 10  # of an axis of time
_TITLES: Final[dict[Unit, str]] = {
    "day": "Day of publication (UTC)",
    "week": "Week of publication (from Monday, UTC)",
    "month": "Month of publication (UTC)",
    "year": "Year of publication (UTC)",
}

Spec = dict[str, Any]


def colour(place: int, name: str) -> str:
    """Of a series: `place` counts from 0; what stands for many others is grey."""
    return _REST if name == OTHERS else f"var(--c{place})"


def over_time(
    counts: Mapping[date, Mapping[str, int]],
    series: Sequence[str],
    window: Window,
    description: str,
) -> Spec:
    """Stacked bars: how many stories of each series in each step of the window."""
    rows = [
        {
            "step": step_name(step, window.unit),
            "series": name,
            "order": place,
            "stories": counts[step][name],
        }
        for step in counts
        for place, name in enumerate(series)
        if counts[step].get(name)
    ]
    steps = [step_name(step, window.unit) for step in window.steps]
    most = max(sum(counts[step].values()) for step in counts)
    scale = alt.Scale(domain=steps)
    # A few bars that fill the page would be no bars: such a chart fits on any screen.
    width: int | str = "container" if len(steps) > 5 else _WIDEST * len(steps)
    chart = (
        alt.Chart(_data(rows))
        .mark_bar()
        .encode(
            x=alt.X("step:O", scale=scale, axis=_time_axis(steps, window.unit)),
            y=alt.Y("stories:Q", stack="zero", axis=_count_axis("Stories", most)),
            color=_coloured(series, [colour(place, name) for place, name in enumerate(series)]),
            order="order:Q",
            tooltip=[
                alt.Tooltip("step:N", title=window.unit.capitalize()),
                alt.Tooltip("series:N", title="Of"),
                alt.Tooltip("stories:Q", title="Stories", format=",d"),
            ],
        )
        .properties(width=width, height=220, description=description)
    )
    return _spec(chart)


def bars(
    counts: Sequence[tuple[str, int]], label_title: str, value_title: str, description: str
) -> Spec:
    """Horizontal bars in the order given, each with its number. Labels must differ."""
    rows = [
        {"label": label, "value": value, "fill": _REST if label == OTHERS else "var(--c0)"}
        for label, value in counts
    ]
    most = max(count for _, count in counts)
    base = alt.Chart(_data(rows)).encode(
        y=alt.Y("label:N", sort=None, axis=_label_axis(label_title)),
        x=alt.X("value:Q", axis=_count_axis(value_title, most), scale=_with_room(most)),
        tooltip=[
            alt.Tooltip("label:N", title=label_title),
            alt.Tooltip("value:Q", title=value_title, format=",d"),
        ],
    )
    drawn = base.mark_bar().encode(color=alt.Color("fill:N", scale=None))
    numbers = base.mark_text(align="left", dx=5, fill="var(--ink)").encode(
        text=alt.Text("value:Q", format=",d")
    )
    chart = (drawn + numbers).properties(
        width="container", height=_STEP * len(rows), description=description
    )
    return _spec(chart)


def stacked_bars(
    counts: Mapping[str, Mapping[str, int]],
    series: Sequence[str],
    titles: tuple[str, str, str],
    description: str,
) -> Spec:
    """Horizontal bars, each divided into series that have an order, in shades of one colour.

    titles: of the labels, of the values, of the series
    """
    rows = [
        {"label": label, "series": name, "order": place, "value": parts[name]}
        for label, parts in counts.items()
        for place, name in enumerate(series)
        if parts.get(name)
    ]
    label_title, value_title, series_title = titles
    most = max(sum(parts.values()) for parts in counts.values())
    chart = (
        alt.Chart(_data(rows))
        .mark_bar()
        .encode(
            y=alt.Y("label:N", sort=list(counts), axis=_label_axis(label_title)),
            x=alt.X("value:Q", stack="zero", axis=_count_axis(value_title, most)),
            color=_coloured(series, [shade(place) for place in range(len(series))]),
            order="order:Q",
            tooltip=[
                alt.Tooltip("label:N", title=label_title),
                alt.Tooltip("series:N", title=series_title),
                alt.Tooltip("value:Q", title=value_title, format=",d"),
            ],
        )
        .properties(width="container", height=_STEP * len(counts), description=description)
    )
    return _spec(chart)


def shade(place: int) -> str:
    return f"var(--s{place})"


def _time_axis(steps: Sequence[str], unit: Unit) -> alt.Axis:
    """With a label for some of the steps; days and weeks without their year."""
    every = -(-len(steps) // _MOST_LABELS)
    return alt.Axis(
        title=_TITLES[unit],
        values=list(steps[::every]),
        labelExpr="slice(datum.label, 0, -5)" if unit in ("day", "week") else "datum.label",
        labelAngle=0,
        labelOverlap="greedy",
    )


def _coloured(series: Sequence[str], colours: Sequence[str]) -> alt.Color:
    """The legend stands in the page, where it can wrap."""
    scale = alt.Scale(domain=list(series), range=list(colours))
    return alt.Color("series:N", legend=None, scale=scale)


def _count_axis(title: str, most: int) -> alt.Axis:
    """`most` is the largest number: there are no halves of a story."""
    return alt.Axis(title=title, format=",d", tickCount=max(min(most, 5), 1))


def _label_axis(title: str) -> alt.Axis:
    """Its title stands above the labels, where it can be read."""
    return alt.Axis(
        title=title,
        titleAngle=0,
        titleAnchor="start",
        titleAlign="right",
        titleX=-6,
        titleY=-8,
        ticks=False,
        domain=False,
        labelPadding=6,
    )


def _with_room(most: int) -> alt.Scale:
    """For the number at the end of the longest bar."""
    return alt.Scale(domain=[0, most * (1.08 + 0.04 * len(f"{most:,}"))], nice=False)


def _data(rows: list[dict[str, Any]]) -> alt.Data:
    return alt.Data(values=rows)  # type: ignore[no-untyped-call]


def _spec(chart: alt.TopLevelMixin) -> Spec:
    spec: Spec = chart.to_dict()  # type: ignore[no-untyped-call, unused-ignore]
    spec["config"] = {}  # the page's script has one for all
    return spec
