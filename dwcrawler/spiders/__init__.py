"""Spiders decide what to follow, and nothing else."""
