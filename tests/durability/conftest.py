"""A small disk, to fill up."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Disk = Callable[[str], Path]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """`disk("768k")` mounts one of that size, or makes the one that is mounted as big as that.

    Needs the right to mount.
    """
    folder = tmp_path / "disk"
    folder.mkdir()
    sizes: list[str] = []

    def sized(size: str) -> Path:
        again = "remount," if sizes else ""
        mount = ["mount", "-t", "tmpfs", "-o", f"{again}size={size}", "tmpfs", str(folder)]
        done = subprocess.run(mount, capture_output=True, text=True, check=False)
        if done.returncode and not sizes:
            pytest.skip(f"no right to mount a small disk here: {done.stderr.strip()}")
        assert done.returncode == 0, done.stderr
        sizes.append(size)
        return folder

    yield sized
    if sizes:
        subprocess.run(["umount", str(folder)], check=True)
