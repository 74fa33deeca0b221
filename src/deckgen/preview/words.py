"""The words on the preview's own page, in the author's language."""

from __future__ import annotations

from functools import lru_cache

from deckgen.messages import say

WORDS = (
    "Slides", "Notes", "Problems", "Build", "Undo", "Redo", "Speak", "Variant", "Minutes", "Add a slide", "Duplicate", "Move up",
    "Move down", "Remove", "Add below", "Save", "Cancel", "Keep mine", "Take theirs", "no problems", "connection lost; trying again",
    "These words come from the template or the theme; they are not in the outline.", "These words were changed elsewhere meanwhile:",
    "Yours:", "Theirs:", "This change was made in another program. Take it back all the same?", "New slide", "of", "minutes",
    "characters", "hidden", "draft", "the deck below is the last good one", "Open in your editor", "Views", "built",
    "click any words to edit them", "not covered", "Longer", "Shorter", "All of it", "Enter saves, Escape takes back",
    "Ctrl+Enter saves, Escape takes back", "Help", "views", "sections", "undone", "redone",
)


@lru_cache(maxsize=4)
def words(language: str) -> dict[str, str]:
    """Every word of the page by its English name."""
    return {word: say(word, language) for word in WORDS}
