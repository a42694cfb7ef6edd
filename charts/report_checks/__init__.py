"""Claims of an authority's own report, each checked against open figures by a small function."""
