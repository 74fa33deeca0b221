"""LaTeX into the tree of a formula, through math-core and its MathML; what cannot be read is told with its place in the LaTeX."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from deckgen.maths.mathml import read
from deckgen.maths.node import Grid, Node, Row
from deckgen.maths.refusal import Unknown
from deckgen.problem import did_you_mean

if TYPE_CHECKING:
    from math_core import LatexToMathML

OPEN, CLOSE = r"\begin{aligned}", r"\end{aligned}"
BRACES, LONGEST = 100, 4000
"""Braces that may stand in braces, and characters in a formula: math-core falls over a hundred thousand roots of roots."""
KNOWN = """
alpha beta gamma delta epsilon varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi varphi
chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega frac binom sqrt sum prod int lim max min sup inf log ln
exp sin cos tan left right middle mathrm mathbf mathbb mathcal operatorname text begin end hat bar vec tilde dot
overline underline underbrace overbrace cdot times leq geq neq approx equiv in subset cup cap to rightarrow infty
partial nabla forall exists mid quad qquad ldots cdots top
"""
"""What a mistyped command may have been meant to be."""
_TOKEN = re.compile(r"\\(?:begin|end)\{[^}]*\}|\\[A-Za-z]+\*?|\\.|%[^\n]*|.", re.S)
_WHERE = re.compile(r"(\d+): (.*)", re.S)
_SAID = (
    (r'Unknown command "(.+?)"', "there is no command '{}' in formulas", "", "unknown-command"),
    (r'Unknown environment "(.+?)"', "there is no environment '{}' in formulas",
     "matrix, pmatrix, bmatrix, cases, aligned and gathered are known", "unknown-command"),
    (r'Expected closing token "(.+?)", but reached end', "the formula ends before '{}' comes", "", ""),
    (r'Unmatched closing token: "(.+?)"', "'{}' closes nothing", "", ""),
    (r"Expected argument but reached end", "the formula ends where something should follow", "", ""),
    (r"Duplicate subscript or superscript", "two subscripts or two superscripts stand side by side",
     "put braces round the inner one: x^{a^b}", ""),
    (r'Found "&"', "'&' stands only between the columns of lines and matrices", "", ""),
    (r'Unexpected "\$"', "the dollar sign is no part of a formula", "leave it out: `math:` is a formula by itself", ""),
    (r'Found "\\(?:tag|label|ref).*?"', "numbers and names of formulas are not written in LaTeX here",
     "`number:` of the block numbers it", ""),
)


class Unreadable(Exception):
    """LaTeX that is no formula, or none that PowerPoint could hold: `latex[start:end]` is where."""

    def __init__(self, message: str, hint: str, start: int, end: int, rule: str = "") -> None:
        super().__init__(message)
        self.message, self.hint, self.start, self.end, self.rule = message, hint, start, end, rule or "bad-formula"


@lru_cache(maxsize=256)
def formula(latex: str) -> Node:
    r"""The tree of a formula; lines parted by `\\`, with `&` where they meet, need no environment. Raises Unreadable."""
    tokens = [(found[0], found.start()) for found in _TOKEN.finditer(latex)]
    if not any(token.strip() and token[0] != "%" for token, _ in tokens):
        raise Unreadable("the formula is empty", "write it in LaTeX, such as E = mc^2", 0, len(latex))
    if len(latex) > LONGEST:
        raise Unreadable(f"the formula is longer than {LONGEST} characters", "say it in several", 0, len(latex))
    _not_too_deep(tokens)
    lead = OPEN if _has_lines(tokens) else ""
    try:
        tree = read(_converter().convert_with_local_state(f"{lead}{latex}\n{CLOSE}" if lead else latex, displaystyle=True))
    except Unknown as unknown:
        raise _refused(unknown, tokens, latex) from unknown
    except _latex_error() as error:
        raise _told(str(error), latex, len(lead)) from error
    if isinstance(tree, Grid) and lead and len(tree.columns) == 1:
        tree = Grid(tree.rows, ("left",), True)
    if tree == Row():
        raise Unreadable("the formula is empty", "write it in LaTeX, such as E = mc^2", 0, len(latex))
    return tree


@cache
def _converter() -> LatexToMathML:
    from math_core import LatexToMathML

    return LatexToMathML(fancy_error=False, allow_unreliable_rendering=True)


def _latex_error() -> type[Exception]:
    from math_core import LatexError

    return LatexError


def _has_lines(tokens: Sequence[tuple[str, int]]) -> bool:
    """Whether a line ends, or two meet, outside all braces and environments."""
    depth = 0
    for token, _ in tokens:
        if token == "{" or token == r"\left" or token.startswith(r"\begin{"):
            depth += 1
        elif token == "}" or token == r"\right" or token.startswith(r"\end{"):
            depth -= 1
        elif depth == 0 and token in ("\\\\", "&"):
            return True
    return False


def _not_too_deep(tokens: Sequence[tuple[str, int]]) -> None:
    depth = 0
    for token, at in tokens:
        depth += token == "{" or token.startswith((r"\begin{", r"\left"))
        depth -= token == "}" or token.startswith((r"\end{", r"\right"))
        if depth > BRACES:
            raise Unreadable("the formula is nested too deep", "say it in several", at, at + len(token))


def _refused(unknown: Unknown, tokens: Sequence[tuple[str, int]], latex: str) -> Unreadable:
    """The first of the commands that make what can't be drawn, else the whole formula."""
    names = {f"\\{name}" for name in unknown.commands}
    for token, at in tokens:
        if token in names:
            return Unreadable(f"'{token}' can't stand in a formula on a slide", unknown.hint, at, at + len(token),
                              "unknown-command")
    found = re.search(unknown.typed, latex) if unknown.typed else None
    start, end = found.span() if found else (0, len(latex))
    return Unreadable("PowerPoint can't hold this formula", unknown.hint, start, end, "unknown-command")


def _told(said: str, latex: str, lead: int) -> Unreadable:
    """What math-core says, `lead` characters before the author's."""
    found = _WHERE.match(said)
    at, said = (int(found[1]) - lead, found[2]) if found else (0, said)
    at = min(max(at, 0), len(latex.rstrip()))
    token = _TOKEN.match(latex, at)
    end = token.end() if token and latex[at:].strip() else at
    if said.startswith("Unknown environment"):
        at, end = at + 1, latex.find("}", at)
    for pattern, message, hint, rule in _SAID:
        if match := re.match(pattern, said):
            if rule and not hint:
                hint = did_you_mean(match[1], [f"\\{name}" for name in KNOWN.split()]).rstrip()
            return Unreadable(message.format(*match.groups()), hint, at, end, rule)
    return Unreadable(f"this can't be read as a formula: {said.rstrip('.')}", "", at, end)
