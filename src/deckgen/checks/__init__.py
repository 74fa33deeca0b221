"""What is worth a warning: one rule per file, its docstring its manual page."""
