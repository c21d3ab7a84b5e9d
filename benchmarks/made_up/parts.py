"""What made-up schemes are built of, as their plugins write it."""

from collections.abc import Iterable, Mapping

from attrs import frozen

from benchmarks.made_up.kinds import Kind

FACTS = {
    "kind": 'choice("{}", ("none", "basic", "full"))',
    "registered": 'yes_no("{}")',
    "visits": 'count("{}", unit="visits")',
    "by_bike": 'count("{}", unit="visits")',
    "forms": 'set_of("{}", ("alone", "group", "network"))',
    "bought": 'yes_no("{}")',
    "leased": 'yes_no("{}")',
    "months": 'count("{}", unit="months")',
    "requested": 'yes_no("{}", irreversible=(True,))',
    "requested_on": 'day("{}")',
    "received": 'yes_no("{}", irreversible=(True,))',
    "refused": 'yes_no("{}")',
}


@frozen
class Criterion:
    """A criterion as it is written.

    Attributes:
        condition: in Python.
        theme: what it is about.
        evidence: the document asked for it, if any.
        question: that its condition leaves open, if any.
    """

    condition: str
    theme: str
    evidence: str | None = None
    question: str | None = None


CRITERIA = {
    "registration": Criterion('registered & kind.is_in(["basic", "full"])', "REGISTRATION", "agreement"),
    "activity": Criterion("visits >= f.minimum", "ACTIVITY", "statement"),
    "cycling": Criterion(
        "share(by_bike, of=visits, if_none=no_visit_passes) >= percent(f.part)", "ACTIVITY", question="no_visit_passes"
    ),
    "network": Criterion('forms.contains_any(["group", "network"])', "COORDINATION"),
    "equipment": Criterion("bought & (~leased | leased_counts)", "SOFTWARE", "invoice", "leased_counts"),
}
HANDLING = {"agreement": "kept", "statement": "sent", "invoice": "sent"}
CONTRADICTIONS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "more_by_bike": (("by_bike", "visits"), "by_bike > visits"),
    "too_many_months": (("months",), "months > 12"),
    "received_and_refused": (("received", "refused"), "received & refused"),
    "answered_without_request": (("requested", "received"), "~requested & (received | refused)"),
    "no_day_of_request": (("requested_on",), "requested & requested_on.is_none"),
    "day_without_request": (("requested_on",), "~requested & (requested_on.year >= 2000)"),
}
REQUEST = "request=Request(made=requested, made_on=requested_on), received=received, refused=refused"
ONLY_SOME_ASK = {
    "equipment": ("bought", "leased"),
    "months": ("months",),
    "request": ("requested", "requested_on", "received", "refused"),
}


def facts_of(kind: Kind) -> tuple[str, ...]:
    """The facts that it asks."""
    does = {"equipment": kind.equipment, "months": kind.counts_months, "request": kind.window is not None}
    left_out = {fact for part, facts in ONLY_SOME_ASK.items() if not does[part] for fact in facts}
    return tuple(fact for fact in FACTS if fact not in left_out)


def criteria_of(kind: Kind) -> dict[str, Criterion]:
    """Its criteria."""
    return {id: one for id, one in CRITERIA.items() if kind.equipment or id != "equipment"}


def questions_of(kind: Kind) -> tuple[str, ...]:
    """The questions that its text leaves open."""
    return tuple(one.question for one in criteria_of(kind).values() if one.question)


def evidence_of(kind: Kind) -> tuple[str, ...]:
    """The documents that it asks."""
    return tuple(one.evidence for one in criteria_of(kind).values() if one.evidence)


def contradictions_of(kind: Kind) -> dict[str, str]:
    """What cannot be told together, in Python."""
    asked = set(facts_of(kind))
    return {id: condition for id, (facts, condition) in CONTRADICTIONS.items() if asked.issuperset(facts)}


def lines(items: Iterable[str], indent: int) -> str:
    """Lines of Python at an indent; the first stands where it is put."""
    return ("\n" + " " * indent).join(items)


def code_of(kind: Kind) -> dict[str, str]:
    """The parts of its plugin, in Python."""
    facts, questions = facts_of(kind), questions_of(kind)
    criteria = (
        f'f.criterion("{id}", {one.condition}, theme=Theme.{one.theme}, established_by=Establishment.DECLARED),'
        for id, one in criteria_of(kind).items()
    )
    request = "" if kind.window is None else f", {REQUEST}"
    return {
        "about": kind.about,
        "currency": kind.currency,
        "jurisdiction": kind.country.upper(),
        "facts": lines((f"{name} = Fact.{FACTS[name].format(f'$country.$id.{name}')}" for name in facts), 0),
        "names": ", ".join(facts),
        "questions": lines(
            [
                *(f'{name} = OpenQuestion("$country-$id.{name}", ask="council")' for name in questions),
                f"QUESTIONS = ({', '.join(questions)},)",
            ],
            0,
        ),
        "figures": lines((f"{name}: Decimal" for name in ("grant", *kind.figures)), 4),
        "criteria": lines(criteria, 8),
        "benefits": lines(
            (f'f.benefit("{id}", {rest}, requires=requires{request}),' for id, rest in kind.benefits.items()), 8
        ),
        "groups": ", ".join(f'f.group("{id}", ("grant", "second"), {rest})' for id, rest in kind.groups.items()),
        "contradictions": lines(
            (f'Contradiction("{id}", {condition}),' for id, condition in contradictions_of(kind).items()), 12
        ),
    }
