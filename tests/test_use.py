"""Slides from other outlines: what comes, in which terms, on whose lines; and every way in which `use:` goes wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openxml_audit import OpenXmlValidator

import package_checks
from conftest import ROOT
from deckgen.checks.coverage import squeeze
from deckgen.checks.ledger import account
from deckgen.cli import main
from deckgen.formats.powerpoint.identity import read_manifest
from deckgen.outline.model import Outline, Slide
from deckgen.outline.reader import read_outline
from deckgen.outline.schema import schema
from deckgen.pipeline import build, examine, open_talk
from deckgen.problem import DeckgenError, Problem
from deckgen.text.inline import plain_words
from deckgen.text.paragraph import plain

OTHER = """\
talk: {id: x, title: 王的讲座, author: 王五, licence: CC BY 4.0, date: 2025-03-01}
variants: {opener: {}, lecture: {default: true}}
views:
  - {id: v1, short: 规模, says: "*规模*带来质变"}
  - {id: v2, short: 调教, says: 调教方式的发明}
sections:
  - id: s1
    title: 甲
    slides:
      - id: recipe
        title: {view: v2}
        views: [v1, v2]
        minutes: {opener: 1, lecture: 3}
        body: [{image: {src: pictures/dot.png, alt: 点}}]
        when: {opener: {title: 短}}
        notes: 讲讲这个
  - id: s2
    title: 乙
    slides:
      - {id: p, title: 第一页, minutes: 1, body: [{points: [甲, 乙, 丙]}]}
      - {id: q, title: {view: v1}, needs: [p, recipe]}
    sections:
      - {id: s2.1, title: 里, slides: [{title: 没有名字}]}
"""
OWN = """\
talk: {{id: mine, title: 读书会, author: 张三}}
variants: {{short: {{minutes: 5}}, long: {{default: true}}}}
views: [{{id: v1, short: 规模, says: 规模带来质变}}]
opening: [{{id: a, title: {{view: v1}}, minutes: 1}}]
sections:
  - id: s1
    number: '1'
    title: 节
    slides:
      {}
