"""Measurements against peers, in one run each: tables and ratios, never assertions."""
