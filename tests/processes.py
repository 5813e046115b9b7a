"""Which tests start processes: they are marked `process`, and `make test-fast` leaves them out.

A test is one if it, a fixture that it uses, or a function of the tests that these call names what
starts a process. What this does not see, a test is marked by hand; `Guard` makes one that was
forgotten fail.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

from dwcrawler.minisite.process import running

MARK = "process"
# By name, where Python can start one in another way than by the module `subprocess`.
_EVENTS = frozenset({"subprocess.Popen", "os.posix_spawn", "os.fork", "os.forkpty", "pty.spawn"})


def starts_one(item: pytest.Function) -> bool:
    """Whether a test is seen to start a process."""
    # pytest has no public way to a test's fixtures.
    fixtures = item._fixtureinfo.name2fixturedefs.values()
    functions = [definition.func for found in fixtures for definition in found]
    return any(_starts_one(function) for function in [item.function, *functions])


@cache
def _starts_one(function: object) -> bool:
    return any(_is_starter(named) for named in _reached_from(function))


def _is_starter(named: object) -> bool:
    is_of_playwright = getattr(named, "__module__", None) == "playwright.sync_api"
    return named is subprocess or named is running or is_of_playwright


def _reached_from(function: object) -> list[object]:
    """All that a function names, and what the functions and classes of the tests among it name."""
    reached: dict[int, object] = {}
    waiting = [function]
    while waiting:
        named = waiting.pop()
        if id(named) not in reached:
            reached[id(named)] = named
            waiting += _named_by(named)
    return list(reached.values())


def _named_by(thing: object) -> Iterator[object]:
    thing = getattr(thing, "__wrapped__", thing)
    if not getattr(thing, "__module__", "").startswith("tests."):
        return
    if isinstance(thing, type):
        yield from vars(thing).values()
    elif isinstance(thing, FunctionType):
        for name in _names(thing.__code__):
            if name in thing.__globals__:
                named = thing.__globals__[name]
                yield named
                if isinstance(named, ModuleType) and named.__name__.startswith("tests."):
                    yield from (vars(named).get(own) for own in _names(thing.__code__))


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


class Guard:
    """Lets no test start a process that is not marked so: `make test-fast` would run it."""

    def __init__(self) -> None:
        self.test: pytest.Item | None = None
        sys.addaudithook(self._hear)

    def _hear(self, event: str, _: tuple[Any, ...]) -> None:
        test = self.test
        if event in _EVENTS and test is not None and test.get_closest_marker(MARK) is None:
            raise RuntimeError(
                f"{test.nodeid} starts a process: mark it with @pytest.mark.{MARK} "
                "(tests/README.md says why)"
            )
