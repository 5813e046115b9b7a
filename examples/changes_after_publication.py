"""How stories change after publication

Each line of a feed is a revision. Which parts change, and how soon after the story came out?

    marimo edit examples/changes_after_publication.py          # or: python examples/changes_after_publication.py

Feeds are read from `output`, or from what DW_FEEDS names.
"""

import marimo

app = marimo.App(app_title="How stories change after publication")


@app.cell
def _():
    import os

    import altair as alt
    import marimo as mo
    import pandas as pd

    from dwcrawler.analysis import load

    stories = load(os.environ.get("DW_FEEDS", "output"), revisions="all")
    return alt, mo, pd, stories


@app.cell
def _(stories):
    changes = stories.sql("""
        SELECT r.id, unnest(r.changed) AS part,
            date_diff('minute', s.date_published, coalesce(s.date_modified, r.crawled_at)) / 60.0 AS hours
        FROM revisions r JOIN stories s ON s.id = r.id AND s.revision = r.revision
        WHERE s.date_published IS NOT NULL
    """).df()
    changes = changes[changes.part != "date_modified"]  # it changes with every other part
    changes["hours"] = changes.hours.clip(lower=0.1)
    return (changes,)


@app.cell
def _(alt, changes):
    chart = (
        alt.Chart(
            changes,
            title=alt.Title(
                "When and what editors change",
                subtitle="Each point is a part of a story that a later crawl found changed",
            ),
        )
        .mark_circle(size=40, opacity=0.5)
        .encode(
            x=alt.X("hours:Q", title="Hours after publication", scale=alt.Scale(type="log")),
            y=alt.Y("part:N", title=None),
            yOffset="jitter:Q",
            color=alt.Color("part:N", legend=None, scale=alt.Scale(scheme="tableau10")),
            tooltip=["id:N", "part:N", "hours:Q"],
        )
        .transform_calculate(jitter="random()")
        .properties(width=640, height=alt.Step(48))
    )
    chart
    return (chart,)


if __name__ == "__main__":
    app.run()
