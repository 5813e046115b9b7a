"""What readers of the report call the values of the feed."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from dwcrawler.normalize.edition_names import NAMES
from dwcrawler.normalize.folding import fold

TYPES: Final = {
    "article": "Articles",
    "video": "Videos",
    "audio": "Audios",
    "gallery": "Galleries",
    "liveblog": "Live blogs",
}
FOUND_BY: Final = {
    "start": "Start pages",
    "section": "Section pages",
    "topic": "Topic pages",
    "headlines": "Pages of headlines",
    "rss": "RSS feeds",
    "sitemap": "Sitemaps",
    "explore_more": "Stories below a story",
    "link": "Links in a text",
}
LAYOUTS: Final = {
    "app_state": "Page with embedded state (since 2024)",
    "apollo": "Page with Apollo state (2023 to 2024)",
    "dom": "Rendered page without a state",
    "classic": "Classic page (until 2023)",
    "api": "The site's JSON",
}
FIELDS: Final = {
    "date_published": "Date of publication",
    "date_modified": "Date of change",
    "description": "Teaser",
    "kicker": "Kicker",
    "authors": "Authors",
    "byline": "Byline",
    "lead_image": "Lead picture",
    "text": "Text",
    "media": "Video or audio",
    "section": "Section",
    "topics": "Topics",
    "keywords": "Keywords",
    "categories": "Categories",
    "regions": "Regions",
    "related": "Related stories",
    "links": "Links in the text",
    "notes": "Notes",
    "program": "Programme",
    "posts": "Live blog entries",
}
# Agencies that several editions name, in their own scripts and by their services' names.
_AGENCIES: Final = {
    "Reuters": "rtr, rtre, rtrd, rtrtv, رويترز, رویترز, رویتر, روئٹرز, رائٹرز, روټرز, رویټرز, "
    "रॉयटर्स, रायटर्स, रॉयटर, রয়টার্স, রয়টার, 路透社, 路透, рейтер, ройтерс, ројтерс, рейтерс, "
    "ρόιτερς, ρόϊτερς, ሮይተርስ, ሮይተርሥ",
    "AFP": "afpd, afpe, agence france-presse, أ ف ب, فرانس برس, آ اف پ, ا اف پ, ای اف پی, "
    "ا ف پ, فرانس پرس, خبرگزاری فرانسه, اے ایف پی, ای ایف پی, एएफपी, এএফপি, 法新社, афп, αφπ, "
    "አዣንስ ፍራንስ ፕረስ, ኤኤፍፒ",
    "dpa": "dpae, dpad, deutsche presse-agentur, د ب أ, د ب ا د, الألمانية, دی پی آ, د پ آ, دپا, "
    "خبرگزاری آلمان, ڈی پی اے, دی پی ای, ډي پي اې, डीपीए, ডিপিএ, 德新社, дпа, ዲፒኤ",
    "AP": "apd, aptn, associated press, أ ب, أسوشيتد برس, أسوشييتد برس, آ پ, آسوشیتدپرس, "
    "اسوشیتدپرس, اے پی, اې پي, एपी, এপি, 美联社, 美聯社, ап, ኤፒ",
    "epd": "إ ب د, ای پی ڈی, ईपीडी, ইপিডি, 德国新教通讯社, епд",
    "KNA": "ك ن أ, کے این اے, केएनए, কেএনএ, кна",
    "EFE": "إ ف إ, 埃菲社",
    "DW": "دويتشه فيله, دویچه وله, ڈی ڈبلیو, डीडब्ल्यू, ডয়চে ভেলে, ডিডাব্লিউ, 德国之声, 德國之聲, "
    "дойче веле, ντόιτσε βέλε, ዶይቸ ቬለ",
}
_BETWEEN_LETTERS: Final = re.compile(r"[\s.\-‐‑]+")


def language_name(code: str) -> str:
    """`pt-br` -> "Brazilian Portuguese"; the code itself where there is no such edition."""
    return NAMES.get(code, (code,))[0]


def agency_key(name: str) -> str:
    """Equal for all spellings of an agency: `afp`, `AFP`, `أ ف ب`."""
    key = _spelling(name)
    return _agencies().get(key, key)


@cache
def _agencies() -> dict[str, str]:
    return {
        _spelling(spelling): _spelling(name)
        for name, spellings in _AGENCIES.items()
        for spelling in spellings.split(", ")
    }


@cache
def agency_names() -> dict[str, str]:
    """How the agencies that are known here are written, by their keys."""
    return {_spelling(name): name for name in _AGENCIES}


def _spelling(name: str) -> str:
    return _BETWEEN_LETTERS.sub("", fold(name))
