"""What Scrapy loads by its path: add-on, fingerprints, log formatter, stats, exporters, item adapter."""
