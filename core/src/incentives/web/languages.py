"""In which language a request is answered."""

from babel import negotiate_locale
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import HTTPConnection

from incentives.wording import LANGUAGES


class Language(Convertor[str]):
    """The part of an address that names the language of a page."""

    regex = "|".join(LANGUAGES)

    def convert(self, value: str) -> str:
        """The language."""
        return value

    def to_string(self, value: str) -> str:
        """The part of the address."""
        return value


register_url_convertor("lang", Language())


def language_of(request: HTTPConnection) -> str:
    """The language in the address, or asked for by ``lang``; else what the browser likes best; else English."""
    for asked in (request.path_params.get("lang"), request.query_params.get("lang")):
        if asked in LANGUAGES:
            return str(asked)
    liked = [_liked(part) for part in request.headers.get("accept-language", "").split(",")]
    names = [name for name, weight in sorted(liked, key=lambda one: -one[1]) if weight > 0]
    found = negotiate_locale(names, LANGUAGES, sep="-")
    return found or "en"


def _liked(part: str) -> tuple[str, float]:
    """The name of a language, and how much it is liked, from 0 to 1."""
    name, _, weight = part.partition(";")
    try:
        return name.strip().lower(), float(weight.strip().removeprefix("q=") or 1)
    except ValueError:
        return name, 0.0
