"""How requests are made: connections, a mirror of dw.com, pages rendered in a browser."""
