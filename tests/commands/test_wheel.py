"""The built wheel, in an environment of its own: `dwcrawler` works there, without the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from dwcrawler.minisite.process import RunningSite
from dwcrawler.minisite.site import Site
from dwcrawler.minisite.world import World
from tests.crawls import FAST, ROOT

STORIES = 12
SITE = Site(World(stories=STORIES, languages=("en",)))
# Begins with Python itself: writes down each file and folder of the checkout that is opened.
WATCH = """
import os
import sys

_ROOT, _LIBRARIES, _TOLD = {root!r}, {libraries!r}, {told!r}


def _watch(event, arguments):
    if event not in ("open", "os.listdir", "os.scandir", "sqlite3.connect"):
        return
    path = arguments[0]
    if isinstance(path, (str, bytes, os.PathLike)):
        path = os.path.abspath(os.fsdecode(path))
        if path.startswith(_ROOT + os.sep) and not path.startswith(_LIBRARIES):
            with open(_TOLD, "a") as told:
                told.write(path + "\\n")


sys.addaudithook(_watch)
"""


@dataclass(frozen=True, slots=True)
class Installed:
    """`opened` is where the names of the checkout's files stand that a program opened."""

    wheel: Path
    programs: Path
    opened: Path

    def run(
        self, program: str, *arguments: str | Path, cwd: Path, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.programs / program), *map(str, arguments)],
            cwd=cwd,
            env={**_environment(), **environment},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def read_of_the_checkout(self) -> list[str]:
        return self.opened.read_text().splitlines() if self.opened.exists() else []


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def _pip(*arguments: str | Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, arguments)],
        env=_environment(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Only the wheel is in the environment; the libraries are those that run this test."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"  # building leaves files beside the code
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "dwcrawler", source / "dwcrawler", ignore=ignored)
    for name in ("pyproject.toml", "setup.py", "README.md"):
        shutil.copy(ROOT / name, source)
    offline = ("--no-deps", "--no-index")
    _pip("wheel", *offline, "--no-build-isolation", "--wheel-dir", folder, source)
    (wheel,) = folder.glob("*.whl")
    shutil.rmtree(source)

    environment, opened = folder / "env", folder / "opened.txt"
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", environment], check=True, timeout=120
    )
    python = environment / "bin/python"
    _pip("--python", python, "install", *offline, wheel)
    (packages,) = environment.glob("lib/python*/site-packages")
    libraries = tuple({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    watch = WATCH.format(root=str(ROOT), libraries=libraries, told=str(opened))
    (packages / "watch_the_checkout.py").write_text(watch)
    lines = ["import watch_the_checkout", *libraries]
    (packages / "libraries.pth").write_text("\n".join(lines))
    return Installed(wheel, environment / "bin", opened)


@pytest.fixture(scope="module")
def site(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """`dwcrawler minisite`, of the wheel as well."""
    options = ("--port", "0", "--stories", str(STORIES), "--languages", "en")
    with subprocess.Popen(
        [installed.programs / "dwcrawler", "minisite", *options],
        cwd=tmp_path_factory.mktemp("site"),
        env=_environment(),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            yield RunningSite(process.stdout.readline().strip())
        finally:
            process.terminate()
            process.wait(timeout=10)


def test_the_wheel_holds_the_package_and_nothing_else(installed: Installed) -> None:
    with ZipFile(installed.wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    files = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "dwcrawler").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert held == files


def test_a_crawl_in_an_empty_folder(
    installed: Installed, site: RunningSite, tmp_path: Path
) -> None:
    settings = [word for setting in FAST for word in ("-s", setting)]
    crawl = ("crawl", "-a", "max_stories=5", *settings)
    done = installed.run("dwcrawler", *crawl, cwd=tmp_path, DW_MIRROR=site.origin)
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    (feed,) = (tmp_path / "output").rglob("dw-*.jsonl")
    rows = [json.loads(line) for line in feed.read_text().splitlines()]
    assert len(rows) == 5 and all(row["headline"] for row in rows)
    assert [path.name for path in tmp_path.iterdir()] == ["output"]
    # In a folder of its own: a story of the first crawl is not written again, and gets no files.
    folder = ("-s", "DW_OUTPUT_DIR=output/with-files")
    with_files = ("crawl", "-a", "download=images,media", *settings, *folder)
    done = installed.run(
        "python", "-m", "dwcrawler", *with_files, cwd=tmp_path, DW_MIRROR=site.origin
    )
    assert done.returncode == 0, done.stderr
    kinds = {path.suffix for path in (tmp_path / "output").rglob("files/**/*") if path.is_file()}
    assert {".jpg", ".mp4", ".mp3"} <= kinds
    assert installed.read_of_the_checkout() == []


def test_saved_pages_in_an_empty_folder(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(SITE._story_page(2))
    done = installed.run("dwcrawler", "extract", "page.html", cwd=tmp_path)
    assert done.returncode == 0 and done.stderr == "", done.stderr
    assert json.loads(done.stdout)["id"] == SITE.world.id_of(2)
    assert installed.read_of_the_checkout() == []


def test_commands_for_developers_leave_the_package_as_it_is(
    installed: Installed, tmp_path: Path
) -> None:
    done = installed.run("dwcrawler", "genspider", "mine", "www.dw.com", cwd=tmp_path)
    assert done.returncode == 2 and "installed package" in done.stderr
    assert installed.run("dwcrawler", "list", cwd=tmp_path).stdout == "dw\n"
    assert installed.read_of_the_checkout() == []


def test_a_look_at_the_checkout_would_be_noticed(installed: Installed, tmp_path: Path) -> None:
    """So that the tests above can fail."""
    look = f"open({str(ROOT / 'README.md')!r}).close()"
    own = installed.opened.read_text() if installed.opened.exists() else ""
    installed.run("python", "-c", look, cwd=tmp_path)
    assert installed.read_of_the_checkout() == [*own.splitlines(), str(ROOT / "README.md")]
    installed.opened.write_text(own)
