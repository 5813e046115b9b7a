"""Looks whether this installation and dw.com's pages are as the crawler needs them."""
