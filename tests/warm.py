"""Programs in processes of their own that need not import Scrapy anew: it takes a second each time.

`run("scrapy", ...)` is `python -m scrapy ...`. A process that has imported what the project needs is
started once; each program is forked from it. It has an environment, a folder, standard streams and an
exit status of its own, as any process. What the interpreter looks at only when it starts (variables
`PYTHON…`, the locale) is given to a new one: then, and with `TESTS_COLD=1`, nothing is forked.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import io
import json
import os
import pkgutil
import runpy
import signal
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any, Final, NoReturn

ROOT: Final = Path(__file__).parents[1]
# Of these, what is set for a program is done in the forked process, too.
_KNOWN: Final = frozenset({"PYTHONPATH", "PYTHONWARNINGS"})
_AT_START: Final = ("PYTHON", "LC_", "LANG", "MALLOC_", "LD_")
# What a crawl is given, too: most is imported here, and would be told of here alone.
WARNINGS: Final = "error::DeprecationWarning:dwcrawler"
_MAX_REQUEST: Final = 150_000  # bytes; of a packet on a Unix socket
# What a crawl and most commands import: all modules of these packages, and some more. No settings of
# ours, which look at the environment, and no reactor.
_PACKAGES: Final = (
    *("scrapy.commands", "scrapy.downloadermiddlewares", "scrapy.extensions"),
    *("scrapy.spidermiddlewares", "dwcrawler.commands", "dwcrawler.components"),
    *("dwcrawler.extensions", "dwcrawler.handlers", "dwcrawler.middlewares", "dwcrawler.pipelines"),
)
_MODULES: Final = (
    *("scrapy.cmdline", "scrapy.core.downloader.handlers.http11", "scrapy.core.engine"),
    *("scrapy.crawler", "scrapy.pipelines.files", "scrapy.pqueues", "scrapy.shell"),
    *("scrapy.squeues", "scrapy.utils.defer", "scrapy.utils.test", "queuelib"),
    *("spidermon.contrib.scrapy.extensions", "dwcrawler.console.program"),
    *("dwcrawler.discovery.explaining", "dwcrawler.spiders.dw", "dwcrawler.watch.status"),
)
_NOT_IMPORTED: Final = (
    *("dwcrawler.settings", "twisted.internet.reactor", "dwcrawler.__main__"),
    "scrapy.extensions.statsmailer",  # whoever imports it is warned
)


def run(
    module: str, *arguments: str, cwd: Path, env: Mapping[str, str], timeout: float
) -> subprocess.CompletedProcess[str]:
    """`python -m MODULE ARGUMENTS…`: its output as text, in which U+FFFD stands for what is no UTF-8.

    Raises subprocess.TimeoutExpired after `timeout` seconds, when the process is killed.
    """
    command = [sys.executable, "-m", module, *arguments]
    asked = json.dumps([module, arguments, str(cwd), dict(env)]).encode()
    if not _can_be_forked(cwd, env) or len(asked) > _MAX_REQUEST:
        return subprocess.run(
            command,
            cwd=cwd,
            env=dict(env),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=timeout,
            check=False,
        )
    with ExitStack() as stack:
        out, err, told = (_pipe(stack) for _ in range(3))
        socket.send_fds(_warm(), [asked], [out[1], err[1], told[1]])
        for _, writing in (out, err, told):
            os.close(writing)
        output, errors = _read(out[0]), _read(err[0])
        with os.fdopen(told[0], "rb", closefd=False) as answers:
            pid = int(answers.readline())
            end = time.monotonic() + timeout
            for reader in (output, errors):
                reader.join(max(0, end - time.monotonic()))
                if reader.is_alive():
                    os.kill(pid, signal.SIGKILL)
                    raise subprocess.TimeoutExpired(command, timeout)
            status = int(answers.readline())
        return subprocess.CompletedProcess(command, status, output.text, errors.text)


def _can_be_forked(cwd: Path, env: Mapping[str, str]) -> bool:
    has_other_code = cwd != ROOT and (cwd / "dwcrawler").exists()
    if has_other_code or os.environ.get("TESTS_COLD"):
        return False
    names = {name for name in {*env, *os.environ} if name.startswith(_AT_START)} - _KNOWN
    path = env.get("PYTHONPATH", "")
    is_usual_path = path in ("", str(ROOT), os.environ.get("PYTHONPATH", ""))
    return is_usual_path and all(env.get(name) == os.environ.get(name) for name in names)


class _Reader(Thread):
    """Reads a pipe to its end."""

    def __init__(self, pipe: int) -> None:
        super().__init__(daemon=True)
        self._pipe = os.dup(pipe)
        self.text = ""

    def run(self) -> None:
        with os.fdopen(self._pipe, encoding="utf-8", errors="replace") as file:
            self.text = file.read()


def _read(pipe: int) -> _Reader:
    reader = _Reader(pipe)
    reader.start()
    return reader


def _pipe(stack: ExitStack) -> tuple[int, int]:
    reading, writing = os.pipe()
    stack.callback(os.close, reading)
    return reading, writing


@cache
def _warm() -> socket.socket:
    """The way to the process that everything is forked from; it ends with this one."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        command = [sys.executable, "-W", WARNINGS, "-m", "tests.warm", str(theirs.fileno())]
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()]
        )
    atexit.register(_end, ours, process)
    return ours


