"""Citations: references beside the outline, how they are listed, and the marks that stand for them on slides."""
