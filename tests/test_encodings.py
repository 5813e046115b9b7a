"""Packed bodies: the whole of them or a plain word, whatever the packing and wherever the damage."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import HtmlResponse, Response

from dwcrawler.failures import EncodingError, UnpackedTooLarge, describe
from dwcrawler.middlewares.encodings import unpacked
from dwcrawler.minisite.packing import PACKERS, brotli_bomb

PAGE = (
    b"<!doctype html><html><head></head><body><p>" + b"Some words of ours. " * 500 + b"</p></html>"
)
URL = "https://www.dw.com/en/a-slug/a-67132206"


def response(body: bytes, encoding: str, status: int = 200) -> Response:
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Encoding": encoding}
    return Response(URL, status=status, headers=headers, body=body)


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PACKED: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    **{name: (name, pack) for name, pack in PACKERS.items()},
    "x-gzip": ("x-gzip", gzip.compress),
    "capitals": ("GZIP", gzip.compress),
    "raw deflate": ("deflate", raw_deflate),
    "two parts": ("gzip", lambda body: gzip.compress(body[:99]) + gzip.compress(body[99:])),
    "two frames": ("zstd", lambda body: PACKERS["zstd"](body[:99]) + PACKERS["zstd"](body[99:])),
    "one upon the other": ("gzip, br", lambda body: PACKERS["br"](gzip.compress(body))),
    "identity": ("identity", bytes),
    "named twice, packed once": ("gzip, gzip", gzip.compress),
    "nothing after it is its": ("gzip", lambda body: gzip.compress(body) + b"\r\nmore"),
    "no encoding at all": ("gzip", bytes),
    "an unknown one that was not used": ("utf-8", bytes),
}


@pytest.mark.parametrize("name", PACKED)
def test_the_whole_page(name: str) -> None:
    encoding, pack = PACKED[name]
    page = unpacked(response(pack(PAGE), encoding), len(PAGE))
    assert page.body == PAGE
    assert isinstance(page, HtmlResponse) and page.css("p::text").get("").startswith("Some words")
    assert "Content-Encoding" not in page.headers


@pytest.mark.parametrize("encoding", PACKERS)
@given(share=st.floats(0, 0.999))
def test_a_part_is_never_the_whole(encoding: str, share: float) -> None:
    packed = PACKERS[encoding](PAGE)
    cut = packed[: int(len(packed) * share)]
    if not cut:
        return  # an empty page, which is told as such
    with pytest.raises(EncodingError, match=f"its {encoding} encoding (is cut off|is damaged)"):
        unpacked(response(cut, encoding), len(PAGE))


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
@given(share=st.floats(0, 0.999), byte=st.integers(1, 255))
def test_another_byte_is_never_overlooked(encoding: str, share: float, byte: int) -> None:
    """Both carry a checksum. (What is not page but header of gzip may differ.)"""
    packed = bytearray(PACKERS[encoding](PAGE))
    packed[int(len(packed) * share)] ^= byte
    with suppress(EncodingError):
        assert unpacked(response(bytes(packed), encoding), 0).body == PAGE


def outcome(encoding: str, body: bytes) -> tuple[str, str]:
    try:
        unpacked(response(body, encoding), 1000)
    except (EncodingError, UnpackedTooLarge) as error:
        return describe(error)
    return "", ""


@pytest.mark.parametrize("encoding", PACKERS)
@given(body=st.binary(min_size=1, max_size=200))
def test_whatever_comes_is_a_body_or_a_plain_word(encoding: str, body: bytes) -> None:
    code, text = outcome(encoding, body)
    assert code in ("", "encoding", "too_large")
    if code == "encoding":
        assert text.startswith(f"the answer cannot be read (its {encoding} encoding ")


def test_an_encoding_that_nobody_knows() -> None:
    with pytest.raises(EncodingError, match="its encoding 'xz' is unknown"):
        unpacked(response(b"\xfd7zXZ\x00\x01\x02", "xz"), 1000)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        *((name, pack(b" " * (1 << 24))) for name, pack in PACKERS.items()),
        ("br", brotli_bomb(64)),
        ("gzip", gzip.compress(b" " * 9000) * 200),
    ],
)
def test_a_bomb_does_not_go_off(encoding: str, body: bytes) -> None:
    with pytest.raises(UnpackedTooLarge):
        unpacked(response(body, encoding), 1 << 20)
    assert unpacked(response(PACKERS["gzip"](PAGE), "gzip"), 0).body == PAGE


def test_many_parts_and_many_encodings_are_refused() -> None:
    with pytest.raises(EncodingError, match="parts"):
        unpacked(response(gzip.compress(b"") * 100_000, "gzip"), 1 << 20)
    with pytest.raises(EncodingError, match="encodings"):
        unpacked(response(b"\x1f\x8b", ", ".join(["gzip"] * 3000)), 1 << 20)


@pytest.mark.parametrize("status", [301, 304, 404, 410, 503])
@pytest.mark.parametrize("body", [b"", b"\x1f\x8b\x08broken"])
def test_the_status_of_an_error_tells_all(status: int, body: bytes) -> None:
    answer = unpacked(response(body, "gzip", status), 1000)
    assert answer.status == status and answer.body == b""


@pytest.mark.parametrize("encoding", PACKERS)
def test_an_empty_body_is_an_empty_page(encoding: str) -> None:
    assert unpacked(response(b"", encoding), 1000).body == b""
