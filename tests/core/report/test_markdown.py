"""A text in Markdown is shown as it is, whatever it holds."""

from typing import Any

import pytest
from incentives.report.blocks import Block, Heading, Listing, Paragraph, Point, Table
from incentives.report.markdown import to_markdown
from markdown_it import MarkdownIt

TEXTS = [
    "# heading", "#", "- point", "+ point", "> quoted", "1. first", "12) first", "---", "===", "***", "~~~", "```",
    "<script>x()</script>", "<!-- gone -->", "a <b>bold</b>", "&lt;b&gt; &amp;", "[win](javascript:x)", "![](http://x/y)",
    "[a]: http://x", "[a][b]", "*bold* **bold** _bold_ __bold__", "~~gone~~", "a `code` b", "`a` ``b`` `c", "\\`<b>`",
    "\\*a\\*", "C:\\_x", "a | b", "<http://x.example/a?b=c&d=e>", "be.first_registered_on", "two\n\n# lines",
    "::: note", "50 % * 2 * 3", "2024", "2024. That year", "-5", "a & b", "x < y > z", "`<b>` `", "a\\", "\\",
]  # fmt: skip


def shown(markdown: str) -> tuple[set[str], str]:
    """The kinds of elements that Markdown becomes, and the text that is read."""
    kinds: set[str] = set()
    text: list[str] = []

    def walk(tokens: Any) -> None:
        for token in tokens:
            kinds.add(token.type)
            if token.type in {"text", "code_inline", "text_special"}:
                text.append(token.content)
            walk(token.children or ())

    walk(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown))
    return kinds, "".join(text)


def read(text: str) -> str:
    """What a reader sees of a text: in one line, without the marks of a command or an address."""
    return " ".join(text.split())


@pytest.mark.parametrize("text", TEXTS)
def test_markdown_shows_a_text_as_it_is(text: str) -> None:
    blocks: dict[str, Block] = {
        "heading": Heading(2, text),
        "paragraph": Paragraph(text),
        "strong": Paragraph(f"a {text}"),
        "listing": Listing((Point(text, (text,)),)),
        "table": Table((text, "b"), ((text, "c"),)),
    }
    allowed = {
        "heading": {"heading_open", "heading_close"},
        "paragraph": {"paragraph_open", "paragraph_close"},
        "strong": {"paragraph_open", "paragraph_close"},
        "listing": {f"{kind}_{end}" for kind in ("bullet_list", "list_item", "paragraph") for end in ("open", "close")},
        "table": {
            f"{kind}_{end}" for kind in ("table", "thead", "tbody", "tr", "th", "td") for end in ("open", "close")
        },
    }
    inline = {"inline", "text", "text_special", "code_inline", "link_open", "link_close"}
    for kind, block in blocks.items():
        kinds, said = shown(to_markdown([block]))
        assert kinds <= allowed[kind] | inline, kind
        if kind in {"paragraph", "strong"}:
            seen = read(text).replace("<http://x.example/a?b=c&d=e>", "http://x.example/a?b=c&d=e")
            seen = seen.replace("`code`", "code").replace("`a` ``b``", "a ``b``").replace("`<b>`", "<b>")
            assert read(said.removeprefix("a ") if kind == "strong" else said) == seen
        if "link_open" in kinds:
            assert text.startswith("<http://x.example")


def test_trusted_texts_are_markdown_themselves() -> None:
    assert to_markdown([Paragraph("[a](b)")], trusted=True) == "[a](b)\n"
