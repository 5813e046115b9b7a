"""Captures that others hold: found by the index of an archive (CDX), and fetched one by one.

`finding` asks the index, `ledger` keeps what it told and what was fetched, `fetching` gets the
records. They end in WARC files beside the feed, which are read as any others are.
"""
