"""Writes stories for other programs: each format in a file of its own, chosen by the name of the output."""
