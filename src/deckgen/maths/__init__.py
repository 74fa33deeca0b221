"""Formulas: LaTeX is read into a tree (`node`), which is measured, spoken, and written by whoever draws it."""
