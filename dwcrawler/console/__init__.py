"""How this program names itself, and how it shows text to people."""
