"""Small graphs, vertices 0 … n-1 and edges as pairs: cliques and components, with no library and no randomness."""

from optimizer.graphs.cliques import clique_cover, maximal_cliques
from optimizer.graphs.components import components

__all__ = ["clique_cover", "components", "maximal_cliques"]
