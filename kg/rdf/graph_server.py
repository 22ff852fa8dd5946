"""A graph that a SPARQL 1.1 server holds: rdflib's Graph API, each query one request.

Only the server named is reached: no redirect is followed and no proxy of the environment is used.
"""

from __future__ import annotations

import io
from typing import Any

import httpx
from rdflib import Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result, ResultException

from errors import GraphError, one_line
from kg.rdf.vocabulary import bind_prefixes

_JSON = "application/sparql-results+json"
_WAIT = httpx.Timeout(60, connect=5)  # seconds; the slowest query reads the whole graph
_KNOWN = "ASK { ?task a <https://w3id.org/zhengtu/ontology#Task> }"


def open_server(address: str) -> Graph:
    """Open the default graph of a SPARQL server for reading.

    Args:
        address: of its queries, as http://127.0.0.1:7878/query.

    Raises:
        GraphError: no address, nobody answers there, or the server holds no graph of a build.
    """
    store = ServerStore(address)
    graph = bind_prefixes(Graph(store, identifier=DATASET_DEFAULT_GRAPH_ID))
    if not graph.query(_KNOWN).askAnswer:
        raise GraphError(f"{store.name} holds no task; load graph.ttl of the build into it")
    return graph


class ServerStore(SPARQLStore):
    """rdflib's store of a SPARQL server, with requests that end and say what went wrong.

    Raises:
        GraphError: the address is not one of http or https.
    """

    def __init__(self, address: str) -> None:
        super().__init__(address, context_aware=False)
        try:
            url = httpx.URL(address)
        except httpx.InvalidURL as error:
            raise GraphError(f"{address} is no address: {error}") from error
        if url.scheme not in {"http", "https"} or not url.host:
            raise GraphError(f"{address} is no address of a SPARQL server: http://HOST:PORT/query")
        self.name = str(url.copy_with(userinfo=b""))
        self._client = httpx.Client(timeout=_WAIT, follow_redirects=False, trust_env=False)

    def _query(self, query: str, *_: Any, **__: Any) -> Result:
        """Ask the server.

        Raises:
            GraphError: it cannot be reached, is too slow, or answers with something else.
        """
        try:
            reply = self._client.post(
                str(self.query_endpoint), data={"query": query}, headers={"Accept": _JSON}
            )
        except httpx.TimeoutException as error:
            raise GraphError(f"{self.name} does not answer in time; is the server up?") from error
        except httpx.HTTPError as error:
            raise GraphError(f"{self.name} cannot be reached ({one_line(error, None)})") from error
        if reply.status_code != httpx.codes.OK:
            said = " ".join(reply.text.split())[:200]
            raise GraphError(f"{self.name} answers {reply.status_code}: {said}")
        try:
            return Result.parse(io.BytesIO(reply.content), format="json")
        except (ResultException, ValueError, KeyError, TypeError, AttributeError) as error:
            raise GraphError(
                f"{self.name} does not answer as a SPARQL server; is /query missing?"
            ) from error
