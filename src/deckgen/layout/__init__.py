"""Blocks and a theme make pages: everything placed and measured, in points."""
