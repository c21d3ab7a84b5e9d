"""The command that serves the pages and the API."""

from collections.abc import Sequence
from functools import partial
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import click

from incentives.cli.options import language, loading, own_editions, together
from incentives.cli.output import Run, command, tell
from incentives.errors import needing_extra
from incentives.wording import Speech
from incentives.wording.formats import number

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from incentives.web import Settings

REQUESTS_A_MINUTE = 300  # from one address, where others than this machine can ask


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 for any.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on. Any but the default lets others in: they reach the pages unencrypted unless a "
    "proxy with HTTPS stands in front.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="NAME",
    help="A name under which the pages are asked for, such as aids.example.org; others are refused. Can be repeated.",
)
@click.option(
    "--proxy",
    "proxies",
    multiple=True,
    metavar="ADDRESS",
    help="The address of a proxy in front, which is believed when it says who asks. Can be repeated.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    help=f"How many requests one address may make in a minute.  [default: {REQUESTS_A_MINUTE}; none on this machine]",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="How many processes answer: as many as there are processors, where many ask. Each has a --limit of its own.",
)
@together(language, *loading, own_editions)
@command
def serve(
    *,
    host: str,
    port: int,
    names: Sequence[str],
    proxies: Sequence[str],
    limit: int | None,
    workers: int,
    **options: Any,
) -> None:
    """Serve the pages and the HTTP API of the installed schemes, on this machine alone unless told otherwise.

    The pages ask what matters and answer, in English, French or Dutch; nothing of what is answered is kept or logged.
    """
    with needing_extra("web"):
        import uvicorn

        from incentives.web import Settings
        from incentives.web.settings import LOOPBACK
        from incentives.web.workers import Workers, listening

    run = Run(**options, force=None, files_by_name=True)
    is_open = not _is_loopback(host)
    most = limit or (REQUESTS_A_MINUTE if is_open or proxies else None)
    settings = Settings((*LOOPBACK, host, *names), most)
    config = uvicorn.Config(
        partial(_application, options, settings),
        host,
        port,
        factory=True,
        workers=workers,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=[*proxies],
    )
    say = Speech(run.lang)
    if is_open:
        tell(say.say("serve", "open_to_others", host=host, count=number(most or 0, run.lang)))
    sockets = listening(config)
    name = f"[{host}]" if ":" in host else host
    tell(say.say("serve", "listening", address=f"http://{name}:{sockets[0].getsockname()[1]}/"))
    if workers == 1:
        uvicorn.Server(config).run(sockets)
    else:
        Workers(config, sockets).run()
    run.end()


def _application(options: dict[str, Any], settings: "Settings") -> "Starlette":
    """What one process serves: it loads the schemes itself."""
    from incentives.web import application

    return application(Run(**options, force=None, files_by_name=True).catalogue, settings)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
