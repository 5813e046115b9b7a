"""Text -> value: pure functions that know neither Scrapy nor how a page is built."""
