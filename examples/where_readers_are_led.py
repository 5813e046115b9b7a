"""Where Explore more leads readers

Teasers below stories make a graph. PageRank says where a reader who follows them at random ends up; age says how old those stories are.

    marimo edit examples/where_readers_are_led.py          # or: python examples/where_readers_are_led.py

Feeds are read from `output`, or from what DW_FEEDS names.
"""

import marimo

app = marimo.App(app_title="Where Explore more leads readers")


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
def _(pd, stories):
    import networkx as nx

    from dwcrawler.analysis.exporting.graphs import graph

    whole = nx.DiGraph(graph(stories))
    rank = nx.pagerank(whole)
    known = stories.df(["id", "headline", "type", "language", "date_published"]).set_index("id")
    ranked = pd.DataFrame(
        {"rank": pd.Series(rank), "led_here": pd.Series(dict(whole.in_degree()))}
    ).join(known, how="inner")
    newest = ranked.date_published.max()
    ranked["age"] = (newest - ranked.date_published).dt.total_seconds() / 86_400
    ranked = ranked.dropna(subset=["age"]).sort_values("rank", ascending=False)
    return (ranked,)


@app.cell
def _(alt, ranked):
    shown = ranked.head(400).reset_index(names="id")
    chart = (
        alt.Chart(
            shown,
            title=alt.Title(
                "Where a reader ends up who follows teasers at random",
                subtitle="The 400 stories with the highest PageRank; the size is how many lead there",
            ),
        )
        .mark_circle(opacity=0.65)
        .encode(
            x=alt.X("age:Q", title="Age in days"),
            y=alt.Y("rank:Q", title="PageRank", scale=alt.Scale(type="log", nice=False)),
            size=alt.Size("led_here:Q", title="Stories that lead there"),
            color=alt.Color("type:N", title="Type", scale=alt.Scale(scheme="tableau10")),
            tooltip=["headline:N", "type:N", "language:N", "led_here:Q", "age:Q"],
        )
        .properties(width=640, height=360)
    )
    chart
    return (chart,)


if __name__ == "__main__":
    app.run()
