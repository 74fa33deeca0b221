"""Themes: roles, layouts, slots and styles as values. Nothing here knows a file format."""
