"""What is drawn on the map: palette, legend words, and the data each layer needs."""
