"""What a check is held against: a plugin, one of its schemes, or one of a scheme's editions."""

from collections.abc import Iterator

from attrs import frozen

from incentives.catalogue.catalogue import Catalogue
from incentives.catalogue.plugin import PluginInfo
from incentives.errors import InvalidEdition
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.testing.casefacts import Case
from incentives.testing.casefiles import CaseBook


@frozen(eq=False)
class OfPlugin:
    """An installed plugin, with its author's cases where they are at hand.

    Attributes:
        plugin: as the catalogue found it.
        catalogue: that it is loaded in.
        book: the worked cases; empty without a folder of them.
    """

    plugin: PluginInfo
    catalogue: Catalogue
    book: CaseBook

    def __str__(self) -> str:
        return self.plugin.name


@frozen(eq=False)
class OfScheme(OfPlugin):
    """One of its schemes.

    Attributes:
        scheme: the scheme.
    """

    scheme: Scheme

    def __str__(self) -> str:
        return self.scheme.id

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions that can be built; another check names the others."""
        return tuple(_editions(self.scheme, self.catalogue))

    @property
    def cases(self) -> tuple[Case, ...]:
        """The worked cases of the scheme that have an edition."""
        years = {edition.year for edition in self.editions}
        return tuple(case for case in self.book.cases if case.scheme == self.scheme.id and case.year in years)


@frozen(eq=False)
class OfEdition(OfScheme):
    """One edition of it.

    Attributes:
        edition: the rules.
    """

    edition: Edition

    def __str__(self) -> str:
        return f"{self.scheme.id} {self.edition.year}"

    @property
    def cases(self) -> tuple[Case, ...]:
        """The worked cases of the edition."""
        key = (self.scheme.id, self.edition.year)
        return tuple(case for case in self.book.cases if (case.scheme, case.year) == key)


def subjects(plugin: PluginInfo, catalogue: Catalogue, book: CaseBook) -> Iterator[OfPlugin]:
    """The plugin, its schemes that can be used, and their editions that can be built."""
    yield OfPlugin(plugin, catalogue, book)
    for scheme in plugin.schemes:
        if scheme.id not in catalogue or catalogue.provider(scheme.id).owner != plugin.owner:
            continue
        yield OfScheme(plugin, catalogue, book, scheme)
        for edition in _editions(scheme, catalogue):
            yield OfEdition(plugin, catalogue, book, scheme, edition)


def _editions(scheme: Scheme, catalogue: Catalogue) -> Iterator[Edition]:
    for year in scheme.years:
        try:
            yield catalogue.edition(scheme.id, year)
        except InvalidEdition:
            continue
