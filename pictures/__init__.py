"""What is drawn as a picture of its own: the map and the charts as SVG and PNG, no page around."""
