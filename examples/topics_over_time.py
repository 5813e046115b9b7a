"""Topics over time

Which topics rise and fall: stories a week, for the eight topics with the most stories.

    marimo edit examples/topics_over_time.py          # or: python examples/topics_over_time.py

Feeds are read from `output`, or from what DW_FEEDS names.
"""

import marimo

app = marimo.App(app_title="Topics over time")


@app.cell
def _():
    import os

    import altair as alt
    import marimo as mo
    import pandas as pd

    from dwcrawler.analysis import load

    stories = load(os.environ.get("DW_FEEDS", "output"))
    return alt, mo, pd, stories


@app.cell
def _(stories):
    weekly = stories.sql("""
        WITH largest AS (
            SELECT name FROM topics GROUP BY name ORDER BY count(*) DESC, name LIMIT 8
        )
        SELECT date_trunc('week', date_published) AS week, name AS topic, count(*) AS stories
        FROM stories JOIN topics USING (id)
        WHERE name IN (FROM largest) AND date_published IS NOT NULL
        GROUP BY ALL ORDER BY ALL
    """).df()
    return (weekly,)


@app.cell
def _(alt, weekly):
    chart = (
        alt.Chart(weekly, title="Stories a week, by topic")
        .mark_area(interpolate="monotone", opacity=0.85)
        .encode(
            x=alt.X("week:T", title=None, axis=alt.Axis(format="%d %b")),
            y=alt.Y("stories:Q", title="Stories"),
            color=alt.Color("topic:N", title="Topic", scale=alt.Scale(scheme="tableau10")),
            tooltip=["week:T", "topic:N", "stories:Q"],
        )
        .properties(width=640, height=320)
    )
    chart
    return (chart,)


if __name__ == "__main__":
    app.run()
