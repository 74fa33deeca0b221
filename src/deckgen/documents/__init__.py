"""The teaching kit: what the lecturer, the audience and the reading group hold in their hands, beside the deck.

    templates/notes/*.md.j2 ─▶ Markdown and a few words of our own ─read─▶ Document ─▶ .docx · .pdf
                    *.html.j2, *.srt.j2 ─▶ the file itself

A template says what stands in a document; `model.py` is the closed list of what can stand there; a writer knows one format.
"""
