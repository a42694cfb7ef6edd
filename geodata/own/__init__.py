"""Local figures: read, checked, protected against disclosure, and only then written."""
