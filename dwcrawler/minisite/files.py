"""Pictures, videos and audios: the same short ones for every story, but real ones.

Made for this site with ffmpeg, from its test picture and a sine tone of one second.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from dwcrawler.minisite.answer import Answer

HOSTS: Final = frozenset(
    {
        "static.dw.com",
        "hlsvod.dw.com",
        "tvdownloaddw-a.akamaihd.net",
        "radiodownloaddw-a.akamaihd.net",
    }
)
# One pixel, grey.
_JPEG: Final = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300" + "08" * 64 + "ffc0000b080001000101011100"
    "ffc40014000100000000000000000000000000000009ffc40014100100000000000000000000000000000000"
    "ffda0008010100003f0054dfffd9"
)
_MASTER: Final = b"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=50000,RESOLUTION=96x54\nindex.m3u8\n"
_INDEX: Final = (
    b"#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXTINF:1.0,\nclip.ts\n#EXT-X-ENDLIST\n"
)


def file_at(path: str) -> Answer:
    match path.rpartition(".")[2]:
        case "jpg" | "jpeg" | "png":
            return Answer(200, _JPEG, "image/jpeg")
        case "mp4":
            return Answer(200, _media("clip.mp4"), "video/mp4")
        case "mp3":
            return Answer(200, _media("tone.mp3"), "audio/mpeg")
        case "m3u8":
            playlist = _MASTER if path.endswith("master.m3u8") else _INDEX
            return Answer(200, playlist, "application/x-mpegURL")
        case "ts":
            return Answer(200, _media("clip.ts"), "video/mp2t")
        case _:
            return Answer(404, b"<html><body>There is no such file.</body></html>")


@cache
def _media(name: str) -> bytes:
    return files("dwcrawler.minisite").joinpath("media", name).read_bytes()
