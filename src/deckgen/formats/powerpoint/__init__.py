"""PowerPoint files: theme, slides, notes, package; written as XML text, read back with python-pptx or by part."""
