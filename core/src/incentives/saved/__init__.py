"""Results that were saved: whether they still come out the same, and why two of them differ."""
