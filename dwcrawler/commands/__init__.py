"""Commands of this project beside Scrapy's own: `scrapy -h` lists them."""

from dwcrawler.console.streams import write_any_text

write_any_text()  # before any command, of Scrapy's too, prints its help or a story
