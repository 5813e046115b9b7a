"""What a page shows -> stories, teasers, in each of the layouts since 2013.

Knows nothing of embedded states (`state`).
"""
