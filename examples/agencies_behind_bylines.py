"""Which agencies stand behind the bylines

Bylines end in the agencies whose material a story uses. Names are written in many ways, so they are folded first.

    marimo edit examples/agencies_behind_bylines.py          # or: python examples/agencies_behind_bylines.py

Feeds are read from `output`, or from what DW_FEEDS names.
"""

import marimo

app = marimo.App(app_title="Which agencies stand behind the bylines")


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
    named = stories.sql("""
        SELECT language, upper(trim(agency)) AS agency, count(DISTINCT id) AS stories
        FROM agencies JOIN stories USING (id) GROUP BY ALL
    """).df()
    with_byline, every = stories.sql("SELECT count(byline), count(*) FROM stories").fetchall()[0]
    most = named.groupby("agency").stories.sum().nlargest(12).index.tolist()
    shown = named[named.agency.isin(most)]
    return every, most, shown, with_byline


@app.cell
def _(alt, every, most, shown, with_byline):
    chart = (
        alt.Chart(
            shown,
            title=alt.Title(
                "Agencies named in bylines",
                subtitle=f"{with_byline:,} of {every:,} stories have a byline",
            ),
        )
        .mark_bar()
        .encode(
            x=alt.X("stories:Q", title="Stories"),
            y=alt.Y("agency:N", sort=most, title=None),
            color=alt.Color("language:N", title="Edition", scale=alt.Scale(scheme="tableau10")),
            tooltip=["agency:N", "language:N", "stories:Q"],
        )
        .properties(width=560, height=320)
    )
    chart
    return (chart,)


if __name__ == "__main__":
    app.run()
