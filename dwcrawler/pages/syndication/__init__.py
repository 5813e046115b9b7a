"""Feeds and sitemaps -> entries: RSS, RDF, Atom, sitemaps and their indexes, damaged ones too."""
