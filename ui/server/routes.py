"""Routes of the pages that are rendered here, of downloads and of /health."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool

from errors import PolicyGraphError
from kg.export.export_child import Wanted
from kg.export.formats import FORMATS
from ui.messages import LANGUAGES
from ui.pages.collection.documents import progress
from ui.pages.suggest import suggestions
from ui.refusals import NotAllowedError, NotThereError, WrongValueError
from ui.server.downloads import BusyError, DownloadError, Downloads
from ui.server.errors import Scope, error_response
from ui.server.headers import STRICT
from ui.site import Asked, Page, Shown, Site, View, here


def add_pages(app: FastAPI, site: Site) -> None:
    """Add the route of every page that has a view, in each language."""
    for page in site.pages:
        for language in LANGUAGES:
            if page.view is not None:
                _add_page(app, site, page, language)


def _add_page(app: FastAPI, site: Site, page: Page, language: str) -> None:
    async def endpoint(request: Request) -> Response:
        form = await request.form(max_files=50) if request.method == "POST" else None
        scope = {name: request.scope.get(name, "") for name in ("path", "root_path", "headers")}
        asked = Asked(
            site,
            page,
            language,
            dict(request.path_params),
            request.query_params,
            getattr(request.state, "role", "reader"),
            form,
            getattr(request.state, "user", ""),
        )
        # what people enter is kept by this process alone
        work = here if page.form else site.work
        answered: Response = await run_in_threadpool(work, asked, answer, scope)
        return answered

    methods = ["GET", "HEAD", "POST"] if page.form else ["GET", "HEAD"]
    app.add_api_route(page.address(language), endpoint, methods=methods, name=page.name)


def answer(asked: Asked, scope: Scope) -> Response:
    """Return the response of a page; what it refuses to show is an error page: a job.

    Args:
        asked: the request.
        scope: its path, root_path and headers, as ASGI has them.
    """
    page = asked.page
    assert page is not None
    assert page.view is not None
    try:
        if asked.form is not None and asked.role != "editor":
            raise NotAllowedError(asked.say("not_allowed"))
        if asked.form is not None and page.form:
            shown = page.form(asked)
        else:
            asked, shown = _viewed(asked, page.view)
    except NotThereError as error:
        return error_response(asked.site, scope, 404, str(error))
    except NotAllowedError as error:
        return error_response(asked.site, scope, 403, str(error))
    except WrongValueError as error:
        return error_response(asked.site, scope, 400, str(error), error.back)
    except PolicyGraphError as error:
        return error_response(asked.site, scope, 500, str(error))
    if isinstance(shown, Response):
        return shown
    status = 400 if asked.wrong else shown.status
    html = asked.site.render(shown.template, asked, title=shown.title, **shown.values)
    return HTMLResponse(html, status, headers=STRICT)


def _viewed(asked: Asked, view: View) -> tuple[Asked, Shown | Response]:
    """Return a page, without the values of its address that are wrong; a file has none without."""
    assert asked.page is not None
    while True:
        try:
            shown = view(asked)
            return asked.without_unknown(), shown
        except WrongValueError as error:
            if asked.page.is_file or not set(error.names) & set(asked.query):
                raise
            asked = asked.without(error)


def add_files(app: FastAPI, site: Site) -> None:
    """Add downloads, suggestions of the search box, and /health."""
    downloads = Downloads()

    @app.get("/download/{name}")
    async def download(name: str) -> Response:
        """Return one of the export formats."""
        if name not in FORMATS:
            raise HTTPException(404, f"{name} is not offered")
        folder = TemporaryDirectory(prefix="zhengtu-download-")
        path = Path(folder.name, name)
        build = site.build  # held, so that its snapshot stays
        try:
            layers = tuple(map(str, build.knowledge.data.layers))
            wanted = Wanted(name, str(build.folder), str(path), site.persons, layers)
            await downloads.make(wanted)
        except BusyError as error:
            folder.cleanup()
            raise HTTPException(503, str(error), {"Retry-After": "10"}) from error
        except DownloadError as error:
            folder.cleanup()
            raise HTTPException(501, str(error)) from error
        return FileResponse(
            path,
            media_type=FORMATS[name].media_type,
            filename=name,
            background=BackgroundTask(folder.cleanup),
        )

    @app.get("/suggest")
    def suggest(q: str = "", lang: str = "zh") -> list[dict[str, str]]:
        """Return what the search box offers for what was typed so far."""
        language = lang if lang in LANGUAGES else "zh"
        return suggestions(Asked(site, None, language), q)

    @app.get("/progress")
    def how_far(lang: str = "zh") -> JSONResponse:
        """Return how far a build is that the pages began."""
        asked = Asked(site, None, lang if lang in LANGUAGES else "zh")
        return JSONResponse(progress(asked), headers={"Cache-Control": "no-store"})

    @app.get("/favicon.ico")
    def icon() -> Response:
        """Return the icon of the pages."""
        return Response(status_code=307, headers={"Location": f"{site.root}/zt/icon.svg"})

    @app.get("/health")
    def health() -> dict[str, str]:
        """Tell that the page is up."""
        return {"status": "ok"}
