"""Commands of this project beside Scrapy's own, which `scrapy -h` lists; and `command_line`, the command
`dwcrawler` around them all."""

from dwcrawler.console.streams import write_any_text

write_any_text()  # before any command, of Scrapy's too, prints its help or a story
