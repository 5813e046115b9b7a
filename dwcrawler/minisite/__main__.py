"""`python -m dwcrawler.minisite`: the same as `scrapy minisite`, without Scrapy around it."""

from __future__ import annotations

import argparse
import sys

from dwcrawler.console.streams import write_any_text
from dwcrawler.minisite import options


def main() -> int:
    write_any_text()
    parser = argparse.ArgumentParser(prog="minisite", description="Serve a miniature dw.com.")
    options.add_options(parser)
    return run(parser.parse_args())


def run(chosen: argparse.Namespace) -> int:
    world = options.world_of(chosen)
    if chosen.list:
        options.print_stories(world)
        return 0
    # Late: a reactor is installed by being imported.
    from dwcrawler.minisite.server import Manners, serve

    manners = Manners(
        chosen.latency / 1000,
        chosen.robots,
        not chosen.no_files,
        options.faults_of(chosen),
        tuple(chosen.change),
    )
    return serve(world, manners, chosen.port, chosen.host)


if __name__ == "__main__":
    sys.exit(main())
