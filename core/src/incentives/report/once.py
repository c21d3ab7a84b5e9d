"""What a report says once: notes and steps for each scheme, a source for the whole, equal amounts as one."""

from collections.abc import Iterable, Iterator

from attrs import define, evolve, field

from incentives.report.blocks import Block, Listing, Paragraph


@define
class Once:
    """What was said already of one scheme, and the sources of the whole report by number.

    Attributes:
        sources: where each source stands in the list at the end.
        said: texts of this scheme.
    """

    sources: dict[str, int] = field(factory=dict)
    said: set[str] = field(factory=set)

    def of_scheme(self) -> "Once":
        """For another scheme of the same report."""
        return Once(self.sources)

    def fresh(self, texts: Iterable[str]) -> list[str]:
        """The texts that were not said yet; from now on they are."""
        found = [text for text in dict.fromkeys(texts) if text not in self.said]
        self.said.update(found)
        return found

    def numbers(self, sources: Iterable[str]) -> str:
        """The numbers of some sources."""
        return ", ".join(str(self.sources.setdefault(source, len(self.sources) + 1)) for source in sources)

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """Blocks without the points that were said; a list of steps as a whole, with the words before it."""
        held: Paragraph | None = None
        for block in blocks:
            if isinstance(block, Paragraph):
                held = block
                continue
            kept = self._kept(block) if isinstance(block, Listing) else block
            if kept is not None:
                yield from [held] if held else []
                yield kept
            held = None
        yield from [held] if held else []

    def _kept(self, listing: Listing) -> Listing | None:
        whole = ["\n".join((point.text, *point.below)) for point in listing.items]
        if listing.ordered:
            return listing if self.fresh(["\n".join(whole)]) else None
        fresh = set(self.fresh(whole))
        items = tuple(point for point, text in zip(listing.items, whole, strict=True) if text in fresh)
        return evolve(listing, items=items) if items else None
