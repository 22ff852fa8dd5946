"""Everything programs read of a build: /sparql, /api/queries and /id."""

from __future__ import annotations

from fastapi import APIRouter

from kg.export.public_store import PublicStore
from kg.sparql.engine import QueryEngine, QueryLimits
from ui.linked import queries, sparql, things
from ui.site import Site


def routes(site: Site, limits: QueryLimits | None = None) -> APIRouter:
    """Return the routes.

    Args:
        site: the build, and whether persons may be asked about.
        limits: what a query may take.
    """
    public = PublicStore(site.build, site.persons)
    engine = QueryEngine(lambda: public.folder, limits)
    router = APIRouter()
    router.include_router(sparql.routes(engine, site))
    router.include_router(queries.routes(engine))
    router.include_router(things.routes(public, site))
    return router
