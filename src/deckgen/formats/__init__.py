"""Writers and readers of files. `powerpoint/` alone knows PowerPoint's words."""
