"""The MP4 file behind an adaptive stream (HLS) of DW's: both stand side by side on pages (seen).

`https://hlsvod.dw.com/i/<path>_,AVC_480x270,AVC_1920x1080,.mp4.csmil/master.m3u8` names the variants of
one film, each a file `<path>_AVC_1920x1080.mp4`. They stand in any order (seen in files of 2021 to
2023), and under other names than their sizes: `,sd,hd,`, `,sd_avc,sd_sor,`.
"""

from __future__ import annotations

import re
from typing import Final

# Whatever stands around the variants: the path before, and how a file's name ends.
_MASTER: Final = re.compile(
    r"/i/(?P<path>[^,?#]{1,400}),(?P<variants>[^/?#]{1,2000}),(?P<end>[^,/?#]{0,60}\.mp4)\.csmil(?:/|\Z)"
)
_DOWNLOADS: Final = "https://tvdownloaddw-a.akamaihd.net/"
_SIZE: Final = re.compile(r"(?<![0-9])([0-9]{2,5})x([0-9]{2,5})(?![0-9])", re.IGNORECASE)
_NUMBER: Final = re.compile(r"([0-9]{1,9})(k|m)?(?![a-z])|[0-9]{1,9}")
_WORD: Final = re.compile(r"[a-z]+")
_SHARPNESS: Final = {"uhd": 5, "fhd": 4, "fullhd": 4, "hd": 3, "hq": 2, "sd": 1, "ld": -1, "lq": -1}
# The newer of two ways in which films of one size were packed.
_CODECS: Final = {"avc": 1, "sor": -1}


def mp4_of(hls: str) -> str | None:
    """The file of the largest variant; None for an address of another form."""
    match = _MASTER.search(hls)
    if match is None:
        return None
    variants = [name for name in match["variants"].split(",") if name]
    if not variants:
        return None
    best = max(enumerate(variants), key=lambda entry: (*_rank(entry[1]), entry[0]))[1]
    return f"{_DOWNLOADS}{match['path']}{best}{match['end']}"


def _rank(variant: str) -> tuple[int, int, int, int]:
    """By pixels; else by the words for sharpness and codec; else by the largest number in it.

    Of names that tell nothing, the last counts: most lists ascend (seen).
    """
    name = variant.lower()
    size = _SIZE.search(name)
    pixels = int(size[1]) * int(size[2]) if size else 0
    words = _WORD.findall(name)
    sharpness = max((_SHARPNESS.get(word, 0) for word in words), key=abs, default=0)
    codec = sum(_CODECS.get(word, 0) for word in words)
    numbers = [_number(match) for match in _NUMBER.finditer(name)] if size is None else []
    return pixels, sharpness, codec, max(numbers, default=0)


def _number(match: re.Match[str]) -> int:
    """`4k` is a height of 2,160 pixels, as `2160p` is; `2m` are 2,000 kbit/s, as `2000k` are."""
    if match[2] == "k" and len(match[1]) == 1:
        return 540 * int(match[1])
    return int(match[1]) * 1000 if match[2] == "m" else int(match[1] or match[0])
