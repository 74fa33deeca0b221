"""The words on the preview's own page, in the author's language."""

from __future__ import annotations

from functools import lru_cache

from deckgen.messages import say

WORDS = (
    "Slides", "Notes", "Build", "Undo", "Redo", "Speak", "Variant", "Minutes", "Add a slide", "Duplicate", "Move up",
    "Move down", "Remove", "Add below", "Save", "Cancel", "Keep mine", "Take theirs", "connection lost; trying again",
    "These words come from the template or the theme; they are not in the outline.",
    "These words were changed elsewhere meanwhile:", "This change was made in another program. Take it back all the same?",
    "New slide", "of", "minutes", "sections", "characters", "hidden", "draft", "further remarks",
    "the deck below is the last good one",
    "Open in your editor", "built", "not covered", "Enter saves, Escape takes back", "Ctrl+Enter saves, Escape takes back",
    "undone", "redone", "the file was changed on disk meanwhile; look at it first",
)


@lru_cache(maxsize=4)
def words(language: str) -> dict[str, str]:
    """Every word of the page by its English name."""
    return {word: say(word, language) for word in WORDS}
