"""The projections: facts become the tables of a view, and the tables become the cases that rules judge."""
