"""Graphs, vertices 0 … n-1: cliques and components of small ones, shortest distances and pieces of large ones."""

from optimizer.graphs.cliques import clique_cover, maximal_cliques
from optimizer.graphs.components import components
from optimizer.graphs.distances import pieces, shortest

__all__ = ["clique_cover", "components", "maximal_cliques", "pieces", "shortest"]
