"""The directive ``kit-checks``: the checks of the conformance kit, as its registry has them."""

from docutils import nodes
from incentives.report.blocks import Table
from incentives.report.markdown import to_markdown
from incentives.testing import CHECKS, Check, OfEdition, OfPlugin, OfScheme
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

SUBJECTS = {OfPlugin: "the plugin", OfScheme: "each scheme", OfEdition: "each edition"}


def row(check: Check) -> tuple[str, ...]:
    """A check in a line."""
    cases = "yes" if check.by_cases else ""
    return f"`{check.id}`", SUBJECTS[check.subject], check.says, cases


class KitChecks(SphinxDirective):
    """``{kit-checks}``: a table of every check."""

    def run(self) -> list[nodes.Node]:
        """The table."""
        table = Table(("check", "held against", "what holds", "needs cases"), tuple(map(row, CHECKS)))
        return self.parse_text_to_nodes(to_markdown([table], trusted=True))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive."""
    app.add_directive("kit-checks", KitChecks)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
