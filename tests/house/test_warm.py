"""What is forked from a process that runs already is what a new one would be: the same words, the
same status; so tests that run programs in this way test the programs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import warm

# Modules in the folder where they run.
PROGRAMS = {
    "streams": "import sys; print('út', sys.argv[1:]); sys.stderr.write('error \\udc80\\n')",
    "environment": "import os; print(os.environ.get('GIVEN'), os.getcwd(), os.environ.get('HOME'))",
    "status": "raise SystemExit(7)",
    "words": "raise SystemExit('no')",
    "raising": "import scrapy\n1 / 0",
    "killed": "import os, signal; os.kill(os.getpid(), signal.SIGTERM)",
    "interrupted": "import os, signal; os.kill(os.getpid(), signal.SIGINT); import time; time.sleep(9)",
    "unflushed": "import os; os.write(1, b'first\\n'); print('last', end='')",
    "paths": "import sys; print(__name__, sys.argv[0], sys.path[:2], __file__)",
    "threads": "import threading; print(threading.active_count(), 'twisted.internet.reactor' in __import__('sys').modules)",
    "files": "import os; print(sorted(os.listdir('/proc/self/fd'))[:3], os.isatty(1))",
    "signals": "import signal; print([signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGCHLD, signal.SIGPIPE)])",
    "warning": "import sys, warnings; print(sys.warnoptions); warnings.warn('old', DeprecationWarning)",
}


def cold(module: str, *arguments: str, cwd: Path, env: dict[str, str]) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=cwd,
        env=env,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_cannot_tell_the_difference(name: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}_program.py").write_text(PROGRAMS[name])
    env = {**os.environ, "GIVEN": "á", "PYTHONWARNINGS": "error::DeprecationWarning"}
    program = (f"{name}_program", "an argument", "")
    done = warm.run(*program, cwd=tmp_path, env=env, timeout=60)
    returncode, stdout, stderr = cold(*program, cwd=tmp_path, env=env)
    assert (done.returncode, done.stdout) == (returncode, stdout)
    # What ran the module stands in a traceback, too.
    assert done.stderr.splitlines()[-1:] == stderr.splitlines()[-1:]


@pytest.mark.parametrize(
    "command",
    [
        ("dwcrawler", "--version"),
        ("dwcrawler", "crwal"),
        ("dwcrawler", "crawl", "--help"),
        ("scrapy", "settings", "--get", "USER_AGENT"),
        ("scrapy", "why", "67132206"),
        ("scrapy", "crawl", "dw", "-a", "lenguages=de"),
    ],
    ids=" ".join,
)
def test_nor_can_a_user(command: tuple[str, ...]) -> None:
    env = {**os.environ, "DW_MIRROR": "http://127.0.0.1:9", "DW_CONTACT": "me@example.org"}
    done = warm.run(*command, cwd=warm.ROOT, env=env, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == cold(*command, cwd=warm.ROOT, env=env)


def test_it_is_killed_after_its_time(tmp_path: Path) -> None:
    (tmp_path / "sleeping.py").write_text("import time; print('begun'); time.sleep(600)")
    with pytest.raises(subprocess.TimeoutExpired):
        warm.run("sleeping", cwd=tmp_path, env=dict(os.environ), timeout=0.5)


def test_what_only_a_new_interpreter_heeds_is_given_to_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "shown.py").write_text("import sys; print(sys.stdout.encoding)")
    env = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    assert warm.run("shown", cwd=tmp_path, env=env, timeout=60).stdout == "iso8859-1\n"
