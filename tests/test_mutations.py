"""Fifty ways to lose a claim of the real talk without a word, and one by one they are found; the talk itself is whole.

Each mutation drops, alters or hides one claim: in the outline, in a template, by a filter, in one variant.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from conftest import ROOT, TALK, VARIANTS
from deckgen.cli import main
from deckgen.pipeline import examine, open_talk
from test_incomplete import VIEWS, block, carrier

SLIDES = {view: carrier(view, "lecture") for view in VIEWS}
SAYS = {view.id: str(view.says) for view in open_talk(TALK).outline.views}


class Mutation(NamedTuple):
    """A change of the talk's folder; where one variant alone is hit, its name. `told` is what the finding must name."""

    name: str
    change: Callable[[Path], None]
    told: str
    variant: str = "lecture"


def in_slide(slide: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    """Another text for the lines of a slide."""
    def mutate(folder: Path) -> None:
        path = folder / "outline.yaml"
        text = path.read_text(encoding="utf-8")
        start, end = block(text, slide)
        new = change(text[start:end])
        assert new != text[start:end], slide
        path.write_text(text[:start] + new + text[end:], encoding="utf-8")

    return mutate


def in_template(slide: str, old: str, new: str) -> Callable[[Path], None]:
    """The template of a slide prints something else: in the talk's own folder."""
    def mutate(folder: Path) -> None:
        name = str(next(entry.slide.template for entry in open_talk(TALK).program.entries if entry.slide.id == slide))
        shipped = (ROOT / "templates" / "slides" / f"{name}.xml.j2").read_text(encoding="utf-8")
        assert old in shipped, name
        path = folder / "templates" / "slides" / f"{name}.xml.j2"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(shipped.replace(old, new), encoding="utf-8")

    return mutate


def keyed(text: str, line: str) -> str:
    """The slide with one more key, after its first line."""
    first, _, rest = text.partition("\n")
    indent = " " * (len(first) - len(first.lstrip()) + 2)
    return f"{first}\n{indent}{line}\n{rest}"


def without(key: str) -> Callable[[str], str]:
    """The slide without a key and what stands under it."""
    def change(text: str) -> str:
        lines = text.split("\n")
        at = next(number for number, line in enumerate(lines) if line.lstrip().startswith(f"{key}:"))
        indent = len(lines[at]) - len(lines[at].lstrip())
        end = next((number for number in range(at + 1, len(lines))
                    if lines[number].strip() and len(lines[number]) - len(lines[number].lstrip()) <= indent), len(lines))
        return "\n".join(lines[:at] + lines[end:])

    return change


def altered(view: str) -> str:
    """A view's sentence with one letter gone."""
    plain = SAYS[view].replace("*", "")
    return plain[:4] + plain[5:]


def dropped(*slides: str) -> Callable[[Path], None]:
    def mutate(folder: Path) -> None:
        for slide in slides:
            in_slide(slide, lambda _: "")(folder)

    return mutate


def hidden(text: str) -> str:
    return keyed(text, "hidden: true")


def out_of_the_opener(text: str) -> str:
    return re.sub(r"opener: [\d.]+, ?", "", text, count=1)


def to_the_backup(slide: str) -> Callable[[Path], None]:
    def mutate(folder: Path) -> None:
        path = folder / "outline.yaml"
        text = path.read_text(encoding="utf-8")
        start, end = block(text, slide)
        own = text[start:end]
        deep = len(own) - len(own.lstrip(" ")) - 2
        moved = re.sub(rf"(?m)^ {{{deep}}}", "", own)
        text = text[:start] + text[end:]
        path.write_text(text.replace("backup:\n", "backup:\n" + moved, 1), encoding="utf-8")

    return mutate


def title(view: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(f"title: {{view: {view}}}", f"title: {new}", 1)


def in_one_variant(variant: str, new: str) -> Callable[[str], str]:
    """The slide with another title in a variant, beside what it says otherwise there already."""
    def change(text: str) -> str:
        if found := re.search(rf"\n( +){variant}:\n( +)", text[max(text.find(" when:"), 0):]) if " when:" in text else None:
            at = text.find(" when:") + found.end()
            return f"{text[:at]}title: {new}\n{found[2]}{text[at:]}"
        if " when:" in text:
            return re.sub(r"when:\n( +)", rf"when:\n\1{variant}: {{title: {new}}}\n\1", text, count=1)
        return keyed(text, f"when: {{{variant}: {{title: {new}}}}}")

    return change


TITLE = "{{ slide.title }}"
BODY = "{% for block in slide.body %}{{ block }}{% endfor %}"
PRINTED = [
    ("a filter cuts the title", TITLE, "{{ slide.title | truncate(9, True) }}", "v1"),
    ("a filter replaces a word", TITLE, "{{ slide.title | replace('突破', '进步') }}", "v1"),
    ("a slice cuts the title", TITLE, "{{ slide.title[:-1] }}", "v1"),
    ("a template prints a title of its own", TITLE, "两个突破", "v1"),
    ("a template prints the section instead", TITLE, "{{ section.title }}", "v1"),
    ("a template prints the short name instead", TITLE, "{{ views[0].short }}", "v1"),
    ("a condition hides the title", f"<h1>{TITLE}</h1>", f"{{% if slide.subtitle %}}<h1>{TITLE}</h1>{{% endif %}}", "scale"),
    ("a template leaves the evidence out", BODY, "", "scale"),
    ("a template leaves the notes out", '<aside class="notes">{{ slide.notes }}</aside>', "", "scale"),
]
"""What a template prints, what it prints instead, and what must be named."""


def mutations() -> list[Mutation]:
    found = []
    for view, slide in SLIDES.items():
        short = carrier(view, "opener")
        found += [
            Mutation(f"{view}: its slide dropped", dropped(slide), view),
            Mutation(f"{view}: a letter lost in a title typed again", in_slide(slide, title(view, altered(view))), view),
            Mutation(f"{view}: its slide hidden", in_slide(slide, hidden), view),
            Mutation(f"{view}: its slide moved to the backup", to_the_backup(slide), view),
            Mutation(f"{view}: another title in one variant", in_slide(slide, in_one_variant("talk", altered(view))), view,
                     "talk"),
            Mutation(f"{view}: out of the shortest variant", in_slide(short, out_of_the_opener), view, "opener"),
        ]
    found += [Mutation(name, in_template("scale", old, new), told) for name, old, new, told in PRINTED]
    subtitle = title("v1", f"两个突破\n            subtitle: {SAYS['v1'].replace('*', '')}")
    return [
        *found,
        Mutation("the sentence on the slide, but not as its title", in_slide("scale", subtitle), "v1"),
        Mutation("the evidence of a view taken away", in_slide(SLIDES["v2"], without("body")), "v2"),
        Mutation("a chart without its source", in_slide("parameters", without("source")), "parameters"),
        Mutation("all slides of a section dropped", dropped("mind", "mentalese"), "s4.1"),
        Mutation("the only slide of a section hidden", in_slide("topics", hidden), "s3"),
    ]


ALL = mutations()


def problems(outline: Path, variant: str) -> list[dict[str, str]]:
    done = CliRunner().invoke(main, ["check", "--json", "--variant", variant, str(outline)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    found: list[dict[str, str]] = json.loads(done.stdout)["problems"]
    return found


def test_there_are_fifty() -> None:
    assert len(ALL) == 50


@pytest.mark.parametrize("mutation", ALL, ids=[mutation.name for mutation in ALL])
def test_a_lost_claim_is_found(mutation: Mutation, tmp_path: Path) -> None:
    shutil.copytree(TALK.parent, tmp_path / "talk", ignore=shutil.ignore_patterns("pictures"))
    mutation.change(tmp_path / "talk")
    found = problems(tmp_path / "talk" / "outline.yaml", mutation.variant)
    told = [problem for problem in found
            if problem["severity"] != "advice" and f"'{mutation.told}'" in problem["message"] + problem["hint"]]
    assert told, found
    assert all(problem["line"] and problem["hint"] for problem in told)


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_talk_itself_is_whole(variant: str) -> None:
    built = examine(open_talk(TALK, variant))
    assert [view.id for view in built.coverage.views] == list(VIEWS)
    assert built.coverage.problems == ()
    assert [problem for problem in built.advice if problem.severity != "advice"] == []
    if built.talk.is_default:
        assert built.coverage.missing_sections == ()
