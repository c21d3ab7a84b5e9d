"""How a frame of each kind enters as columns of Polars, and leaves as what it was."""
