"""Schemes, questions, answers and advice as tools for assistants (Model Context Protocol)."""

from incentives.mcp.server import over_stdio, server

__all__ = ["over_stdio", "server"]
