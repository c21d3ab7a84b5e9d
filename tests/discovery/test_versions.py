"""Which versions of the library a plugin takes."""

from hypothesis import given
from hypothesis import strategies as st
from incentives.catalogue.discovery import fits
from packaging.specifiers import SpecifierSet

numbers = st.lists(st.integers(0, 12), min_size=1, max_size=4).map(lambda parts: ".".join(map(str, parts)))
bounds = st.lists(st.tuples(st.sampled_from([">=", "<=", "<", ">", "==", "!=", "~=", ">= "]), numbers), max_size=3)
versions = st.tuples(numbers, st.sampled_from(["", "", "", "rc1", ".dev3", ".post1", "+local.1"])).map("".join)


@given(versions, bounds)
def test_a_version_fits_exactly_where_the_standard_says_so(own: str, wanted: list[tuple[str, str]]) -> None:
    written = ", ".join(f"{sign}{version}" for sign, version in wanted if sign != "~=" or "." in version)
    assert fits(own, written) == SpecifierSet(written).contains(own, prereleases=True)


def test_what_is_no_specifier_fits_nothing() -> None:
    assert not fits("0.2", "about 0.2")
    assert fits("0.2", "")
