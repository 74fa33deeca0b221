"""Copying slides from any decks into a new one, natively.

A slide is a part with a graph of parts below it. What a part calls its targets (`r:id="rId3"`) is local to that part, so parts
are cloned with the ids that they have, mostly byte for byte. Rewritten is only what lives in spaces that a whole deck shares:

    slide, master and layout ids            counted anew
    layouts, masters, themes                one for each content, never by name: of 78 decks 43 different ones are "Office Theme"
    links between slides, shows, zooms      led to the copies, or taken out and reported
    sections, comment authors, table styles, fonts, the notes master, the text style of free boxes

A slide of a PowerPoint file in an outline (`native` reads it) is bound into our own deck by the same way (`binding`). Whose a
slide is comes along with it (`crediting`).

The way through: `opening` (a file, safely) → `source` (its parts) → `choosing` (which slides) → `picking`, which uses the rest.
"""
