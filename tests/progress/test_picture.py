"""The picture of the live view in the README is the one that `make screenshot` draws."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from dwcrawler.minisite.picture import picture
from tests.crawls import ROOT


def test_the_picture_is_that_of_the_view() -> None:
    drawn = picture()
    assert drawn == (ROOT / "docs/live-view.svg").read_text(encoding="utf-8")
    words = "".join(ElementTree.fromstring(drawn).itertext()).replace("\xa0", " ")
    assert "420 of 600" in words and "River bridge quietly window" in words


def test_it_asks_nobody_for_anything() -> None:
    drawn = re.sub(r"<!--.*?-->", "", picture(), flags=re.DOTALL)
    assert re.findall(r"https?://[^\"'\s<]+", drawn) == ["http://www.w3.org/2000/svg"]
    assert "@import" not in drawn and "url(http" not in drawn
