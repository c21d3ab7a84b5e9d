"""One year's figures, typed, and what is built from them and from the rest of their file."""

import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any, Self, TypeVar, get_type_hints

import attrs
from attrs import field, frozen

from incentives.errors import InvalidEdition
from incentives.hints import hint, short
from incentives.rules.expressions import Expression
from incentives.rules.facts import OpenQuestion
from incentives.scheme.application import Application, DatedWindow, Evidence, Letter, Payment
from incentives.scheme.benefit import Benefit, Cadence
from incentives.scheme.builders import EditionFiles
from incentives.scheme.criterion import ConditionalNote, Criterion, Establishment, Standing, Theme, Variant
from incentives.scheme.documents import undeclared, undeclared_documents
from incentives.scheme.edition import Cycle, Edition
from incentives.scheme.figurevalues import figure_value
from incentives.scheme.group import Group
from incentives.scheme.references import Document, Doubtful, Figure, Reference
from incentives.values import Period

if TYPE_CHECKING:
    from incentives.scheme.editionfile import EditionFile, FileFigure, FileReference, FileWindow

F = TypeVar("F", bound="Figures")


@frozen(kw_only=True)
class Figures:
    """Base of a scheme's own record of one year's figures; each figure is a field, named as in the edition file.

    A figure is an ``int``, ``Decimal``, ``str``, ``bool``, ``date`` or ``tuple[str, ...]``. Add ``| Expression`` where
    the texts may leave it in doubt (the file then gives a question and two readings), and a default where a year may
    have none. ``figure`` says between which values it lies, or which words it can be; what several figures must be
    together is a validator of attrs, as ``@cycle_end.validator``.

    Attributes:
        file: the edition file that the figures come from.
    """

    file: "EditionFile" = field(repr=False)

    @classmethod
    def of(cls, file: "EditionFile", questions: Iterable[OpenQuestion]) -> Self:
        """The figures of a file.

        Raises:
            InvalidEdition: naming every figure that is missing, unknown or of a wrong type.
        """
        hints = get_type_hints(cls, localns={"EditionFile": object})
        fields = {a.name: a for a in attrs.fields(cls) if a.name != "file"}
        faults = [_unknown_figure(name, fields) for name in file.figures if name not in fields]
        asked = {question.id: question for question in questions}
        values: dict[str, Any] = {"file": file}
        for name, attribute in fields.items():
            if name in file.figures:
                try:
                    values[name] = figure_value(file.figures[name], attribute, hints[name], asked)
                except (TypeError, ValueError) as error:
                    faults.append(f"$.figures.{name}: {error}")
            elif attribute.default is attrs.NOTHING:
                faults.append(f"$.figures.{name}: is missing")
        faults += undeclared_documents(file)
        if faults:
            raise InvalidEdition(file.source, faults)
        try:
            return cls(**values)
        except (TypeError, ValueError) as error:  # of a scheme's own validators
            raise InvalidEdition(file.source, [f"$.figures: {error}"]) from error

    @property
    def year(self) -> int:
        """The reference year."""
        return self.file.year

    def has(self, criterion: str) -> bool:
        """Whether this year's edition has the criterion at all."""
        return criterion in self.file.criteria

    def criterion(  # noqa: PLR0913  # each says another thing about a criterion
        self,
        id: str,
        condition: Expression,
        *,
        theme: Theme,
        established_by: Establishment,
        deadline: date | None = None,
        advise_by: date | None = None,
        notes_where: Mapping[str, Expression] = types.MappingProxyType({}),
        **variants: Expression,
    ) -> Criterion:
        """A criterion with what the file says of it: standing, deadline, notes, evidence, references.

        The condition is left out where the file says that it is not asked this year.

        Args:
            id: as in the file and in the wording.
            condition: what must hold.
            theme: what it is about.
            established_by: who establishes it.
            deadline: the last day for a deed, where a rule gives it and not the file.
            advise_by: a prudent day before the deadline, where a rule gives it and not the file.
            notes_where: for notes of the file that concern some practitioners only, the condition, by the note's id.
            variants: conditions under which an outcome has a sentence of its own, tried in this order.

        Raises:
            InvalidEdition: if the file has no table for it.
        """
        if id not in self.file.criteria:
            raise InvalidEdition(self.file.source, [f"$.criteria.{id}: is missing"])
        part = self.file.criteria[id]
        asked = part.standing is Standing.ASKED
        return Criterion(
            id=id,
            condition=condition if asked else None,
            standing=part.standing,
            theme=theme,
            established_by=established_by,
            references=_references(self.file, part.references, f"$.criteria.{id}"),
            deadline=(part.deadline or deadline) if asked else None,
            evidence=part.evidence,
            notes=part.notes,
            variants=tuple(Variant(name, condition) for name, condition in variants.items()) if asked else (),
            advise_by=(part.advise_by or advise_by) if asked else None,
            notes_where=tuple(ConditionalNote(id, notes_where[id]) for id in part.notes if id in notes_where),
        )

    def benefit(
        self,
        id: str,
        amount: Expression | None = None,
        *,
        cadence: Cadence = Cadence.YEARLY,
        instalment: Expression | None = None,
        payments: Expression | None = None,
        **rest: Any,
    ) -> Benefit:
        """A benefit with what the file says of it.

        Args:
            id: as in the file and in the wording.
            amount: for the whole reference period, in the edition's currency; the instalment times the payments unless
                given.
            cadence: how often it is paid.
            instalment: one payment, for a benefit that is paid several times.
            payments: how many of them the reference period has, a count.
            rest: what else a benefit has: ``requires``, ``on_top_of``, ``not_with``, ``request``, ``received``...

        Raises:
            InvalidEdition: if the file has no table for it, or nothing says what it pays.
        """
        if id not in self.file.benefits:
            raise InvalidEdition(self.file.source, [f"$.benefits.{id}: is missing"])
        if amount is None and instalment is not None and payments is not None:
            amount = instalment * payments
        if amount is None:
            raise InvalidEdition(
                self.file.source, [f"$.benefits.{id}: give its amount, or its instalment and payments"]
            )
        part = self.file.benefits[id]
        return Benefit(
            id=id,
            amount=amount,
            cadence=cadence,
            references=_references(self.file, part.references, f"$.benefits.{id}"),
            notes=part.notes,
            instalment=instalment,
            payments=payments,
            **rest,
        )

    def group(
        self, id: str, benefits: Iterable[str], *, at_most: Expression | None = None, one_only: bool = False
    ) -> Group:
        """A group of benefits with what the file says of it.

        Args:
            id: as in the file and in the wording.
            benefits: ids of its benefits.
            at_most: what they pay together at most, in the edition's currency.
            one_only: whether the practitioner receives one of them.

        Raises:
            InvalidEdition: if the file has no table for it.
        """
        if id not in self.file.groups:
            raise InvalidEdition(self.file.source, [f"$.groups.{id}: is missing"])
        part = self.file.groups[id]
        references = _references(self.file, part.references, f"$.groups.{id}")
        return Group(id, tuple(benefits), references, at_most, one_only, part.notes)

    def edition(  # noqa: PLR0913  # an argument for each part of an edition
        self,
        *,
        criteria: Iterable[Criterion],
        benefits: Iterable[Benefit],
        groups: Iterable[Group] = (),
        period: Period | None = None,
        cycle: Cycle | None = None,
        evidence_needed: Mapping[str, Expression] | None = None,
        letters_needed: Mapping[str, Expression] | None = None,
        account_given: Expression | None = None,
    ) -> Edition:
        """The edition: these criteria and benefits, and everything else from the file.

        Args:
            criteria: in the order in which they are shown.
            benefits: what the edition pays.
            groups: benefits under one ceiling, or of which one is received.
            period: the reference period; the calendar year unless given.
            cycle: the cycle it belongs to, if any.
            evidence_needed: conditions under which a document is asked, by the document's id.
            letters_needed: conditions under which somebody needs a letter, by the letter's id.
            account_given: the condition without which what is due cannot be paid.

        Raises:
            InvalidEdition: listing every contradiction, each with its place.
        """
        file = self.file
        built, paid, grouped = tuple(criteria), tuple(benefits), tuple(groups)
        unused = [
            f"$.{kind}.{id}: no rule is built from it"
            for kind, stated, items in (
                ("criteria", file.criteria, built),
                ("benefits", file.benefits, paid),
                ("groups", file.groups, grouped),
            )
            for id in stated
            if id not in {item.id for item in items}
        ]
        if unused:
            raise InvalidEdition(file.source, unused)
        return Edition(
            scheme=file.scheme,
            year=file.year,
            period=period or Period.calendar_year(file.year),
            currency=file.currency,
            criteria=built,
            benefits=paid,
            application=_application(file, account_given),
            contacts=file.contacts,
            evidence=tuple(_evidence(file, evidence_needed or {})),
            figures=tuple(_figures(file)),
            professions=file.professions,
            verified_on=file.verified_on,
            expected_next=file.expected_next,
            projected=file.projected,
            notes=file.notes,
            cycle=cycle,
            source=file.source,
            groups=grouped,
            letters=tuple(_letters(file, letters_needed or {})),
        )


