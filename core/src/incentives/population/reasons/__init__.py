"""Why, in words, as a column of text."""
