"""Several processes that serve one address, each with connections of its own."""

import socket

from uvicorn import Config
from uvicorn.supervisors import Multiprocess
from uvicorn.supervisors.multiprocess import Process

SHARED: int | None = getattr(socket, "SO_REUSEPORT", None)


def listening(config: Config) -> list[socket.socket]:
    """The sockets of an address: one for each process where the system shares connections out, else one for all.

    A process that is free takes every connection that waits at its socket: of a single one, the first would take nearly
    all, and keep them.
    """
    first = config.bind_socket()  # which refuses an address that something else listens at
    if config.workers == 1 or SHARED is None:
        sockets = [first]
    else:
        port = first.getsockname()[1]
        first.close()
        sockets = [_bound(config, port, SHARED) for _ in range(config.workers)]
    for one in sockets:
        one.listen(config.backlog)  # who asks before the schemes are loaded waits
    return sockets


def _bound(config: Config, port: int, shared: int) -> socket.socket:
    one = socket.socket(socket.AF_INET6 if ":" in config.host else socket.AF_INET)
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    one.setsockopt(socket.SOL_SOCKET, shared, 1)
    one.bind((config.host, port))
    one.set_inheritable(True)
    return one


class Workers(Multiprocess):
    """Processes that each take the connections of one socket; one that ends is followed by another."""

    def init_processes(self) -> None:
        """Start them."""
        for place in range(self.processes_num):
            process = Process(self.config, [self.sockets[place % len(self.sockets)]])
            process.start()
            self.processes.append(process)
