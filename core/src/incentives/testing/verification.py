"""The kit's checks over installed plugins, without their tests."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from attrs import frozen

from incentives.catalogue.catalogue import Catalogue
from incentives.catalogue.plugin import PluginInfo
from incentives.errors import MissingExtra, UnknownPlugin
from incentives.hints import short
from incentives.testing.casefiles import CaseBook, read_cases
from incentives.testing.checks import CHECKS, Check
from incentives.testing.findings import Finding, Severity
from incentives.testing.kept import of_others
from incentives.testing.subjects import OfPlugin, subjects
from incentives.wording.said import Said, meant, saying

Step = Callable[[str, int, int], None]  # told what is checked, how many checks are done, and of how many


@frozen(eq=False)
class Verification:
    """What the checks found in one plugin.

    Attributes:
        plugin: the plugin.
        held: how many times a check was held against something.
        findings: everything found, notes too.
    """

    plugin: PluginInfo
    held: int
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found that is to be put right."""
        return all(finding.severity is Severity.NOTE for finding in self.findings)


def verify(
    catalogue: Catalogue, names: Iterable[str] = (), cases: Path | None = None, step: Step | None = None
) -> tuple[Verification, ...]:
    """Hold every check against installed plugins.

    Args:
        catalogue: that they are loaded in.
        names: of entry points or distributions; every plugin but core's own unless given.
        cases: a folder of worked cases of theirs; without it, what needs cases is not checked, and laws are tried on
            situations that a solver finds.
        step: called before each check.

    Raises:
        UnknownPlugin: if one of the names is not installed.
        MissingExtra: without the extra ``testing``.
    """
    asked = tuple(names)
    plugins = [_named(catalogue, name) for name in asked] if asked else list(of_others(catalogue))
    work = [(plugin, list(_work(plugin, catalogue, cases))) for plugin in dict.fromkeys(plugins)]
    total, done = sum(len(todo) for _, todo in work), 0
    verified = []
    for plugin, todo in work:
        findings: list[Finding] = []
        for check, subject in todo:
            if step is not None:
                step(str(subject), done, total)
            findings += _findings(check, subject)
            done += 1
        verified.append(Verification(plugin, len(todo), tuple(findings)))
    return tuple(verified)


def _work(plugin: PluginInfo, catalogue: Catalogue, cases: Path | None) -> Iterator[tuple[Check, OfPlugin]]:
    book = read_cases(cases, plugin.schemes, catalogue) if cases is not None and plugin.schemes else CaseBook()
    for subject in subjects(plugin, catalogue, book):
        yield from ((check, subject) for check in CHECKS if check.applies(subject))


def _findings(check: Check, subject: OfPlugin) -> tuple[Finding, ...]:
    """What a check finds; that it cannot be finished is a finding too, and hides no other."""
    try:
        return check.findings(subject)
    except MissingExtra:
        raise
    except Exception as error:  # noqa: BLE001  # a plugin's rules may raise anything
        problem = f"{check.says!r} cannot be checked: {type(error).__name__}: {error}"
        remedy = "mend what raises it; if nothing of yours does, tell the authors of `incentives`"
        return (Finding(str(subject), problem, remedy, check=check.id),)


def _named(catalogue: Catalogue, name: str) -> PluginInfo:
    for plugin in catalogue.plugins:
        if name.replace("-", "_").lower() in {plugin.name.lower(), plugin.distribution.replace("-", "_").lower()}:
            return plugin
    known = [plugin.name for plugin in of_others(catalogue)]
    said = Said.of("no_plugin", name=repr(short(name)), meant=meant(name, known=known, see="incentives plugins"))
    raise saying(UnknownPlugin, said, names=[name], known=known)
