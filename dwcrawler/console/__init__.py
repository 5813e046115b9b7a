"""The command line around all commands, and how this program speaks to people."""
