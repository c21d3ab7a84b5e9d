"""Measure the HTTP API under load: requests a second, how long each takes, what fails, what memory grows.

Run from the repository root, in the environment that README describes, on Linux:

    .venv/bin/python benchmarks/load.py --requests 100000

It starts `incentives serve` on this machine, asks `POST /api/v1/assess` of FAMI 2025 from 32 connections that stay
open, each at once when its answer has come, and stops. Every request is about another practitioner; who asks is a
process of its own on the same processors. It prints figures and judges nothing.
"""

import argparse
import asyncio
import json
import os
import random
import re
import statistics
import subprocess  # the server is another process, as it is in use
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from attrs import define, field

SEED = 2026
AS_OF = "2026-01-20"
PATH = "/api/v1/assess?lang=fr"
MOST_BODIES = 100_000
WARM_UP, PARTS = 2_000, 4  # requests before any is counted: what is said of an edition is made once
PAGE, TICK = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--workers", type=int, default=2, help="processes of the server")
    asked = parser.parse_args()
    people = range(SEED, SEED + min(asked.requests, MOST_BODIES))
    bodies = [body(random.Random(seed)) for seed in people]  # noqa: S311  # made-up practitioners, not secrets
    with served(asked.workers) as (port, process):
        asyncio.run(Load(port, bodies, WARM_UP).run(asked.clients))
        load, held = Load(port, bodies), [memory(process)]
        spent, own = processor_time(process), time.process_time()
        for _ in range(PARTS):
            load.left = asked.requests // PARTS
            asyncio.run(load.run(asked.clients))
            held.append(memory(process))
        spent, own = processor_time(process) - spent, time.process_time() - own
    times = sorted(load.times)
    print(f"requests                    {len(times):>10,}")
    print(f"a second                    {len(times) / load.took:>10,.0f}")
    print(f"failed                      {len(times) - load.statuses[200]:>10,}")
    print(f"median, ms                  {statistics.median(times) * 1e3:>10.1f}")
    print(f"99th percentile, ms         {times[int(len(times) * 0.99)] * 1e3:>10.1f}")
    print(f"longest, ms                 {times[-1] * 1e3:>10.1f}")
    server, client = (1e3 * one / len(times) for one in (spent, own))
    print(f"processor time, ms          {server:>10.2f} the server, {client:.2f} who asks")
    print(f"answer, kB                  {load.received / len(times) / 1e3:>10.1f}")
    resident = ", ".join(f"{one / 1e6:.0f}" for one in held)
    print(f"memory of the server, MB    {resident}: before, and after each quarter")


