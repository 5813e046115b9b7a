"""What to look for, what to follow, and which stories to fetch: all decisions of a crawl."""
