"""Text: inline Markdown, scripts, widths, line breaks, fitting. Nothing here knows slides."""
