"""Wiring: the view in the address bar, the one reply that answers it, and the routes."""
