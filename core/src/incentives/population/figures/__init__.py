"""A whole table in figures: its summary, and what other rules would change."""
