"""The view: what an address asks for. One table of keys, and everything that is read off it."""
