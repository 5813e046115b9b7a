"""Whether a spider is `dw` is told by its path, so the path must be right."""

from __future__ import annotations

from scrapy import Spider
from scrapy.crawler import Crawler

from dwcrawler.components.spider_kind import is_dw, is_for_dw
from dwcrawler.spiders.dw import DwSpider


class Derived(DwSpider):
    name = "of the user's own"


class DwSpiderOfAnother(Spider):
    name = "dw"


def test_dw_and_what_is_derived_from_it_are_dw_whatever_their_names() -> None:
    assert is_dw(DwSpider) and is_dw(Derived)
    assert not is_dw(DwSpiderOfAnother) and not is_dw(Spider)
    assert is_for_dw(Crawler(Derived)) and not is_for_dw(Crawler(DwSpiderOfAnother))
