"""`urls=@FILE` and `urls=-`: lists of URLs as programs and people write them."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from dwcrawler.discovery.arguments import Arguments, WrongArguments, checked
from tests.crawls import ROOT

FIRST, SECOND = "https://www.dw.com/en/a,-b/a-60000000", "https://p.dw.com/p/4Xg9W"


def urls(path: Path) -> list[str]:
    return checked({"urls": f"@{path}"}).urls


def refusal(argument: str) -> list[str]:
    with pytest.raises(WrongArguments) as refused:
        checked({"urls": argument})
    return refused.value.lines


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_blank_lines_and_comments_are_skipped(encoding: str, end: str, tmp_path: Path) -> None:
    lines = ["# Stories", "", f"  {FIRST} ", "\t", f'"{SECOND}",', "   # no URL", ""]
    path = tmp_path / "a list.txt"
    path.write_bytes(end.join(lines).encode(encoding))
    assert urls(path) == [FIRST, SECOND]


def test_each_wrong_line_is_named_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(
        b"# Stories\n\nhttps://example.org/a-1\n%s\nwww.dw.com/en/x/a-60000000\n\xff\xfe\xfd\n"
        % FIRST.encode()
    )
    first, second, third = refusal(f"@{path}")
    assert first.startswith(
        f"urls: {path}, line 3: https://example.org/a-1 is not the URL of a story"
    )
    assert f"{path}, line 5: " in second and "did you mean https://www.dw.com/en/x/a-6" in second
    assert third == f"urls: {path}, line 6: the line is not UTF-8"


def test_of_many_wrong_lines_the_first_are_named(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("nothing\n" * 1_000 + "x" * 100_000)
    lines = refusal(f"@{path}")
    assert len(lines) == 21 and lines[-1] == "urls: 981 more lines are wrong"
    assert max(map(len, lines)) < 400


def test_a_list_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    (empty := tmp_path / "empty.txt").write_text("\n# nothing\n")
    for argument, told in {
        f"@{tmp_path}/none.txt": f"urls: there is no file {tmp_path}/none.txt",
        f"@{tmp_path}": f"urls: {tmp_path} cannot be read: Is a directory",
        "@": "urls: name a file after @, as in urls=@list.txt",
        f"@{empty}": f"urls: {empty} has no URL: expected one a line",
        "@a\0b": "cannot be read",
        str(empty): f"did you mean the URLs in that file, urls=@{empty}?",
    }.items():
        (line,) = refusal(argument)
        assert told in line


@pytest.mark.heavy
def test_a_hundred_thousand_urls(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    listed = [f"https://www.dw.com/en/a-story/a-{60_000_000 + n}" for n in range(100_000)]
    path.write_text("\n".join(listed))
    begin = time.perf_counter()
    given = checked({"urls": f"@{path}"})
    assert given.urls == listed
    assert time.perf_counter() - begin < 20
    assert len(str(given.scope())) < 200
    assert given.scope() != Arguments(urls=listed[1:]).scope()


def test_urls_still_stand_in_the_argument_itself() -> None:
    assert checked({"urls": f"{FIRST}, {SECOND}"}).urls == [FIRST, SECOND]
    assert checked({"urls": [FIRST, SECOND]}).urls == [FIRST, SECOND]


@pytest.mark.parametrize("argument", ["-", "@-"])
def test_standard_input(argument: str) -> None:
    program = (
        "from dwcrawler.discovery.arguments import checked\n"
        f"print(*checked({{'urls': '{argument}'}}).urls)"
    )
    command = [sys.executable, "-c", program]
    given = f"{FIRST}\n{SECOND}\n"
    done = subprocess.run(
        command, cwd=ROOT, input=given, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [FIRST, SECOND]
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -c "{program}" <&-'],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "urls: standard input is closed" in done.stderr.splitlines()[-1]
