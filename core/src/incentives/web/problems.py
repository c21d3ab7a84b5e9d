"""What is wrong with a request: as data (RFC 9457) for programs, as a page for people."""

from collections.abc import Sequence
from http import HTTPStatus

from attrs import frozen
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from incentives.errors import (
    IncentivesError,
    InvalidReport,
    InvalidRequest,
    InvalidSituation,
    InvalidTable,
)
from incentives.situation import Fault
from incentives.situation.faults import fault_text
from incentives.web.folders import without_folders
from incentives.web.languages import language_of
from incentives.wording import Speech
from incentives.wording.said import sentence_of

API = "/api/"
TYPE = "application/problem+json"
#: The status of each error that a request can bring about; of all others it is 422.
STATUS = {
    "unknown_scheme": 404,
    "unknown_edition": 404,
    "missing_extra": 501,
    "plugin_failed": 500,
    "assessment_failed": 500,
    "invalid_edition": 500,
    "missing_wording": 500,
    "plugin_conflict": 500,
}


@frozen
class Problem(Exception):
    """What is wrong with a request.

    Attributes:
        status: of the response.
        code: a stable word for programs; without a ``detail``, of the sentence under ``web.problems`` too.
        detail: a sentence; in the language of the request unless given.
        faults: the paths of each, and what to do.
    """

    status: int
    code: str
    detail: str | None = None
    faults: Sequence[tuple[Sequence[str], str]] = ()

    @classmethod
    def of(cls, error: IncentivesError, language: str) -> "Problem":
        """What an error says, with every fault that it lists."""
        if isinstance(error, InvalidRequest | InvalidSituation | InvalidTable | InvalidReport):
            faults = [_fault(one, language) for one in error.faults]
            return cls(422, error.code, Speech(language).say("web", "problems", error.code), faults)
        return cls(STATUS.get(error.code, 422), error.code, without_folders(sentence_of(error, language)))

    def response(self, scope: Scope) -> Response:
        """Its response: of the API a problem detail, otherwise a page."""
        language = language_of(HTTPConnection(scope))
        detail = self.detail or Speech(language).say("web", "problems", self.code)
        if not scope["path"].startswith(API):
            from incentives.web.pages.rendering import problem_page  # which needs this module

            return problem_page(HTTPConnection(scope), self, detail)
        content = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": detail,
            "code": self.code,
            "faults": [{"paths": [*paths], "text": text} for paths, text in self.faults],
        }
        return JSONResponse(content, self.status, media_type=TYPE)


def _fault(fault: object, language: str) -> tuple[Sequence[str], str]:
    return (fault.paths if isinstance(fault, Fault) else ()), fault_text(fault, language)
