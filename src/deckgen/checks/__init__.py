"""What is worth a word to the author: one rule per file, its docstring its manual page."""
