"""Writes the table of settings in `docs/settings.md`; a test fails when it is stale."""

from dwcrawler.configuration.settings_table import FILE, renewed

if __name__ == "__main__":
    FILE.write_text(renewed(FILE.read_text(encoding="utf-8")), encoding="utf-8")