def _end(way: socket.socket, process: subprocess.Popen[bytes]) -> None:
    way.close()
    process.wait(timeout=10)


# In the process that everything is forked from


def _serve(way: socket.socket) -> tuple[Any, list[int]] | None:
    """Returns in each forked process with what it is to do; None at the end."""
    while True:
        asked, pipes, _, _ = socket.recv_fds(way, _MAX_REQUEST, 3)
        if not asked:
            return None
        if os.fork() == 0:
            way.close()
            program = os.fork()
            if program == 0:
                os.close(pipes[2])
                return json.loads(asked), pipes[:2]
            _watch(program, pipes)
        for pipe in pipes:
            os.close(pipe)
        with suppress(ChildProcessError):  # of none that is left
            while os.waitpid(-1, os.WNOHANG) != (0, 0):
                pass


def _watch(program: int, pipes: list[int]) -> NoReturn:
    """Tells a program's number, and its status when it has ended."""
    os.close(pipes[0])
    os.close(pipes[1])
    os.write(pipes[2], b"%d\n" % program)
    _, status = os.waitpid(program, 0)
    with suppress(BrokenPipeError):  # who asked has given up
        os.write(pipes[2], b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def _become(cwd: str, env: dict[str, str], pipes: list[int]) -> None:
    """Makes of this process what a new one would be."""
    for number, pipe in enumerate(pipes, start=1):
        os.dup2(pipe, number)
        os.close(pipe)
    sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", closefd=False), "utf-8", sys.stdout.errors)
    sys.stderr = io.TextIOWrapper(
        os.fdopen(2, "wb", closefd=False), "utf-8", sys.stderr.errors, line_buffering=True
    )
    sys.__stdout__, sys.__stderr__ = sys.stdout, sys.stderr
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    os.chdir(cwd)
    sys.path[0] = cwd
    sys.path[1:1] = [path for path in env.get("PYTHONPATH", "").split(os.pathsep) if path]
    sys.warnoptions[:] = [given for given in env.get("PYTHONWARNINGS", "").split(",") if given]
    warnings._processoptions(sys.warnoptions)  # type: ignore[attr-defined]


def _modules_of(packages: Iterable[str]) -> Iterator[str]:
    for name in packages:
        package = importlib.import_module(name)
        for module in pkgutil.iter_modules(package.__path__, f"{name}."):
            if module.name not in _NOT_IMPORTED:
                yield module.name


def main() -> None:
    way = socket.socket(fileno=int(sys.argv[1]))
    for name in (*_MODULES, *_modules_of(_PACKAGES)):
        __import__(name)
    for name in _NOT_IMPORTED:
        assert name not in sys.modules, name
    gc.collect()
    gc.freeze()
    job = _serve(way)
    if job is None:
        return
    (module, arguments, cwd, env), pipes = job
    _become(cwd, env, pipes)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
