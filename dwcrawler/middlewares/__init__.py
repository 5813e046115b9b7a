"""Downloader middlewares: how the crawl behaves towards dw.com."""
