"""One event in many languages

DW's keywords are in one language on all editions, so they join stories across them: who reports on what, and how long.

    marimo edit examples/one_event_in_many_languages.py          # or: python examples/one_event_in_many_languages.py

Feeds are read from `output`, or from what DW_FEEDS names.
"""

import marimo

app = marimo.App(app_title="One event in many languages")


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
    shared = stories.sql("""
        WITH named AS (
            SELECT id, language, date_published, word_count, unnest(keywords) AS keyword FROM stories
            WHERE date_published IS NOT NULL
        ), widest AS (
            SELECT keyword FROM named GROUP BY keyword
            ORDER BY count(DISTINCT language) DESC, count(*) DESC, keyword LIMIT 10
        )
        SELECT keyword, language, count(DISTINCT id) AS stories, median(word_count) AS words,
            min(date_published) AS first
        FROM named WHERE keyword IN (FROM widest) GROUP BY ALL ORDER BY ALL
    """).df()
    return (shared,)


@app.cell
def _(alt, shared):
    base = alt.Chart(shared).encode(
        x=alt.X("language:N", title="Edition"), y=alt.Y("keyword:N", title=None)
    )
    chart = (
        base.mark_rect().encode(
            color=alt.Color("words:Q", title="Median words", scale=alt.Scale(scheme="blues")),
            tooltip=["keyword:N", "language:N", "stories:Q", "words:Q", "first:T"],
        )
        + base.mark_text(fontSize=12).encode(
            text="stories:Q",
            color=alt.condition("datum.words > 150", alt.value("white"), alt.value("black")),
        )
    ).properties(
        width=360,
        height=320,
        title=alt.Title(
            "The same subjects in several editions",
            subtitle="Number: stories; colour: how long they are",
        ),
    )
    chart
    return (chart,)


if __name__ == "__main__":
    app.run()
