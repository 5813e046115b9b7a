"""Pages that others have saved: what their programs changed is undone, as far as it can be.

The Wayback Machine and archives built like it put their own address and the moment of the capture
before every URL: `https://web.archive.org/web/20230613165708/https://www.dw.com/…`, on pages also
`/web/20230613165708im_/https://…`. SingleFile and Save Page WE put pictures into the page, and
their addresses beside them; SingleFile leaves out end tags that HTML does not ask for.
"""

from __future__ import annotations

import re
from typing import Final, cast

from lxml import etree

from dwcrawler.pages.head import Head
from dwcrawler.pages.markup import Element

# A slash may be escaped, in JSON.
_WRAPPING: Final = re.compile(
    rb"(?:(?:https?:)?(?P<s>\\?/)(?P=s)[\w.-]{1,100}(?::\d{1,5})?)?"
    rb"\\?/(?:[\w-]{1,40}\\?/){0,2}(?P<moment>\d{4,14})(?:[a-z]{2}_)?\\?/"
    rb"(?=(?:https?:)?\\?/\\?/)"
)
# What an archive itself writes into a page, or a page's own address behind an archive's.
_SIGNS: Final = re.compile(
    rb"BEGIN WAYBACK TOOLBAR|FILE ARCHIVED ON \d|\b__wm\.|\bwombat\b|WB_wombat_|_wb_wombat|wbinfo\."
    rb"|<(?:link|meta|base|html)\s[^>]{0,300}?\d{4,14}(?:[a-z]{2}_)?/https?://(?:[\w-]+\.)*dw\.(?:com|de)\b",
    re.IGNORECASE,
)
_MOMENT: Final = re.compile(rb"/\d{14}(?:[a-z]{2}_)?/")
_BEGINNING: Final = 2_048
_OF_DW: Final = re.compile(rb"(?:https?:)?\\?/\\?/(?:[\w-]+\.)*dw\.(?:com|de)\b", re.IGNORECASE)
_KEPT: Final = etree.XPath(
    ".//@*[starts-with(name(), 'data-sf-original-') or starts-with(name(), 'data-savepage-')]"
)
_KEPT_NAME: Final = re.compile(r"data-(?:sf-original|savepage)-(src|srcset|href|poster)\Z")
_END: Final = re.compile(rb"</html(?=[\s/>])", re.IGNORECASE)
_SINGLE_FILE: Final = b"SingleFile"


def unwrapped(body: bytes) -> bytes:
    """A page as it was before an archive changed its URLs; any other as it is.

    Only those with a moment under which the page has addresses of DW are changed: a link of the
    story to something that was archived at another time stays.
    """
    if not _may_be_archived(body) or not _SIGNS.search(body):
        return body
    moments = {
        found["moment"] for found in _WRAPPING.finditer(body) if _OF_DW.match(body, found.end())
    }
    return _WRAPPING.sub(lambda found: b"" if found["moment"] in moments else found[0], body)


def _may_be_archived(body: bytes) -> bool:
    """A look at the beginning alone, for all pages pay for it.

    An archive's scripts are the first in a head, and the canonical link is not far behind (seen).
    """
    is_named = body.find(b"archive", 0, _BEGINNING) >= 0
    return is_named or _MOMENT.search(body, 0, _BEGINNING) is not None


def restore(root: Element) -> None:
    """Addresses that stand beside what was put into the page in their place."""
    for kept in cast("list[etree._ElementUnicodeResult]", _KEPT(root)):
        name = _KEPT_NAME.match(str(kept.attrname or ""))
        element = kept.getparent()
        if name and element is not None and kept.strip():
            element.set(name[1], str(kept))


def keeps_addresses(head: Head) -> bool:
    """Whether one of the programs for which `restore` is says that it saved the page."""
    return "savepage-url" in head.metas or any("SingleFile" in text for text in head.comments)


def has_end(body: bytes, start: int = 0) -> bool:
    """Whether a page arrived as a whole: `</html>` stands after `start`, or may be left out."""
    if body.rfind(b"</html", start) >= 0 or _END.search(body, start):
        return True
    return _SINGLE_FILE in body[:5_000] and body.rstrip().endswith(b">")
