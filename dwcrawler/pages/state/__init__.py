"""The state that a page embeds, and the same as JSON of the site's own interface -> stories, teasers.

Knows nothing of rendered pages (`html`).
"""
