"""Run in a fresh interpreter: load one plugin, and tell what that took, imported and opened."""

import sys
import sysconfig
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib import import_module
from importlib.metadata import EntryPoint
from pathlib import Path
from time import perf_counter
from types import ModuleType
from typing import Any

from incentives.catalogue.installed import installed

OF_CORE = ("attrs", "babel", "cattrs", "click", "packaging.specifiers", "pluggy", "rich.table", "tomli_w", "tomli")
NETWORK = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request")
STARTED = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn")


def told(name: str) -> dict[str, Any]:
    """What loading the plugin of an entry point took.

    Returns:
        ``seconds``; ``imported``, the number of modules by package that is neither core's, nor the plugin's, nor of
        the standard library; ``touched``, pairs of an event and what it was about.
    """
    import incentives

    for public in incentives.__all__:
        getattr(incentives, public)
    for module in OF_CORE:
        import_module(module)
    entry_point = next(point for source in installed() for point in source.entry_points if point.name == name)
    before = set(sys.modules)
    touched: list[tuple[str, str]] = []
    watching = [True]
    own = entry_point.module.partition(".")[0]
    sys.addaudithook(_watcher(own, lambda event, what: touched.append((event, what)), watching))
    start = perf_counter()
    schemes = _schemes(entry_point)
    seconds = perf_counter() - start
    for scheme in schemes:
        for year in scheme.years:
            _built(scheme, year)
    watching[0] = False
    return {"seconds": seconds, "imported": _foreign(set(sys.modules) - before, own), "touched": touched}


def _schemes(entry_point: EntryPoint) -> list[Any]:
    module = entry_point.load()
    hook: Callable[[], Iterable[Any]] | None = getattr(module, "incentive_schemes", None)
    return list(hook()) if hook is not None else []


def _built(scheme: Any, year: int) -> None:
    with suppress(Exception):  # another check says that it cannot be built
        scheme.edition(year)


def _foreign(modules: Iterable[str], own: str) -> dict[str, int]:
    tops = Counter(module.partition(".")[0] for module in modules)
    kept = {own, "incentives", *sys.stdlib_module_names}
    return {top: tops[top] for top in sorted(tops) if top not in kept and not top.startswith("_")}


def _watcher(
    own: str, tell: Callable[[str, str], None], watching: list[bool]
) -> Callable[[str, tuple[Any, ...]], None]:
    """An audit hook that tells of files outside the package, of the network, and of what is started."""
    allowed = [Path(sysconfig.get_path(kind)).resolve() for kind in ("stdlib", "platstdlib")]

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if not watching[0]:
            return
        if event in NETWORK or event in STARTED:
            tell(event, str(arguments[0] if event in STARTED else arguments[-1])[:80])
        elif event == "open" and isinstance(arguments[0], str | bytes):
            path = Path(arguments[0] if isinstance(arguments[0], str) else arguments[0].decode(errors="replace"))
            if not _is_of_package(path, own, allowed):
                tell("open", str(path))

    return watch


def _is_of_package(path: Path, own: str, allowed: list[Path]) -> bool:
    """Whether a file is the package's own or core's, a module that is imported, or the installer's."""
    if path.suffix in {".py", ".pyc", ".so", ".pyd"} or "__pycache__" in path.parts or ".dist-info" in str(path):
        return True
    roots = [Path(root).resolve() for name in (own, "incentives") for root in _folders(sys.modules.get(name))]
    return any(path.resolve().is_relative_to(root) for root in (*roots, *allowed))


def _folders(package: ModuleType | None) -> Iterable[str]:
    """Of a package, its own; of a plugin that is one module, the folder in which its data lie beside it."""
    if package is None:
        return ()
    beside = [str(Path(package.__file__).parent)] if package.__file__ else []
    return getattr(package, "__path__", None) or beside
