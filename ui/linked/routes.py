"""Everything programs read of a build: /sparql, /api/queries and /id."""

from __future__ import annotations

from fastapi import APIRouter

from kg.export.build_folder import BuildFolder
from kg.export.manifest import read_manifest
from kg.export.public_store import PublicStore
from kg.sparql.engine import QueryEngine, QueryLimits
from ui.linked import queries, sparql, things


def routes(
    build: BuildFolder, *, with_persons: bool = False, limits: QueryLimits | None = None
) -> APIRouter:
    """Return the routes.

    Args:
        build: the build.
        with_persons: whether persons may be asked about.
        limits: what a query may take.
    """
    public = PublicStore(build, with_persons)
    engine = QueryEngine(lambda: public.folder, limits)
    router = APIRouter()
    router.include_router(sparql.routes(engine))
    router.include_router(queries.routes(engine))
    router.include_router(things.routes(public, read_manifest(build.folder)["base_iri"]))
    return router
