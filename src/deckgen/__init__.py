"""deckgen: an outline of an essay becomes a PowerPoint deck with speaker notes.

    outline.yaml ─read─▶ Outline ─templates─▶ Markup ─layout─▶ Deck ─formats─▶ .pptx · notes

One value flows one way; each stage is a function from one noun to the next. `deckgen.pipeline` holds them in a row.
"""

__version__ = "0.1.0"
