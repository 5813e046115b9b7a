"""Near-duplicates

Texts that are nearly the same, in one edition or in two that share a language: by MinHash of runs of letters, without comparing each with each.

    marimo edit examples/near_duplicates.py          # or: python examples/near_duplicates.py

Feeds are read from `output`, or from what DW_FEEDS names.
"""

import marimo

app = marimo.App(app_title="Near-duplicates")


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
    import random
    from collections import defaultdict
    from itertools import combinations
    from zlib import crc32

    texts = stories.df(["id", "language", "text"])
    texts = texts[texts.text.str.len() > 200].head(20_000)
    chance = random.Random(1)
    mask = (1 << 61) - 1
    hashes = [(chance.randrange(1, mask), chance.randrange(mask)) for _ in range(32)]

    def signature(text):
        """The least hash of all runs of eight letters, for each of 32 hash functions."""
        runs = {crc32(text[at : at + 8].encode()) for at in range(0, len(text) - 8, 2)}
        return [min((a * run + b) % mask for run in runs) for a, b in hashes]

    signed = {row.id: signature(row.text[:4000]) for row in texts.itertuples()}
    # Stories that share a band of two are compared; those that share none are not alike.
    bands = defaultdict(list)
    for number, values in signed.items():
        for band in range(0, 32, 2):
            bands[band, tuple(values[band : band + 2])].append(number)
    pairs = {
        pair
        for alike in bands.values()
        if len(alike) < 50
        for pair in combinations(sorted(alike), 2)
    }
    likeness = {
        pair: sum(a == b for a, b in zip(signed[pair[0]], signed[pair[1]], strict=True)) / 32
        for pair in pairs
    }
    return likeness, texts


@app.cell
def _(alt, likeness, pd, texts):
    nearest = dict.fromkeys(texts.id, 0.0)
    for found_pair, share in likeness.items():
        for one in found_pair:
            nearest[one] = max(nearest[one], share)
    found = texts[["id", "language"]].assign(likeness=texts.id.map(nearest))
    bins = pd.cut(
        found.likeness, [-0.01, *(step / 10 for step in range(1, 11))], labels=range(0, 100, 10)
    )
    counted = found.groupby([bins, "language"], observed=True).size().reset_index(name="stories")
    counted["likeness"] = counted.likeness.astype(int)
    chart = (
        alt.Chart(
            counted,
            title=alt.Title(
                "How like is each story to the one that is most like it?",
                subtitle="Estimated share of common runs of letters; above 80 % it is nearly the same text",
            ),
        )
        .mark_bar()
        .encode(
            x=alt.X("likeness:O", title="Likeness in %, from"),
            y=alt.Y("stories:Q", title="Stories"),
            color=alt.Color("language:N", title="Edition", scale=alt.Scale(scheme="tableau10")),
            tooltip=["likeness:O", "language:N", "stories:Q"],
        )
        .properties(width=560, height=320)
    )
    chart
    return (chart,)


if __name__ == "__main__":
    app.run()
