"""`genspider`, but not into the installed package."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from scrapy.commands import genspider
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from dwcrawler.console import program


class Command(genspider.Command):
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None  # set by the command line before it runs a command
        named = opts.dump or opts.template
        if not opts.list and not self._is_template(named):
            raise UsageError(
                f"there is no template {named}: {program.name()} genspider --list shows them all"
            )
        if not opts.list and not opts.dump:
            refuse_installed(self.settings)
        super().run(args, opts)

    def _is_template(self, name: str) -> bool:
        file = name if name.endswith(".tmpl") else f"{name}.tmpl"
        return Path(file).exists() or Path(self.templates_dir, file).exists()


def refuse_installed(settings: BaseSettings) -> None:
    """Raises UsageError where the source of the spiders is not in the current folder.

    `dwcrawler` runs in any folder, and then the spiders are among the installed packages, for
    everybody who uses these. In a project, `scrapy` found the folder itself.
    """
    if program.name() != program.NAME or not settings["NEWSPIDER_MODULE"]:
        return
    (folder,) = import_module(settings["NEWSPIDER_MODULE"]).__path__
    if not Path(folder).resolve().is_relative_to(Path.cwd()):
        raise UsageError(
            f"the spiders are an installed package ({folder}), which stays as it is. Do this in a "
            f"checkout of {program.NAME}, or make a project: {program.name()} startproject NAME"
        )
