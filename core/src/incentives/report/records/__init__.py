"""The records that reports are made of, how they are written, read back and described."""
