"""A crawl's exchanges as WARC 1.1: `records` makes them, `files` keeps them, `known` says which
pages were kept before."""
