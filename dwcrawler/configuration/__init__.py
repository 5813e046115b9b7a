"""What is checked before a crawl begins: settings, feeds of one's own."""
