"""A first outline of an essay, from its headings, lists and paragraphs: `deckgen new --from`."""
