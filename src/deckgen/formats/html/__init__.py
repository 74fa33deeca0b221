"""Decks for a browser: all pages with their notes in one file that needs no network, to show and to speak from."""
