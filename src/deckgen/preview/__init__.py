"""The local preview: every save shows in the browser, words are edited where they stand, and the talk is spoken from it.

    file ─watching─▶ making ─▶ desk ─events─▶ browser
      ▲                          │
      └──── splices of spans ◀───┘

`making` turns an outline into pages, the changed ones first; `desk` is what one preview knows and does, on one thread; `app` is
its face to the browser; `guard` lets nobody else in.
"""
