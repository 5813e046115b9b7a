"""A page's bytes, in whatever encoding they were sent or saved -> UTF-8.

dw.com sends UTF-8 (seen on every captured page), and such a page is passed on untouched and unread:
it costs next to nothing. Pages that others saved can be in the encoding of their program. As in a
browser a byte-order mark counts first, then the HTTP header, then what the page itself declares.
Other than in a browser, a declared encoding is not believed where the bytes are UTF-8: servers and
programs declare wrongly, but no text of another encoding is UTF-8 by chance.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    to_unicode,
)

UTF_8: Final = "utf-8"
_UTF_8_MARK: Final = b"\xef\xbb\xbf"
# As the site writes it, so that its own pages need no closer look.
_DECLARES_UTF_8: Final = re.compile(rb"""<meta [^>]{0,200}char[sS]et=["']?[uU][tT][fF]-8["'\s/>]""")
# w3lib looks so far for a declaration. Archives put their own scripts before it.
_DECLARED_WITHIN: Final = 4096
_DECLARED_LATE: Final = 64 * 1024
# UTF-16 without a mark: a page begins with "<", perhaps after blanks.
_UTF_16: Final = (
    (re.compile(rb"(?:[\t\n\r ]\0){0,100}<\0"), "utf-16-le"),
    (re.compile(rb"(?:\0[\t\n\r ]){0,100}\0<"), "utf-16-be"),
)
# Encodings that browsers know, by Python's names, but those of more than a byte a letter (UTF-16),
# which no declaration in ASCII can name rightly. Python knows more: some take very long
# (punycode), some are no text (zip).
_KNOWN: Final = frozenset(
    {"big5hkscs", "cp866", "cp874", "cp932", "cp949", "euc_jp", "gb18030", "iso2022_jp"}
    | {"koi8-r", "koi8-u", "mac-roman", UTF_8}
    | {f"cp125{number}" for number in range(9)}
    | {f"iso8859-{number}" for number in range(1, 17)}
)
_BEYOND_ASCII: Final = bytes(range(0x80, 0x100))


def in_utf_8(body: bytes, content_type: str | bytes | None = None) -> tuple[bytes, int]:
    """The same page in UTF-8, without a byte-order mark, and how many characters were lost.

    `content_type` is the HTTP header that came with it. What the page's encoding does not have
    becomes U+FFFD; but what is UTF-8 already is not looked at: `repaired` does that.
    """
    if body.startswith(_UTF_8_MARK):
        return body[len(_UTF_8_MARK) :], 0
    encoding = _of_marks(body) or _stated(content_type) or _declared(body) or UTF_8
    if encoding == UTF_8 or (not encoding.startswith("utf-") and is_utf_8(body)):
        return body, 0
    text = to_unicode(body, encoding).removeprefix("\ufeff")
    return text.encode(UTF_8, "replace"), text.count("\ufffd")


def repaired(body: bytes) -> tuple[bytes, int]:
    """UTF-8 with U+FFFD in place of what is none, and how often that was so."""
    text = body.decode(UTF_8, "replace")
    return text.encode(), text.count("\ufffd") - body.count("\ufffd".encode())


def _of_marks(body: bytes) -> str | None:
    """What the first bytes tell: only UTF-16 and UTF-32 can be told so."""
    encoding, _ = read_bom(body)
    if encoding is None and b"\0" in body[:2]:
        return next((name for begin, name in _UTF_16 if begin.match(body)), None)
    return encoding


def _stated(content_type: str | bytes | None) -> str | None:
    if isinstance(content_type, bytes):
        content_type = content_type.decode("latin-1")
    return _stated_in(content_type) if content_type else None


@lru_cache(maxsize=64)
def _stated_in(content_type: str) -> str | None:
    return _known(http_content_type_encoding(content_type))


def _declared(body: bytes) -> str | None:
    """By a `meta` element or an XML declaration."""
    if found := _DECLARES_UTF_8.search(body, 0, _DECLARED_WITHIN):
        before = body[: found.start()]
        is_in_comment = before.rfind(b"<!--") > before.rfind(b"-->")
        if not is_in_comment and b"charset" not in before.lower():
            return UTF_8
    encoding = html_body_declared_encoding(body)
    if encoding is None:
        at = body.find(b"charset", _DECLARED_WITHIN, _DECLARED_LATE)
        tag = body.rfind(b"<", 0, at) if at >= 0 else -1
        encoding = html_body_declared_encoding(body[tag : at + 100]) if tag >= 0 else None
    return _known(encoding)


def _known(encoding: str | None) -> str | None:
    return encoding if encoding in _KNOWN else None


def is_utf_8(body: bytes) -> bool:
    """Whether more of its characters beyond ASCII are UTF-8 than are not."""
    text = body.decode(UTF_8, "replace")
    broken = text.count("\ufffd") - body.count("\ufffd".encode())
    beyond_ascii = len(text) - len(body.translate(None, _BEYOND_ASCII))
    return beyond_ascii > 2 * broken
