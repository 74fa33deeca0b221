"""The words of slide markup: its elements, where each belongs, what each may carry."""

from __future__ import annotations

from deckgen.text.paragraph import Run

ROLES = ("title", "section", "view", "text", "figure", "text-figure", "two-columns", "comparison", "table", "chart", "quote",
         "code", "discussion", "references", "closing", "blank")
COLUMNS = ("left", "right", "third")
LEVELS = 3
BELONGS = {
    "slide": "the top", "h1": "<slide>", "aside": "<slide>", "columns": "<slide>", "column": "<slide> or <columns>",
    "p": "<slide>, <column>, <blockquote> or notes", "ul": "<slide>, <column>, <li> or notes",
    "ol": "<slide>, <column>, <li> or notes",
    "li": "<ul> or <ol>", "table": "<slide> or <column>", "tr": "<table>", "th": "<tr>", "td": "<tr>",
    "blockquote": "<slide> or <column>", "pre": "<slide> or <column>",
    "b": "text", "i": "text", "code": "text", "a": "text", "sub": "text", "sup": "text", "br": "text",
}
INSTEAD = {"strong": "b", "em": "i", "span": "b", "h2": "p", "h3": "p", "div": "p",
           "cite": "blockquote cite=", "tbody": "tr", "thead": "tr"}
ATTRIBUTES = {"slide": ("role",), "a": ("href",), "aside": ("class",), "blockquote": ("cite",)}
SLOTTED = ("h1", "p", "ul", "ol", "table", "blockquote", "pre", "column")
LOOKS = {"b": Run("", bold=True), "i": Run("", brush=True), "code": Run("", code=True), "sub": Run("", shift=-1),
         "sup": Run("", shift=1)}
