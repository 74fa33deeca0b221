"""Why a picture can't be shown, before anybody knows which line asked for it."""

from __future__ import annotations


class Unshown(Exception):
    """A picture that can't be shown: the message, what to do, and the rule, as they stand in a Problem."""

    def __init__(self, message: str, hint: str, rule: str) -> None:
        super().__init__(message)
        self.message, self.hint, self.rule = message, hint, rule
