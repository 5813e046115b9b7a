"""Item pipelines: a story raw -> clean. One file each; `settings.py` gives their order."""
