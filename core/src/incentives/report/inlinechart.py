"""A report on a table as a picture that stands in a page."""

from io import BytesIO
from xml.etree import ElementTree as ET

from incentives.report.chart import check_can_draw, drawn
from incentives.report.records.whole import Report

NAMESPACE, LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
FONTS = "'DejaVu Sans', Verdana, sans-serif"  # of nearly the same widths: the texts keep their places
WITHOUT = {"metadata", "style"}


def inline_chart(report: Report, title: str) -> str:
    """The picture as an SVG element without any style, which a strict page forbids, and with its texts as texts.

    Args:
        report: of the kind ``table_summary`` or ``table_comparison``.
        title: what the picture is, for who does not see it.

    Raises:
        MissingExtra: if there is no library to draw with.
    """
    check_can_draw()
    from matplotlib import rcParams

    saved = BytesIO()
    with drawn(report) as page:
        rcParams["svg.fonttype"] = "none"
        page.figure.savefig(saved, format="svg", metadata={"Date": None, "Creator": None})
    root = ET.fromstring(saved.getvalue())  # noqa: S314  # it was drawn here
    for element in [*root.iter()]:
        for part in [part for part in element if part.tag.removeprefix(NAMESPACE) in WITHOUT]:
            element.remove(part)
        _unstyle(element)
    root.attrib.pop("height")
    root.attrib.update({"width": "960", "role": "img", "aria-label": title, "stroke-linejoin": "round"})
    return ET.tostring(root, "unicode", short_empty_elements=True)


def _unstyle(element: ET.Element) -> None:
    """Say with attributes what was said with styles, in names that a page knows."""
    element.tag = element.tag.removeprefix(NAMESPACE)
    if link := element.attrib.pop(LINK, None):
        element.set("href", link)
    for one in filter(None, element.attrib.pop("style", "").split(";")):
        name, _, value = one.partition(":")
        element.set(name.strip(), FONTS if name.strip() == "font-family" else value.strip())
