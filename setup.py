"""Everything is said in pyproject.toml; `scrapyd-deploy` builds its egg by calling this file."""

from setuptools import setup

setup()
