"""Addresses and other text from the network, as logs and errors show them."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from dwcrawler.console.readable import one_line, readable, without_controls

WORDS = {"ar": "حديقة-على-الجبل", "am": "የአትክልት-ስፍራ", "fa": "می\u200cگذرد", "ru": "сад-на-горе"}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_letters_are_decoded(words: str, case: type[str]) -> None:
    encoded = case(quote(words)) if case is str.lower else quote(words)
    assert readable(f"https://www.dw.com/x/{encoded}/a-1") == f"https://www.dw.com/x/{words}/a-1"


@pytest.mark.parametrize(
    "kept",
    [
        "%20", "%2F", "%0A", "%1B%5B31m", "%25D8", "%FF%FE", "%E2%80%AE", "%E2%80%8B", "%C2%85",
        "%E2%80%A8", "%C2%A0", "%E1", "100%", "%zz",
    ],
)  # fmt: skip
def test_all_else_stays_as_it_is(kept: str) -> None:
    """So what is shown is the same address, on one line, and does nothing to a terminal."""
    url = f"https://www.dw.com/en/a{kept}b/a-1"
    assert readable(url) == url


@pytest.mark.parametrize("longest", [20, 40, 140])
def test_a_long_one_keeps_its_id(longest: int) -> None:
    url = "https://www.dw.com/am/" + quote("የአትክልት-ስፍራ-" * 40) + "/a-60000010"
    shown = readable(url, longest)
    assert len(shown) == longest and shown.endswith("/a-60000010") and "…" in shown
    assert len(readable("https://www.dw.com/" + "x" * 900, longest)) == longest


def test_text_that_would_move_a_terminal() -> None:
    hostile = "a\x1b[2Jb\x9b1mc\r\nd\u202ee\u2028f\x00\ud800g\tघर\u200dh"
    assert one_line(hostile) == "a[2Jb1mc de fg घर\u200dh"
    assert without_controls("Traceback\n\tline\x1b[31m\r\n") == "Traceback\n\tline[31m \n"
