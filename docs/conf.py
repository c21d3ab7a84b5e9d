"""How the documentation is built: `python -m sphinx -W --keep-going -b html docs FOLDER`."""

import sys
from importlib.metadata import version as version_of
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.domains.python import PyObject  # type: ignore[attr-defined]  # public, and left out of what is exported

if TYPE_CHECKING:
    from sphinx.application import Sphinx

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "_ext"))

project = "incentives"
author = "the authors of incentives"
project_copyright = "the authors of incentives; Apache-2.0"
version = release = version_of("incentives")
language = "en"

extensions = [
    "myst_parser",
    "sphinx_click",
    "catalogue_pages",
    "kit_checks",
    "public_api",
]
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = "incentives"
html_show_sourcelink = False

myst_heading_anchors = 4

toc_object_entries_show_parents = "hide"
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 88
default_role = "code"  # single backticks, as the commands' help has them


# "Variables" is what Sphinx calls what a docstring lists under Attributes.
for _field in PyObject.doc_field_types:
    if _field.name == "variable":
        _field.label = "Attributes"


def setup(app: "Sphinx") -> None:
    """Let pages written for the repository find CONTRIBUTING.md where the site has it."""
    app.connect("source-read", _contributing_within_the_site)


def _contributing_within_the_site(_: "Sphinx", __: str, source: list[str]) -> None:
    source[0] = source[0].replace("](../CONTRIBUTING.md", "](contributing.md")
