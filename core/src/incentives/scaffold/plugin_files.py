"""The files of a new plugin, filled in from templates."""

from collections.abc import Mapping
from datetime import date
from importlib.metadata import version
from importlib.resources import files
from string import Template

from packaging.version import Version

from incentives.scaffold.answers import Answers

TEMPLATES = files(__name__.rpartition(".")[0]) / "template"
ENGLISH = "en"

# Where each file of a plugin stands, and its template. A template's own name ends in .txt, so that no tool takes it for
# what it will be.
FILES = {
    ".gitignore": "gitignore",
    "README.md": "readme.md",
    "pyproject.toml": "pyproject.toml",
    "src/$package/__init__.py": "init.py",
    "src/$package/editions/$year.toml": "edition.toml",
    "src/$package/facts.py": "facts.py",
    "src/$package/py.typed": "py.typed",
    "src/$package/rules.py": "rules.py",
    "src/$package/wording/$language.toml": "wording.$written_in.toml",
    "tests/cases/$year.toml": "cases.toml",
    "tests/test_conformance.py": "test_conformance.py",
}
WRITTEN_IN = {  # the language of the sentences: what the edition calls its source, which is no official text
    "en": {"document": "Example, to be replaced by the title of the official text", "place": "to be replaced"},
    "fr": {"document": "Exemple, à remplacer par le titre du texte officiel", "place": "à remplacer"},
    "nl": {"document": "Voorbeeld, te vervangen door de titel van de officiële tekst", "place": "te vervangen"},
}
TO_TRANSLATE = """\
# Still in English: translate the sentences, not the keys; what stands in braces is filled in. Then take these two lines
# out. "source": the sentences are in the language of the official text; "ours": they are a translation of our own.
translation = "ours"\
"""


def plugin_files(answers: Answers, today: date) -> dict[str, str]:
    """The text of each file of a new plugin, by its place in the plugin's folder.

    Args:
        answers: from which it is written.
        today: the day that the example's figures are dated with.
    """
    values = _values(answers, today)
    return {
        _filled(place, values): _filled((TEMPLATES / f"{_filled(template, values)}.txt").read_text("utf-8"), values)
        for place, template in FILES.items()
    }


def _filled(template: str, values: Mapping[str, str]) -> str:
    return Template(template).substitute(values)


def _values(answers: Answers, today: date) -> dict[str, str]:
    translated = answers.language in WRITTEN_IN
    written_in = answers.language if translated else ENGLISH
    prefix = answers.jurisdiction.lower()
    return {
        "authority": answers.authority,
        "currency": answers.currency,
        "distribution": answers.distribution,
        "entry_point": answers.entry_point,
        "facts": f"{prefix}.{answers.name.replace('-', '_')}",
        "id": answers.id,
        "jurisdiction": answers.jurisdiction,
        "language": answers.language,
        "next_year": str(int(answers.year) + 1),
        "package": answers.package,
        "prefix": prefix,
        "profession": answers.profession,
        "requirement": requirement(Version(version("incentives"))),
        "title": answers.title,
        "today": today.isoformat(),
        "translation": 'translation = "source"' if translated else TO_TRANSLATE,
        "written_in": written_in,
        "year": answers.year,
        **WRITTEN_IN[written_in],
    }


def requirement(installed: Version) -> str:
    """This version of the library and those that keep its promises: before 1.0 the second number breaks them."""
    major, minor = installed.major, installed.minor
    following = f"{major + 1}" if major else f"0.{minor + 1}"
    return f"incentives>={major}.{minor},<{following}"
