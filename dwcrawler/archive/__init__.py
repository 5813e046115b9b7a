"""Stories from web archives: files of captured pages in place of a crawl.

`sources` says what there is to read, `captures` reads one file of it, `extraction` makes stories of
its captures, `workspace` keeps these until `assembly` puts them together into one feed.
"""