def body(chance: random.Random) -> bytes:
    """What is asked about a practitioner whom nobody else is like, a fifth of them with gaps in what is known."""
    total = chance.randint(200, 4000)
    facts: dict[str, Any] = {
        "fr.conventioned": True,
        "fr.practice_status": chance.choice(["principal", "collaborator"]),
        "fr.business_software": chance.choice([True] * 19 + [False]),
        "fr.dmp.software": chance.choice(["none", "web_only", "integrated", "connector"]),
        "fr.dmp.transactions": chance.randint(0, 20),
        "fr.dmp.proof": chance.choice(["none", "sent", "validated"]),
        "fr.dmp.vendor_changed": False,
        "fr.sesam_vitale.addendum": chance.choice(["7", "8"]),
        "fr.sesam_vitale.conforming_invoice": True,
        "fr.scor.transmissions": chance.randint(0, 400),
        "fr.billing.transmitted_previous_year": True,
        "fr.billing.secured": chance.randint(total // 2, total),
        "fr.billing.total": total,
        "fr.billing.excluded_secured": 0,
        "fr.billing.excluded_total": 0,
        "fr.secure_messaging": chance.choice(["none", "mssante_personal", "apicrypt_v2"]),
        "fr.coordination.structures": chance.choice([[], ["cpts"], ["msp", "esp"]]),
        "fr.coordination.mdt_meetings": chance.randint(0, 6),
        "fr.telehealth.video": chance.choice(["none", "paid_secure", "free_professional"]),
        "fr.telehealth.device": "none",
        "fr.fami.declared": False,
    }
    told = {id: value for id, value in facts.items() if chance.random() > 0.01}  # noqa: PLR2004  # one gap in 100 facts
    started = f"20{chance.randint(10, 24)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    situation = {"practitioner.profession": "physiotherapist", "fr.practice_started_on": started, "2025": told}
    asked = {"situation": situation, "year": 2025, "schemes": ["fr-fami"], "as_of": AS_OF}
    return json.dumps(asked, separators=(",", ":")).encode()


@define(eq=False)
class Load:
    """Many requests, each about another practitioner.

    Attributes:
        port: of the server.
        bodies: of the requests, one after the other.
        left: how many are still to be sent.
        times: how long each took, in seconds.
        statuses: of the responses.
        received: bytes of their bodies.
        sent: how many were sent.
        took: all of it, in seconds.
    """

    port: int
    bodies: list[bytes]
    left: int = 0
    times: list[float] = field(factory=list)
    statuses: Counter[int] = field(factory=Counter)
    received: int = 0
    sent: int = 0
    took: float = 0.0

    async def run(self, clients: int) -> None:
        """Send them all from so many connections."""
        loop, begun = asyncio.get_running_loop(), time.perf_counter()
        ends = [loop.create_future() for _ in range(clients)]
        for end in ends:
            await loop.create_connection(partial(_Client, self, end), "127.0.0.1", self.port)
        await asyncio.gather(*ends)
        self.took += time.perf_counter() - begun

    def next_request(self) -> bytes | None:
        """The next one; nothing once all were sent."""
        if not self.left:
            return None
        self.left -= 1
        self.sent += 1
        content = self.bodies[self.sent % len(self.bodies)]
        head = f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        return f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content


class _Client(asyncio.Protocol):
    """One connection, which sends a request as soon as the answer to the last has come."""

    def __init__(self, load: Load, end: "asyncio.Future[None]") -> None:
        self._load, self._end = load, end
        self._head, self._missing, self._sent = b"", 0, 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._send()

    def _send(self) -> None:
        request = self._load.next_request()
        if request is None:
            self._transport.close()
            return
        self._head, self._sent = b"", time.perf_counter()
        self._transport.write(request)  # type: ignore[attr-defined]  # of a connection one can write to

    def data_received(self, data: bytes) -> None:
        if not self._missing:
            self._head += data
            head, ended, data = self._head.partition(b"\r\n\r\n")
            if not ended:
                return
            self._load.statuses[int(head[9:12])] += 1
            self._missing = int(re.findall(rb"(?i)content-length: *(\d+)", head)[0])
            self._load.received += self._missing
        self._missing -= len(data)
        if not self._missing:
            self._load.times.append(time.perf_counter() - self._sent)
            self._send()

    def connection_lost(self, _: Exception | None) -> None:
        if not self._end.done():
            self._end.set_result(None)


@contextmanager
def served(workers: int) -> Iterator[tuple[int, int]]:
    """Within it, the server: its port, and its process."""
    command = [str(Path(sys.executable).with_name("incentives")), "serve", "--port", "0", "--workers", str(workers)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:  # noqa: S603  # our own command
        try:
            assert server.stderr is not None  # noqa: S101  # it was asked for
            port = next(int(found[1]) for line in server.stderr if (found := re.search(r":(\d+)/", line)))
            yield port, server.pid
        finally:
            server.terminate()


def memory(process: int) -> int:
    """What a process and those that it started hold in memory, in bytes."""
    resident = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1]) * PAGE
    return resident + sum(map(memory, _started_by(process)))


def processor_time(process: int) -> float:
    """What a process and those that it started have taken, in seconds."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK + sum(map(processor_time, _started_by(process)))


def _started_by(process: int) -> Iterator[int]:
    return map(int, Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split())


if __name__ == "__main__":
    main()