def editions_in(
    folder: Traversable, figures: type[F], build: Callable[[F], Edition], questions: Iterable[OpenQuestion] = ()
) -> EditionFiles:
    """The editions of a folder with one ``<year>.toml`` each; a file is read when its edition is first used.

    Hand them to ``Scheme`` as they are: its users can then supply a file of their own in the same format.

    Args:
        folder: of the files.
        figures: the record of one year's figures.
        build: gives the edition that follows from these.
        questions: that a figure in doubt may name.
    """
    asked = tuple(questions)
    names = (entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))
    files = {int(name): folder / f"{name}.toml" for name in names if name.isdigit()}
    return EditionFiles(partial(_edition, figures, build, asked), files)


def _edition(
    figures: type[F], build: Callable[[F], Edition], questions: tuple[OpenQuestion, ...], file: "EditionFile"
) -> Edition:
    return build(figures.of(file, questions))


def _unknown_figure(name: str, fields: Mapping[str, object]) -> str:
    return (
        f"$.figures.{short(name)}: no rule reads it; {hint(name, known=fields, otherwise='those that rules read: {}')}"
    )


def _references(file: "EditionFile", references: "Iterable[FileReference]", place: str) -> tuple[Reference, ...]:
    return tuple(_reference(file, reference, place) for reference in references)


