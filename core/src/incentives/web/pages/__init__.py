"""The pages: made on the server, in three languages, without a script."""

from starlette.routing import BaseRoute, Route

from incentives.web.pages import answer_page, browsing, downloads, group, question_page, start_page, style
from incentives.web.pages.rendering import start

#: What is answered to a form.
POSTED = {
    "begin": start_page.begin,
    "interview": question_page.interview,
    "answer": answer_page.answer,
    "answer/{name}": downloads.download,
}
ROUTES: list[BaseRoute] = [
    Route("/", start, name="root"),
    Route("/style.css", style.style),
    Route("/favicon.ico", style.no_picture),
    Route("/{lang:lang}/", start_page.start, name="start"),
    *(Route(f"/{{lang:lang}}/{name}", endpoint, methods=["POST"]) for name, endpoint in POSTED.items()),
    *(Route(f"/{{lang:lang}}/{name}", start) for name in POSTED),  # an address alone has no answers
    *browsing.ROUTES,
    *group.ROUTES,
]
