"""The command `dwcrawler`, also as `python -m dwcrawler`."""

from __future__ import annotations

import sys


def main() -> int:
    """Returns the exit status."""
    try:
        # Late: Ctrl-C ends the program quietly while Scrapy is still being imported, too.
        from dwcrawler.commands.command_line import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
