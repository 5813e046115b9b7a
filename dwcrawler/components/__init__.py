"""What Scrapy loads by its path: add-on, fingerprints, log formatter, stats, exporters, item adapter.

Beside them what parts of a crawl share that do not know each other: how it ends, what is under way,
keys of a request's meta.
"""
