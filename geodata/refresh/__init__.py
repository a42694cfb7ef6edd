"""Tables from their publishers to figures and bundle. Nothing that serves imports this room."""
