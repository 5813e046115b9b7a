"""A picture of the live view, of stories of the miniature site: `make screenshot`.

The numbers are made up and always the same, so that the picture changes only with the view.
"""

from __future__ import annotations

import argparse
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console

from dwcrawler.minisite.truth import Truths
from dwcrawler.minisite.words import LANGUAGES
from dwcrawler.minisite.world import TYPES, World
from dwcrawler.progress.counts import Headline, Snapshot, TimeLeft
from dwcrawler.progress.screen import draw

_COLUMNS: Final = 96
_ROWS: Final = 24
_STORIES: Final = 420
_LATEST: Final = 8
# rich has fonts fetched from elsewhere: a picture asks nobody for anything.
_FONTS: Final = re.compile(r"@font-face \{\{.*?\}\}\s*", re.DOTALL)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("path", type=Path, help="the SVG file to write")
    path: Path = parser.parse_args().path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(picture(), encoding="utf-8")


def picture() -> str:
    console = Console(
        record=True,
        width=_COLUMNS,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
    )
    for line in draw(_sample(), _COLUMNS, _ROWS):
        console.print(line)
    return console.export_svg(
        title=f"dwcrawler crawl -a languages={','.join(LANGUAGES)} -a max_stories=600",
        code_format=_FONTS.sub("", CONSOLE_SVG_FORMAT),
        unique_id="live-view",
    )


def _sample() -> Snapshot:
    world = World(stories=_STORIES)
    kinds = [(world.language_of(n), world.type_of(n)) for n in range(_STORIES)]
    return Snapshot(
        what=f"{', '.join(LANGUAGES)}; max_stories=600",
        folder="output",
        seconds=764.0,
        stories=_STORIES,
        most_stories=600,
        by_language=Counter(language for language, _ in kinds),
        by_type=Counter(kind for _, kind in kinds),
        pages=655,
        pages_a_second=0.86,
        waiting=873,
        under_way=2,
        avoided=2_916,
        failures=Counter(timeout=1),
        retries=3,
        latency=0.62,
        pause=1.1,
        timeout=60.0,
        left=TimeLeft(328.0, is_guess=False),
        headlines=tuple(_latest(world)),
    )


def _latest(world: World) -> Iterator[Headline]:
    """One in each of some languages, of one type after another."""
    truths = Truths(world)
    seen: set[str] = set()
    for n in range(_STORIES):
        language, kind = world.language_of(n), world.type_of(n)
        is_next = kind == TYPES[len(seen) % len(TYPES)]
        if is_next and language not in seen and len(seen) < _LATEST:
            seen.add(language)
            teaser, _ = truths.head_of(n)
            yield Headline(f"14:02:{len(seen) * 7:02}", language, kind, teaser.headline or "")


if __name__ == "__main__":
    main()
