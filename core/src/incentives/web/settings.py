"""How the pages and the API are served."""

from collections.abc import Callable
from datetime import date

from attrs import frozen

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@frozen
class Settings:
    """How the pages and the API are served.

    Attributes:
        hosts: the names under which they are asked for; a request under another one is refused.
        requests_a_minute: how many requests one address may make in a minute; ``None`` for no limit.
        largest_body: of a request, in bytes, but for a table.
        largest_table: that may be sent, in bytes.
        most_rows: of a table that may be sent.
        longest: seconds after which work on one request is given up.
        today: reads the clock, once a request.
    """

    hosts: tuple[str, ...] = LOOPBACK
    requests_a_minute: int | None = None
    largest_body: int = 1_000_000
    largest_table: int = 20_000_000
    most_rows: int = 250_000
    longest: float = 60.0
    today: Callable[[], date] = date.today
