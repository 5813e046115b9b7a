"""robots.txt in whatever form it comes, made into the plain form that Protego reads rightly.

Protego (the parser) takes text. It misses a name with a version (`dwcrawler/1.0`), takes `dw` for
`dwcrawler`, ends a group at a field that it does not know, and knows no bytes. What is left of a
file here are the fields User-agent, Allow, Disallow and Crawl-delay, in ASCII.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final

from protego import Protego

# RFC 9309: at least so much has to be read.
MOST_BYTES: Final = 500 * 1024

_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_AGENT: Final = re.compile(rb"user[ -]?agent\s*(?:[:\s]\s*(.*))?", re.IGNORECASE)
_SITEMAP: Final = re.compile(rb"site-?map\s*:\s*(\S{1,2000})", re.IGNORECASE)
_MOST_SITEMAPS: Final = 100
# With the misspellings that Protego knows.
_RULE: Final = re.compile(
    rb"(?:(allow)|(disallow|dissallow|dissalow|disalow|diasllow|disallaw)|(crawl[ -]delay))"
    rb"(?:\s*:\s*|\s+)(.*)",
    re.IGNORECASE,
)
_ORIGIN: Final = re.compile(rb"https?://[^/]*", re.IGNORECASE)
_NOT_PLAIN: Final = re.compile(rb"[^\x20-\x7e]")
_TOKEN: Final = re.compile(rb"[a-z_-]+|\*", re.IGNORECASE)
_ODD_BLANKS: Final = (
    ("\u00a0".encode(), b" "),
    ("\ufeff".encode(), b""),
    ("\u200b".encode(), b""),
    (b"\0", b""),
)
# No product has a name with a slash in it.
_SOMEBODY_ELSE: Final = b"other/"


def parser_of(body: bytes, agent: str) -> Protego:
    """The rules that a robots.txt has for `agent`; of more than MOST_BYTES, those in the first.

    No bytes whatever raise an error: what is no rule is passed over.
    """
    name = product_token(agent).encode()
    lines = _plain_lines(_utf8(body[:MOST_BYTES]), name)
    return Protego.parse(b"\n".join(lines).decode("ascii"))


def sitemaps_of(body: bytes) -> list[str]:
    """The URLs of sitemaps that a robots.txt names, in whichever group they stand, each once."""
    found: dict[str, None] = {}
    for line in _utf8(body[:MOST_BYTES]).splitlines():
        match = _SITEMAP.match(_without_odd_blanks(line).strip())
        if match is not None and len(found) < _MOST_SITEMAPS:
            found[match[1].decode("utf-8", "replace")] = None
    return list(found)


def product_token(agent: str) -> str:
    """The part of a user agent's name that robots.txt knows it by: `dwcrawler/1.0` -> `dwcrawler`."""
    return re.split(r"[/\s]", agent.strip(), maxsplit=1)[0].lower()


def is_markup(body: bytes) -> bool:
    """Whether a page came in place of a robots.txt."""
    return _utf8(body[:1024]).lstrip().startswith(b"<")


def _utf8(body: bytes) -> bytes:
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return body.decode(encoding, "replace").encode()
    if b"\0" in body[:2]:  # UTF-16 without a sign: every second byte of ASCII is null
        encoding = "utf-16-be" if body.startswith(b"\0") else "utf-16-le"
        return body.decode(encoding, "replace").encode()
    return body.removeprefix(codecs.BOM_UTF8)


def _plain_lines(body: bytes, agent: bytes) -> Iterator[bytes]:
    for line in body.splitlines():
        line = _without_odd_blanks(line).partition(b"#")[0].strip()
        if match := _AGENT.fullmatch(line):
            yield b"User-agent: " + _whom(match[1] or b"", agent)
        elif match := _RULE.fullmatch(line):
            allow, disallow, _, value = match.groups()
            field = b"Allow" if allow else b"Disallow" if disallow else b"Crawl-delay"
            value = _path(value) if allow or disallow else _escaped(value)
            yield field + b": " + value


def _whom(value: bytes, agent: bytes) -> bytes:
    """Whose group begins; a line may name several, with their versions."""
    words = re.split(rb"[\s,;()]+", value)
    names = {word.partition(b"/")[0].rstrip(b"*").lower() for word in words if word != b"*"}
    if agent in names:
        return agent
    first = _TOKEN.match(value)
    return b"*" if first is not None and first[0] == b"*" else _SOMEBODY_ELSE


def _path(value: bytes) -> bytes:
    """A rule as it was meant: with a slash at its beginning, without the site's own address."""
    value = _escaped(_ORIGIN.sub(b"", value, count=1) or b"/" if value else value)
    return value if not value or value[:1] in (b"/", b"*", b"$") else b"/" + value


def _escaped(value: bytes) -> bytes:
    """Bytes beyond ASCII as they stand in a URL, whatever encoding they are of."""
    return _NOT_PLAIN.sub(lambda match: b"%%%02X" % match[0][0], value.strip())


def _without_odd_blanks(line: bytes) -> bytes:
    """No-break spaces, and marks that nobody sees, come in when a file is pasted together."""
    for odd, plain in _ODD_BLANKS:
        line = line.replace(odd, plain)
    return line
