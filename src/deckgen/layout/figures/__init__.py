"""One file per kind of drawing; each has `draw(figure, pen)` and gives shapes."""
