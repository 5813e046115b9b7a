"""Measurements against peers, in one run each: tables and ratios, never assertions."""

import argparse


def take_no_options(description: str | None) -> None:
    """For a measurement that is always the same: `--help` is answered, all else refused."""
    argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
