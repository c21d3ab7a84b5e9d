"""The scheme model: frozen records, and editions read from TOML."""
