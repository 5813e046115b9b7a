"""The graph of stories: who recommends whom, and who links to whom. GraphML or GEXF, for Gephi and others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from dwcrawler.analysis.stories import Stories

if TYPE_CHECKING:
    import networkx as nx

_NODES = (
    "SELECT id, headline, language, type, date_published::VARCHAR, url FROM stories ORDER BY id"
)
_EDGES = """
SELECT id, related_id, coalesce(relation, 'explore_more'), min(position) FROM related
WHERE related_id IS NOT NULL AND related_id <> id GROUP BY ALL
UNION ALL
SELECT id, linked_id, 'link', min(position) FROM links
WHERE linked_id IS NOT NULL AND linked_id <> id GROUP BY ALL
ORDER BY ALL
"""


def graph(stories: Stories) -> nx.MultiDiGraph[int]:
    """Stories that are only pointed to are nodes, too (`crawled` false). Two stories may be joined by
    more than one edge, each with its `relation`."""
    import networkx as nx

    made: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    for number, headline, language, kind, date, url in stories.sql(_NODES).fetchall():
        told = {"label": headline, "language": language, "type": kind, "date": date, "url": url}
        made.add_node(number, crawled=True, **_printable(told))
    for source, target, relation, position in stories.sql(_EDGES).fetchall():
        if target not in made:
            made.add_node(target, crawled=False, label=str(target))
        made.add_edge(source, target, relation=relation, position=position)
    return made


def _printable(told: dict[str, Any]) -> dict[str, Any]:
    """XML has no control characters, and the formats no null."""
    return {
        name: "".join(sign for sign in str(value) if sign.isprintable())
        for name, value in told.items()
        if value is not None
    }


def graphml(stories: Stories, target: Path) -> None:
    import networkx as nx

    nx.write_graphml(graph(stories), target, named_key_ids=True)


def gexf(stories: Stories, target: Path) -> None:
    import networkx as nx

    nx.write_gexf(graph(stories), target)
