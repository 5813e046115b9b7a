"""`python -m dwcrawler.deployment`: writes `deploy/`, the files of each way as they are by default."""

from __future__ import annotations

from pathlib import Path

from dwcrawler.deployment.files import WAYS, files_of
from dwcrawler.deployment.plan import Plan

_FOLDER = Path("deploy")

if __name__ == "__main__":
    _FOLDER.mkdir(exist_ok=True)
    for way in WAYS:
        for name, text in files_of(way, Plan()).items():
            (_FOLDER / name).write_text(text, encoding="utf-8")
