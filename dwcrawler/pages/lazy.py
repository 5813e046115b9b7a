"""Where the address of an `img` element stands, which may be loaded only when a reader scrolls to it.

Then `src` is missing or holds a placeholder, and the address is in an attribute that a script reads:
`data-url` (seen, in the state's HTML), `data-src`, `data-srcset` (as most such scripts have it), or
only in the `source` elements of its `picture`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from dwcrawler.pages.markup import Element
from dwcrawler.pages.pictures import picture

_ADDRESSES: Final = ("data-url", "data-src", "data-original", "data-lazy-src", "data-lazy", "src")
_SETS: Final = ("data-srcset", "data-lazy-srcset", "srcset")
_WIDTH: Final = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)[wx]\Z", re.ASCII)
# Pictures of nothing, by their names: `1x1.gif`, `blank.png`, `image-placeholder_16x9.svg`.
_NOTHING: Final = (
    "1px|1x1|blank|clear|dummy|empty|gray|grey|lazy|lazyload|loader|loading|pixel|placeholder"
    "|spacer|spinner|transparent"
)
_PLACEHOLDER: Final = re.compile(
    rf"(?:\A|/)(?=[^/]{{0,100}}(?:{_NOTHING}))"
    rf"(?:(?:{_NOTHING}|bg|gif|image|img|\d{{1,4}}(?:x\d{{1,4}})?)[-_]?){{1,6}}"
    r"\.(?:gif|jpe?g|png|svg|webp)\Z",
    re.IGNORECASE | re.ASCII,
)


def picture_in(img: Element) -> tuple[int | None, str | None]:
    """The id of a DW picture and the URL of its widest form; of another picture its URL alone.

    One of DW's counts wherever it stands. Placeholders are no pictures.
    """
    other = None
    for address in _addresses(img):
        if address[:5].lower() == "data:":
            continue  # before it is kept as what `picture` has seen: it may be large
        number, url = picture(address)
        if number is not None:
            return number, url
        if other is None and url is not None and not _PLACEHOLDER.search(address.partition("?")[0]):
            other = url
    is_dot = img.get("width") == "1" == img.get("height")  # counts visitors
    return None, None if is_dot else other


def _addresses(img: Element) -> Iterator[str]:
    """In the order in which they are to be believed."""
    for name in _ADDRESSES:
        if address := (img.get(name) or "").strip():
            yield address
    yield from _widest(img)
    for above in img.iterancestors():
        if above.tag == "picture":
            for source in above.iter("source"):
                yield from _widest(source)
        elif above.tag != "source":  # the parser takes what follows one to be in it
            break


def _widest(element: Element) -> Iterator[str]:
    for name in _SETS:
        if candidates := list(_candidates(element.get(name) or "")):
            yield max(enumerate(candidates), key=lambda entry: (entry[1][1], entry[0]))[1][0]


def _candidates(srcset: str) -> Iterator[tuple[str, float]]:
    """The addresses of a `srcset`, each with its width or density, 0 where that is not told."""
    address = ""
    for word in srcset.split():
        if not address:
            address = word
        else:
            width, _, following = word.partition(",")  # `a.jpg 1x,b.jpg 2x`
            match = _WIDTH.match(width)
            yield address, float(match[1]) if match else 0
            address = following
        if address.endswith(","):
            if address := address.strip(","):
                yield address, 0
            address = ""
    if address:
        yield address, 0