"""
DOT = ROOT / "talk" / "pictures" / "scale.png"


def talk(folder: Path, slides: str, other: str = OTHER) -> Path:
    """An outline whose section holds these slides, and another one in the folder below."""
    (folder / "other" / "pictures").mkdir(parents=True, exist_ok=True)
    (folder / "other" / "x.yaml").write_text(other, encoding="utf-8")
    shutil.copy(DOT, folder / "other" / "pictures" / "dot.png")
    path = folder / "o.yaml"
    path.write_text(OWN.format(slides.strip().replace("\n", "\n      ")), encoding="utf-8")
    return path


def read(folder: Path, slides: str, other: str = OTHER) -> Outline:
    return read_outline(talk(folder, slides, other))


def of(outline: Outline) -> tuple[Slide, ...]:
    return outline.sections[0].slides


def told(error: pytest.ExceptionInfo[DeckgenError], folder: Path) -> list[str]:
    return [said(each, folder) for each in error.value.problems]


def said(problem: Problem, folder: Path) -> str:
    place = str(problem.span).removeprefix(f"{folder.as_posix()}/")
    return f"{place} {problem.message} [{problem.rule}] {problem.hint}"


# ---- what comes ------------------------------------------------------------------------------------------------------


def test_a_used_slide_comes_in_our_terms_and_keeps_its_lines(tmp_path: Path) -> None:
    outline = read(tmp_path, "- use: other/x.yaml#recipe")
    (slide,) = of(outline)
    assert slide.id == "recipe" and slide.title == "调教方式的发明", "their view is no view here: its sentence comes"
    assert slide.views == ("v1",), "a view is known here where its sentence is the same"
    assert slide.minutes == {"long": 3.0}, "none of their variants is known: those of their default one, in ours"
    assert slide.when == {}, "nor are their overlays"
    assert outline.words["recipe/notes"] == "讲讲这个"
    assert str(outline.words["recipe/notes"].span) == f"{tmp_path}/other/x.yaml:16:16"
    assert str(slide.span) == f"{tmp_path}/other/x.yaml:10:9"
    borrowed = outline.borrowed["recipe"]
    assert (borrowed.name, borrowed.author, borrowed.licence) == ("other/x.yaml#recipe", "王五", "CC BY 4.0")
    assert str(borrowed.asked) == f"{tmp_path}/o.yaml:10:14"


def test_keys_beside_use_replace_the_slides_own(tmp_path: Path) -> None:
    outline = read(tmp_path, "- {use: other/x.yaml#recipe, as: theirs, title: 我的题, minutes: 2, notes: 换成我的}")
    (slide,) = of(outline)
    assert (slide.id, slide.title, slide.minutes, slide.notes) == ("theirs", "我的题", 2.0, "换成我的")
    assert str(outline.words["theirs/notes"].span).startswith(f"{tmp_path}/o.yaml:10:")
    assert list(outline.borrowed) == ["theirs"]


def test_a_section_brings_its_slides_and_those_of_its_sections(tmp_path: Path) -> None:
    outline = read(tmp_path, "- {id: b, title: 自己的}\n- {use: other/x.yaml#s2, as: wang, minutes: 1}")
    assert [slide.id for slide in of(outline)] == ["b", "wang-p", "wang-q", "s1-4"]
    assert of(outline)[2].needs == ("wang-p",), "what comes along is needed; what stays behind is not"
    assert [slide.minutes for slide in of(outline)] == [None, 1.0, 1.0, 1.0]
    assert of(outline)[2].title is not None and not isinstance(of(outline)[2].title, str), "a view of ours stays a view"


def test_a_view_is_another_where_its_sentence_is(tmp_path: Path) -> None:
    other = OTHER.replace('"*规模*带来质变"', "规模没有带来质变")
    slide = of(read(tmp_path, "- use: other/x.yaml#q", other))[0]
    assert slide.title == "规模没有带来质变" and slide.views is None


def test_used_slides_may_be_used_ones_and_a_slide_may_be_used_twice(tmp_path: Path) -> None:
    third = "talk: {id: t, title: 三, author: 赵六}\nopening: [{id: deep, title: 深处}]\n"
    (tmp_path / "third.yaml").write_text(third, encoding="utf-8")
    other = OTHER.replace("      - {id: p,", "      - {use: ../third.yaml#deep, as: lent}\n      - {id: p,")
    outline = read(tmp_path, "- {use: other/x.yaml#lent, as: one}\n- {use: o.yaml#a, as: again}\n- use: third.yaml#deep", other)
    assert next((slide.id, str(slide.title)) for slide in of(outline)) == ("one", "深处")
    assert [slide.id for slide in of(outline)] == ["one", "again", "deep"]
    assert outline.borrowed["one"].author == "赵六", "the credit is its author's"
    assert outline.borrowed["one"].path == "third.yaml"


# ---- what goes wrong -------------------------------------------------------------------------------------------------

MISTAKES = [
    ("- use: other/x.yaml#recipee",
     "o.yaml:10:14 'x.yaml' has neither a slide nor a section 'recipee' [use-id] "
     "did you mean 'recipe'? there are: recipe, p, q, s1, s2, s2.1"),
    ("- use: other/y.yaml#recipe",
     "o.yaml:10:14 can't read 'other/y.yaml' (no such file or directory) [use-file] "
     "did you mean 'x.yaml'? name an outline, as seen from the file that uses it"),
    ("- use: other/x.yaml", "o.yaml:10:14 'use' names a file and, after '#', a slide or a section [use-id] "
     "such as `use: other/outline.yaml#recipe`"),
    ("- use: [a, b]", "o.yaml:10:14 'use' names a file and, after '#', a slide or a section [use-id] "
     "such as `use: other/outline.yaml#recipe`"),
    ("- use: https://example.org/x.yaml#a", "o.yaml:10:14 slides are never fetched [use-path] "
     "download the file into the outline's folder, and write its path from there"),
    ("- {use: {from: other/x.yaml#p, hash: 1}}", "o.yaml:10:38 unknown key 'hash' [unknown-key] known here: from, credit"),
    ("- {use: other/x.yaml#p, id: mine}", "o.yaml:10:31 a used slide has its own id [use-key] write `as:` to give it another"),
    ("- {use: other/x.yaml#s2, title: 题}", "o.yaml:10:32 'title' can't hold for all slides of a section [use-key] "
     "use one slide, or write here only: minutes, weight, hidden, draft, views"),
    ("- use: ~", "o.yaml:10:9 'use' is empty [missing-field] it needs a value"),
    ("- use: other/x.yaml#p\n- use: other/x.yaml#p", "o.yaml:11:14 two slides have the id 'p' [duplicate-id] "
     "the other one is on line 10"),
    ("- {use: other/x.yaml#p, as: b/c}", "o.yaml:10:35 'b/c' cannot be an id [bad-id] "
     "an id is letters of any script, digits, `.`, `_` and `-`"),
    ("- {use: other/x.yaml#p, titel: 题}", "o.yaml:10:31 unknown key 'titel' [unknown-key] did you mean 'title'? known here: "
     "id, kind, template, title, subtitle, kicker, views, minutes, weight, needs, hidden, draft, when, body, source, "
     "questions, notes, data, use, as"),
    ("- use: o.yaml#s1", "o.yaml:10:14 's1' uses itself: s1 → s1 [use-cycle] take one of these out, or write the slide here"),
]


@pytest.mark.parametrize(("slides", "problem"), MISTAKES, ids=[slides for slides, _ in MISTAKES])
def test_mistakes_are_told_where_use_stands(slides: str, problem: str, tmp_path: Path) -> None:
    with pytest.raises(DeckgenError) as error:
        read(tmp_path, slides)
    assert told(error, tmp_path) == [problem]


def test_a_ring_through_several_files_is_told_where_it_closes(tmp_path: Path) -> None:
    other = OTHER.replace("{id: p, title: 第一页", "{use: ../o.yaml#b, as: p, title: 第一页")
    with pytest.raises(DeckgenError) as error:
        read(tmp_path, "- {use: other/x.yaml#p, as: b}", other)
    assert [each.partition(" [")[0] for each in told(error, tmp_path)] == ["o.yaml:10:15 'p' uses itself: p → b → p"]


def test_faults_of_a_used_slide_are_told_at_its_own_file(tmp_path: Path) -> None:
    other = OTHER.replace("title: 第一页", "titel: 第一页").replace("notes: 讲讲这个", "notez: 讲讲这个")
    with pytest.raises(DeckgenError) as error:
        read(tmp_path, "- use: other/x.yaml#p", other)
    assert [each.partition(" [")[0] for each in told(error, tmp_path)] == ["other/x.yaml:20:17 unknown key 'titel'"], (
        "and those of slides that nobody uses are not")
    with pytest.raises(DeckgenError) as error:
        read(tmp_path, "- use: other/x.yaml#p\n- use: other/x.yaml#recipe", "talk: {id: x\n")
    assert [each.split()[0] for each in told(error, tmp_path)] == ["other/x.yaml:1:7"], "once, however many slides are used"


def test_nothing_is_read_outside_of_the_folder_unless_it_is_allowed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    path = talk(inside, "- use: ../out/x.yaml#p")
    outside.mkdir()
    (outside / "x.yaml").write_text(OTHER, encoding="utf-8")
    (inside / "link.yaml").symlink_to(outside / "x.yaml")
    with pytest.raises(DeckgenError, match="leads out of the outline's folder"):
        read_outline(path)
    borrowed = read_outline(path, (outside,)).borrowed["p"]
    assert (borrowed.name, borrowed.public) == ("../out/x.yaml#p", "out/x.yaml#p"), "a deck says nothing of folders above"
    for name in ("link.yaml", str(outside / "x.yaml")):
        with pytest.raises(DeckgenError, match="leads out of the outline's folder"):
            read(inside, f"- use: {name}#p")
    runner = CliRunner()
    path = talk(inside, "- use: ../out/x.yaml#p")
    assert runner.invoke(main, ["check", str(path)]).exit_code == 1
    assert runner.invoke(main, ["check", "--allow", str(outside), str(path)]).exit_code == 0


def test_sections_that_use_each_other_without_end_are_stopped(tmp_path: Path) -> None:
    for number in range(16):
        each = f"{{use: {number + 1}.yaml#s}}"
        slides = "{id: a, title: 题}" if number == 15 else f"{each}, {each}"
        (tmp_path / f"{number}.yaml").write_text(
            f"talk: {{id: t, title: 题}}\nsections: [{{id: s, title: 节, slides: [{slides}]}}]\n", encoding="utf-8")
    with pytest.raises(DeckgenError, match="more than 2000 slides are used"):
        read(tmp_path, "- use: 0.yaml#s")


def test_files_that_look_for_a_slide_in_one_another_are_stopped(tmp_path: Path) -> None:
    for number in range(20):
        slides = ", ".join(2 * [f"{{use: {number + 1}.yaml#nowhere-{number}}}"]) if number < 19 else "{id: a, title: 题}"
        (tmp_path / f"{number}.yaml").write_text(
            f"talk: {{id: t, title: 题}}\nsections: [{{id: s, title: 节, slides: [{slides}]}}]\n", encoding="utf-8")
    with pytest.raises(DeckgenError, match="was not found in 5000 slides that outlines take from others"):
        read(tmp_path, "- use: 0.yaml#nowhere")


def test_many_lookups_that_find_what_they_look_for_are_no_crowd(tmp_path: Path) -> None:
    many = range(110)
    (tmp_path / "leaf.yaml").write_text("talk: {id: l, title: 题}\nsections:\n" + "".join(
        f"  - {{id: sec{n}, title: 节, slides: [{{id: leaf{n}, title: 题}}]}}\n" for n in many), encoding="utf-8")
    (tmp_path / "hub.yaml").write_text("talk: {id: h, title: 题}\nsections:\n  - id: s\n    title: 节\n    slides:\n" + "".join(
        f"      - use: leaf.yaml#sec{n}\n" for n in many), encoding="utf-8")
    outline = read(tmp_path, "\n".join(f"- use: hub.yaml#leaf{n}" for n in many))
    assert len(outline.borrowed) == len(many)


# ---- what becomes of it ----------------------------------------------------------------------------------------------


def test_pictures_and_templates_are_found_beside_their_own_outline(tmp_path: Path) -> None:
    path = talk(tmp_path, "- {use: other/x.yaml#recipe, template: their-own}")
    own = tmp_path / "other" / "templates" / "slides"
    own.mkdir(parents=True)
    (own / "their-own.xml.j2").write_text('<slide role="figure"><h1>{{ slide.title }}</h1>'
                                          "{% for block in slide.body %}{{ block }}{% endfor %}</slide>", encoding="utf-8")
    built = examine(open_talk(path))
    page = next(page for page in built.deck.pages if page.slide == "recipe")
    assert [picture.alt for picture in page.pictures()] == ["点"]


REFERENCES = ("- {{id: brown2020, type: article-journal, title: {}, author: [{{family: Brown}}], "
              "issued: {{date-parts: [[2020]]}}}}\n")


def test_references_of_the_other_outline_come_along_unless_a_key_means_two_works(tmp_path: Path) -> None:
    path = talk(tmp_path, "- use: other/x.yaml#p", OTHER.replace("[甲, 乙, 丙]", "['甲 [@brown2020]', 乙, 丙]"))
    (tmp_path / "other" / "references.yaml").write_text(REFERENCES.format("Few-shot learners"), encoding="utf-8")
    pages = examine(open_talk(path)).deck.pages
    assert any("Few-shot learners" in str(shape) for shape in pages[-1].shapes), "the list is in the appendix"
    (tmp_path / "references.yaml").write_text(REFERENCES.format("Another work"), encoding="utf-8")
    with pytest.raises(DeckgenError) as error:
        open_talk(path)
    assert told(error, tmp_path) == [
        f"o.yaml:10:14 'brown2020' is one work in references.yaml and another in {tmp_path}/references.yaml [reference-twice] "
        "give one of the two another key"]


def test_credit_stands_on_the_page_in_the_notes_and_in_the_deck(tmp_path: Path) -> None:
    path = talk(tmp_path, "- use: other/x.yaml#p")
    target = tmp_path / "deck.pptx"
    built = build(open_talk(path), target)
    credit = "取自 王五 · 王的讲座 · CC BY 4.0 · 2025-03-01"
    page = built.deck.pages[1]
    texts = {shape.slot: plain(shape.paragraphs[0].runs) for shape in page.shapes if getattr(shape, "slot", "")}  # type: ignore[union-attr]
    assert texts["source"] == credit and plain(page.notes[-1].runs) == credit
    assert credit in target.with_name("deck.notes.md").read_text(encoding="utf-8")
    manifest = read_manifest(target)
    assert manifest is not None
    assert manifest.credits["p"] == {
        "from": "other/x.yaml#p", "text": credit, "talk": "王的讲座", "author": "王五", "licence": "CC BY 4.0",
        "date": "2025-03-01", "hash": read_outline(path).borrowed["p"].digest}


def test_a_credit_that_does_not_fit_the_source_line_is_in_the_notes_alone(tmp_path: Path) -> None:
    page = examine(open_talk(talk(tmp_path, f"- {{use: other/x.yaml#p, source: {'出处' * 25}}}"))).deck.pages[1]
    assert "取自" not in "".join(str(shape) for shape in page.shapes)
    assert plain(page.notes[-1].runs).startswith("取自 王五")


def test_ones_own_slides_are_not_credited_on_the_page(tmp_path: Path) -> None:
    page = examine(open_talk(talk(tmp_path, "- use: other/x.yaml#p", OTHER.replace("王五", "张三")))).deck.pages[1]
    assert page.credit is not None and page.credit.text == "" and page.notes == ()


def test_a_credit_may_be_said_where_the_slide_is_used(tmp_path: Path) -> None:
    page = examine(open_talk(talk(tmp_path, "- use: {from: other/x.yaml#p, credit: 课题组内部材料}"))).deck.pages[1]
    assert page.credit is not None and page.credit.text == "取自 课题组内部材料"


def check(path: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["check", str(path), *options])


def test_check_lists_used_slides(tmp_path: Path) -> None:
    path = talk(tmp_path, "- use: other/x.yaml#p")
    assert "'p' is used from other/x.yaml#p: 取自 王五" in check(path).output
    data = json.loads(CliRunner().invoke(main, ["check", "--json", str(path)]).stdout)
    assert [each["slide"] for each in data["borrowed"]] == ["p"] and data["borrowed"][0]["licence"] == "CC BY 4.0"


def test_coverage_and_ledger_see_used_slides(tmp_path: Path) -> None:
    path = talk(tmp_path, "- use: other/x.yaml#q")
    path.write_text(path.read_text(encoding="utf-8").replace("opening: [{id: a, title: {view: v1}, minutes: 1}]\n", ""),
                    encoding="utf-8")
    built = examine(open_talk(path))
    assert [view.id for view in built.coverage.views] == ["v1"] and not built.coverage.problems
    assert built.subject is not None
    (view,) = account(built.subject).views
    assert [place.slide for place in view.stated] == ["q"]


def test_what_is_amiss_between_a_used_slide_and_this_outline_is_told_at_its_use(tmp_path: Path) -> None:
    found = examine(open_talk(talk(tmp_path, "- {use: other/x.yaml#s2.1, as: w}\n- use: other/x.yaml#p"))).advice
    at = {each.rule: said(each, tmp_path).split()[0] for each in found if each.rule in ("serves-no-view", "minutes-estimated")}
    assert at == {"minutes-estimated": "o.yaml:10:15", "serves-no-view": "o.yaml:11:14"}


def test_a_comment_in_the_used_file_silences_its_own_line(tmp_path: Path) -> None:
    slip = OTHER.replace("notes: 讲讲这个", "notes: '讲讲,这个'")
    assert "x.yaml:16:19" in check(talk(tmp_path, "- use: other/x.yaml#recipe", slip)).output
    quiet = slip.replace("'讲讲,这个'", "'讲讲,这个'  # deckgen: ignore half-width-mark")
    assert "half-width-mark" not in check(talk(tmp_path, "- use: other/x.yaml#recipe", quiet)).output


def test_fix_leaves_files_that_slides_are_used_of_and_says_so(tmp_path: Path) -> None:
    slip = OTHER.replace("notes: 讲讲这个", "notes: '讲讲,这个'")
    path = talk(tmp_path, "- {use: other/x.yaml#recipe, source: '书,第一章'}", slip)
    before = (tmp_path / "other" / "x.yaml").read_bytes()
    done = check(path, "--fix", "--yes")
    assert "1 slip put right" in done.output and "书，第一章" in path.read_text(encoding="utf-8")
    other = tmp_path / "other" / "x.yaml"
    assert f"1 slip left in {other}, which slides are used of: deckgen check --fix {other}" in done.output
    assert (tmp_path / "other" / "x.yaml").read_bytes() == before


# ---- the record ------------------------------------------------------------------------------------------------------


def outdated(path: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["outdated", str(path), *options])


def test_what_changed_at_the_source_is_told_word_by_word(tmp_path: Path) -> None:
    path = talk(tmp_path, "- use: other/x.yaml#recipe\n- {use: other/x.yaml#p, as: b}")
    first = outdated(path)
    assert first.exit_code == 0 and "not noted yet" in first.output and "take note of them with --write" in first.output
    assert outdated(path, "--write").exit_code == 0
    again = outdated(path)
    assert (again.exit_code, again.output) == (0, f"{path}: 0 of 2 used slides changed at their source\n")
    other = tmp_path / "other" / "x.yaml"
    text = OTHER.replace("讲讲这个", "讲讲那个 GPT").replace("[甲, 乙, 丙]", "[甲, 丙]").replace("short: 规模", "short: 大")
    other.write_text(text, encoding="utf-8")
    done = outdated(path)
    assert done.exit_code == 1
    assert done.output == (f"recipe  other/x.yaml#recipe ({other}:10:9): changed\n  notes: 讲讲[-这-]{{+那+}}个{{+ GPT+}}\n"
                           f"b  other/x.yaml#p ({other}:20:9): changed\n  body/0/points/1: [-乙-]\n"
                           f"{path}: 2 of 2 used slides changed at their source\n")
    data = json.loads(CliRunner().invoke(main, ["outdated", "--json", str(path)]).stdout)
    assert [(each["slide"], each["state"]) for each in data["slides"]] == [("recipe", "changed"), ("b", "changed")]
    assert outdated(path, "--write").exit_code == 0 and outdated(path).exit_code == 0


def test_a_view_that_says_something_else_changes_the_slide_whose_title_it_is(tmp_path: Path) -> None:
    path = talk(tmp_path, "- use: other/x.yaml#recipe")
    outdated(path, "--write")
    (tmp_path / "other" / "x.yaml").write_text(OTHER.replace("says: 调教方式", "says: 训练方式"), encoding="utf-8")
    assert "title: [-调教-]{+训练+}方式的发明" in outdated(path).output


def test_slides_that_moved_or_are_used_no_more_are_told_and_are_no_change(tmp_path: Path) -> None:
    path = talk(tmp_path, "- {use: other/x.yaml#p, as: b}\n- use: other/x.yaml#recipe")
    outdated(path, "--write")
    shutil.copy(tmp_path / "other" / "x.yaml", tmp_path / "z.yaml")
    path.write_text(OWN.format("- {use: z.yaml#p, as: b}"), encoding="utf-8")
    done = outdated(path)
    assert done.exit_code == 0
    assert "b  other/x.yaml#p → z.yaml#p" in done.output and "recipe  other/x.yaml#recipe: used no more" in done.output


def test_a_record_that_is_none_is_told_and_not_written_over(tmp_path: Path) -> None:
    path = talk(tmp_path, "- use: other/x.yaml#p")
    (tmp_path / "o.used.json").write_text("{", encoding="utf-8")
    done = outdated(path, "--write")
    assert done.exit_code == 2 and "no record of used slides" in done.output
    assert (tmp_path / "o.used.json").read_text(encoding="utf-8") == "{"


# ---- real talks ------------------------------------------------------------------------------------------------------

READING = """\
talk: {id: reading, title: 读书会, date: 2025-03-01}
opening:
  - {id: welcome, title: 今天读三页, minutes: 1}
