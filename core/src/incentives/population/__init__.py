"""One edition over a table of practitioners. Needs the extra ``tables``."""
