"""What a planner takes to a review meeting: tables, maps, GIS files, a terminal summary, and the run folder."""
