"""The answers from which a plugin is written, and the names that follow from them."""

from collections.abc import Mapping

from attrs import frozen

from incentives.scaffold.questions import QUESTIONS


@frozen(kw_only=True)
class Answers:
    """What is known of a new plugin; one field for each of ``QUESTIONS``.

    Attributes:
        jurisdiction: ISO 3166 code.
        name: of the scheme, without the jurisdiction.
        authority: the body that pays.
        profession: the one that the example covers.
        currency: ISO 4217 code.
        language: of the sentences.
        year: of the first edition.
    """

    jurisdiction: str
    name: str
    authority: str
    profession: str
    currency: str
    language: str
    year: str

    @property
    def id(self) -> str:
        """Of the scheme."""
        return f"{self.jurisdiction.lower()}-{self.name}"

    @property
    def distribution(self) -> str:
        """What pip installs."""
        return f"incentives-{self.id}"

    @property
    def package(self) -> str:
        """What Python imports."""
        return self.distribution.replace("-", "_")

    @property
    def entry_point(self) -> str:
        """What the plugin is called."""
        return self.id.replace("-", "_")

    @property
    def title(self) -> str:
        """The name, for people."""
        return self.name.replace("-", " ").capitalize()


def read_answers(given: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Those answers that are given, as they are used, and every fault in them."""
    read, faults = {}, []
    for question in QUESTIONS:
        if question.name in given:
            try:
                read[question.name] = question.read(given[question.name])
            except ValueError as error:
                faults.append(f"{question.option}: {error}")
    return read, faults
