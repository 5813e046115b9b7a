"""Watches over crawls that nobody looks at: what each run measured, and what is unlike earlier runs."""
