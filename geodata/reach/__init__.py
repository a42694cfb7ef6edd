"""Who is not reached, how sure that is, and where sessions would reach most: arithmetic alone."""
