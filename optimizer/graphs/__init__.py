"""Pure graph questions, without geometry: which cliques cover every edge of a conflict graph."""

from optimizer.graphs.cliques import clique_cover

__all__ = ["clique_cover"]
