"""One HTML file about the stories of feeds: what is counted, and how it is shown.

    feeds ─ counting ─► facts of each story ─ parts ─► figures and tables ─ page ─► HTML
                                                 ▲
                         the store ─ failures ───┘

Charts are made with Vega-Altair (extra `report`); nothing here is needed to crawl.
"""
