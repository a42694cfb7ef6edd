"""The HTML document around the map: words, form, panels. Complete before any script runs."""
