"""Numbers and shapes: the catalogue, the bundle, and everything computed from them."""
