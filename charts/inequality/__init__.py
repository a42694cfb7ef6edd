"""Charts of inequality, made of plain values that a page hands them."""