sections:
  - id: one
    title: 从讲座里来
    slides:
      - {use: talk/outline.yaml#scale, minutes: 2}
      - {use: talk/outline.yaml#parameters, minutes: 2}
  - id: two
    title: 从版式集里来
    slides:
"""


def test_a_talk_of_slides_of_the_real_talks_builds(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "talk", tmp_path / "talk")
    gallery = read_outline(ROOT / "talk" / "gallery.yaml")
    ids = [slide.id for section in gallery.sections for part in section.walk() for slide in part.slides]
    path = tmp_path / "reading.yaml"
    path.write_text(READING + "".join(f"      - {{use: talk/gallery.yaml#{id}, as: g-{id}, minutes: 1}}\n" for id in ids),
                    encoding="utf-8")
    first, second = tmp_path / "one.pptx", tmp_path / "two.pptx"
    built = build(open_talk(path), first)
    build(open_talk(path), second)
    assert first.read_bytes() == second.read_bytes()
    assert len({page.slide for page in built.deck.pages}) >= len(ids) + 3
    assert any(list(page.pictures()) for page in built.deck.pages), "pictures lie beside the gallery"
    scale = next(page for page in built.deck.pages if page.slide == "scale")
    assert squeeze(scale.title) == squeeze(plain_words(read_outline(ROOT / "talk" / "outline.yaml").views[0].says)), (
        "the title was a view there")
    assert [str(error) for error in OpenXmlValidator().validate(str(first)).errors] == []
    assert package_checks.faults(package_checks.Deck.open(first)) == []


def test_the_schema_knows_use() -> None:
    defs = schema()["$defs"]
    assert isinstance(defs, dict)
    assert {"use", "as"} <= set(defs["Slide"]["properties"]) and {"author", "licence"} <= set(defs["Talk"]["properties"])


def test_slides_that_were_only_looked_at_are_not_counted_as_used(tmp_path: Path) -> None:
    slides = "".join(f"    - {{id: p{number}, title: 题, minutes: 1}}\n" for number in range(90))
    (tmp_path / "far.yaml").write_text(f"talk: {{id: f, title: 远}}\nsections:\n- id: s1\n  title: 节\n  slides:\n{slides}",
                                       encoding="utf-8")
    (tmp_path / "group.yaml").write_text("talk: {id: g, title: 组}\nopening: [{use: far.yaml#s1}]\n", encoding="utf-8")
    used = "".join(f"- use: group.yaml#p{number}\n" for number in range(30))
    (tmp_path / "mine.yaml").write_text(f"talk: {{id: m, title: 我}}\nopening:\n{used}", encoding="utf-8")
    assert len(read_outline(tmp_path / "mine.yaml").opening) == 30
