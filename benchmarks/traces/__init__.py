"""Reference traces: made by one command, and what backends make of them."""
