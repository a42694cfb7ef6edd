"""Measures the explorer against a bare Leaflet page and the usual way in Dash."""
