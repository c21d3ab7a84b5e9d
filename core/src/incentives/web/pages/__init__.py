"""The pages: made on the server, in three languages, without a script."""

from starlette.routing import BaseRoute, Route

from incentives.web.pages import answer_page, browsing, downloads, question_page, start_page, style
from incentives.web.pages.rendering import start

ROUTES: list[BaseRoute] = [
    Route("/", start, name="root"),
    Route("/style.css", style.style),
    Route("/favicon.ico", style.no_picture),
    Route("/{lang:lang}/", start_page.start, name="start"),
    Route("/{lang:lang}/begin", start_page.begin, methods=["POST"]),
    Route("/{lang:lang}/interview", question_page.interview, methods=["POST"]),
    Route("/{lang:lang}/answer", answer_page.answer, methods=["POST"]),
    Route("/{lang:lang}/answer/{name}", downloads.download, methods=["POST"]),
    *browsing.ROUTES,
]
