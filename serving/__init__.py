"""Being served: what every answer carries, which requests are answered, and how one stops.

Nothing here knows what the explorer shows.
"""
