"""Pages as SVG, from the same Deck as PowerPoint's: lines end where they were measured to end, so what is shown is what the file
says.

    <svg viewBox="0 0 960 540"><rect …/><g data-name="title"><text x="196" y="126.8"><tspan data-key="views/v1/says">ChatGPT …

Text flows in whatever face the reader has; widths can only be smaller than the measured ones where the face is of the same
widths as the theme's. Each stretch names the outline key of its words, and what comes at a click says so.
"""
