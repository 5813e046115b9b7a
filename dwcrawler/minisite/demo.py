"""`make demo`: the real crawl of a miniature dw.com on this machine, and what came of it.

Nothing here is a special way to crawl. The site is started in another process, `dwcrawler crawl`
runs against it as it does against the live site, and prints its own closing summary; the commands
at the end are for the feed that it leaves.
"""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from dwcrawler.console.program import NAME
from dwcrawler.console.streams import write_any_text
from dwcrawler.minisite.options import whole
from dwcrawler.minisite.process import running
from dwcrawler.minisite.words import LANGUAGES
from dwcrawler.progress.terminal import is_able
from dwcrawler.store.stories import Feeds

_PROJECT: Final = Path(__file__).parents[2]
_OUTPUT: Final = Path("output/demo")  # each demo has a folder in it, with nothing known before
# AutoThrottle and two requests at a time are for dw.com; this site is ours, and on this machine.
_SETTINGS: Final = {
    "AUTOTHROTTLE_ENABLED": "0",
    "CONCURRENT_REQUESTS": "16",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "16",
}
_ARGUMENTS: Final = {"languages": ",".join(LANGUAGES), "max_depth": "3"}
# A word of the site's articles in English.
_WORD: Final = "river"


def main() -> int:
    write_any_text()
    parser = argparse.ArgumentParser(
        prog="dwcrawler.minisite.demo", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--stories", type=whole(1), default=300, help="stories of the site (300)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another site (1)")
    options = parser.parse_args()
    os.chdir(_PROJECT)
    size = ("--stories", str(options.stories), "--seed", str(options.seed))
    with running(*size, "--newest", "now") as site:
        print(f"A miniature dw.com of {options.stories} stories is at {site.origin}. Crawling it:")
        _OUTPUT.mkdir(parents=True, exist_ok=True)
        output = Path(tempfile.mkdtemp(prefix=f"{datetime.now(UTC):%Y-%m-%d}-", dir=_OUTPUT))
        status = _crawl(site.origin, output)
    feeds = sorted(output.glob("dw-*.jsonl"))
    if status or not feeds:
        print(f"The crawl gave no feed; its exit status is {status}.", file=sys.stderr)
        return status or 1
    print(flush=True)
    status = subprocess.run(
        [*_program(), "report", str(feeds[-1]), "-o", str(output / "report.html")], check=False
    ).returncode
    for line in _commands(feeds[-1], has_report=not status):
        print(line)
    return 0


def _crawl(origin: str, output: Path) -> int:
    """Live on a terminal; elsewhere the closing summary alone."""
    command = ["crawl"]
    for name, value in _ARGUMENTS.items():
        command += ["-a", f"{name}={value}"]
    for name, value in {"DW_OUTPUT_DIR": str(output), **_SETTINGS}.items():
        command += ["-s", f"{name}={value}"]
    print(f"\n  DW_MIRROR={origin} {_shown_program()} {shlex.join(command)}\n", flush=True)
    if not is_able(sys.stderr):
        command.append("--quiet")
    environment = {**os.environ, "DW_MIRROR": origin}
    done = subprocess.run([*_program(), *command], env=environment, stderr=_stream(), check=False)
    return done.returncode


def _stream() -> int | None:
    """The crawl's words go where the demo's go: into one file or pipe, in their order."""
    return None if is_able(sys.stderr) else sys.stdout.fileno()


def _program() -> list[str]:
    return [sys.executable, "-m", NAME]


def _shown_program() -> str:
    """As it can be typed in the project's folder."""
    program = Path(sys.executable).with_name(NAME)
    if not program.exists():
        return NAME
    return str(program.relative_to(_PROJECT) if program.is_relative_to(_PROJECT) else program)


def _commands(feed: Path, *, has_report: bool) -> Iterator[str]:
    program = _shown_program()
    stories = [story for story in Feeds([feed]).stories() if story.related]
    one = next((story for story in stories if story.language == "en"), stories[0])
    commands = {
        f"{program} show {feed} --language en --grep {_WORD}": "a table of stories",
        f"{program} show {one.short_url} {feed}": "one story to be read",
        f"{program} why {one.short_url} -s DW_OUTPUT_DIR={feed.parent}": (
            "what is known of it, and when it is asked for again"
        ),
    }
    yield ""
    yield "Try next:"
    for command, what in commands.items():
        yield f"  {command}"
        yield f"      {what}"
    if has_report:
        yield f"Open {feed.parent / 'report.html'} in a browser: the charts and tables of all that."
    yield f"The live site, politely: {program} crawl -a max_stories=20"


if __name__ == "__main__":
    sys.exit(main())
