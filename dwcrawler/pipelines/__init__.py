"""Item pipelines: a story raw -> clean. One file each; `settings.py` gives their order."""

from dwcrawler.components import adapter

adapter.register()  # for pipelines of others that come before, between or after these
