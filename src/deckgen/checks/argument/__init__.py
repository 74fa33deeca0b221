"""Whether the argument is whole, and every word reaches somebody."""
