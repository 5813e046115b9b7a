"""Files that put crawls on a schedule: filled in with the paths and arguments of an installation."""