def _reference(file: "EditionFile", reference: "FileReference | FileFigure", place: str) -> Reference:
    if reference.document not in file.documents:
        raise InvalidEdition(file.source, [undeclared(place, reference.document)])
    part = file.documents[reference.document]
    document = Document(reference.document, part.title, part.publisher, part.date, part.url)
    return Reference(document, reference.place, reference.confidence)


def _figures(file: "EditionFile") -> Iterator[Figure]:
    for name, figure in file.figures.items():
        value = tuple(figure.value) if isinstance(figure.value, list) else figure.value
        if figure.question is not None:
            value = Doubtful(figure.question, figure.yes, figure.no)
        yield Figure(name, value, (_reference(file, figure, f"$.figures.{name}"),))


def _evidence(file: "EditionFile", needed: Mapping[str, Expression]) -> Iterator[Evidence]:
    for part in file.evidence:
        yield Evidence(
            id=part.id,
            handling=part.handling,
            formats=part.formats,
            max_megabytes=part.max_megabytes,
            details=part.details,
            references=_references(file, part.references, f"$.evidence.{part.id}"),
            needed=needed.get(part.id),
        )


def _letters(file: "EditionFile", needed: Mapping[str, Expression]) -> Iterator[Letter]:
    for part in file.letters:
        references = _references(file, part.references, f"$.letters.{part.id}")
        yield Letter(part.id, part.criterion, part.languages, references, needed.get(part.id))


def _application(file: "EditionFile", account_given: Expression | None) -> Application:
    part, pay = file.application, file.application.payment
    if (pay.start is None) is not (pay.end is None):
        raise InvalidEdition(file.source, ["$.application.payment: give both start and end, or neither"])
    try:
        period = Period(pay.start, pay.end) if pay.start and pay.end else None
    except ValueError as error:
        raise InvalidEdition(file.source, [f"$.application.payment: {error}"]) from error
    return Application(
        channel=part.channel,
        steps=part.steps,
        payment=Payment(
            period=period,
            planned=pay.planned,
            notes=pay.notes,
            references=_references(file, pay.references, "$.application.payment"),
            account_given=account_given,
        ),
        window=_window(file, part.window) if part.window else None,
        notes=part.notes,
        references=_references(file, part.references, "$.application"),
    )


def _window(file: "EditionFile", part: "FileWindow") -> DatedWindow:
    place = "$.application.window"
    stated, advised = (_references(file, some, place) for some in (part.references, part.advise_references))
    try:
        return DatedWindow(part.days, part.notes, stated, part.advise_by, part.advise_note, advised)
    except ValueError as error:
        raise InvalidEdition(file.source, [f"{place}: {error}"]) from error
