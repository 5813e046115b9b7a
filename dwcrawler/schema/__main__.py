"""Writes the published schema; a test fails when it is stale."""

from dwcrawler.schema import PATH, generate

if __name__ == "__main__":
    PATH.write_text(generate(), encoding="utf-8")
