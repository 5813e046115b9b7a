"""What `show` does with stories that were read back: choose, list, print, compare.

Knows feeds and what they hold; nothing of crawls. All text is hostile until it went through `screen`.
"""
