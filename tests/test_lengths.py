"""Decks for so many minutes: the longest run of the joining order that fits, held against a definition by brute force."""

from __future__ import annotations

import copy
import json
import time
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

import lengths
from conftest import TALK
from deckgen.cli import main
from deckgen.cli.lengths import table_lines
from deckgen.outline.choose import choose
from deckgen.outline.joining import fit
from deckgen.outline.model import Outline
from deckgen.outline.program import Program
from deckgen.outline.reader import from_source, read_outline
from deckgen.pipeline import build, examine, open_talk
from deckgen.problem import DeckgenError
from deckgen.source.span import Source

BUDGETS = (5, 8, 10, 15, 20, 25, 40, 50, 90)
SEEDS = range(20)
NAMES = ["talk", *SEEDS]


@cache
def data_of(name: str | int) -> lengths.Data:
    if name == "talk":
        data: lengths.Data = yaml.safe_load(TALK.read_text(encoding="utf-8"))
        return data
    return lengths.Inventor(int(name)).outline()


@cache
def outline_of(name: str | int) -> Outline:
    return read_outline(TALK) if name == "talk" else read(yaml.safe_dump(data_of(name), allow_unicode=True, sort_keys=False))


def read(text: str) -> Outline:
    return from_source(Source(Path("o.yaml"), text))


def spoken(program: Program) -> list[str]:
    return [entry.slide.id for entry in program.entries if entry.part != "backup"]


def decks(name: str | int) -> dict[int, Program]:
    found = {}
    for minutes in BUDGETS:
        try:
            found[minutes] = fit(outline_of(name), minutes)
        except DeckgenError:
            assert lengths.deck_of(data_of(name), minutes) is None
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_deck_is_the_longest_run_that_fits(name: str | int) -> None:
    data, order = data_of(name), [slide["id"] for slide in lengths.in_order(data_of(name))]
    for minutes, program in decks(name).items():
        expected = lengths.deck_of(data, minutes)
        assert expected is not None
        ids, total, following = expected
        assert spoken(program) == [id for id in order if id in ids]
        assert program.minutes == pytest.approx(total) and program.left_over == pytest.approx(minutes - total)
        assert program.budget is not None
        assert {entry.slide.id for entry in program.budget.left_out} == set(order) - ids
        coming = sum(entry.minutes for entry in program.budget.next)
        assert bool(program.budget.next) == (following is not None)
        assert following is None or (coming == pytest.approx(following) and program.left_over < coming)


@pytest.mark.parametrize("name", NAMES)
def test_all_views_are_kept(name: str | int) -> None:
    outline = outline_of(name)
    for program in decks(name).values():
        titles = {str(entry.title).replace("*", "") for entry in program.entries
                  if entry.shown and not entry.slide.hidden and entry.part != "backup"}
        assert {view.says.replace("*", "") for view in outline.views} <= titles


@pytest.mark.parametrize("name", NAMES)
def test_a_shorter_deck_is_part_of_a_longer_one(name: str | int) -> None:
    programs = decks(name)
    assert len(programs) > 2
    for less, more in combinations(programs, 2):
        own = {entry.slide.id: entry.minutes for entry in programs[less].entries}
        assert own.items() <= {entry.slide.id: entry.minutes for entry in programs[more].entries}.items()


@pytest.mark.parametrize("name", NAMES)
def test_what_a_slide_needs_is_there(name: str | int) -> None:
    for program in decks(name).values():
        ids = {entry.slide.id for entry in program.entries}
        assert {need for entry in program.entries if entry.part != "backup" for need in entry.slide.needs} <= ids


@pytest.mark.parametrize("spoilt", ["weight", "needs", "kind", "hidden", "when", "minutes"])
def test_the_comparison_sees_what_is_left_out_of_account(spoilt: str) -> None:
    def differs(seed: int) -> bool:
        data = copy.deepcopy(data_of(seed))
        for slide in lengths.in_order(data):
            slide.pop(spoilt, None) if spoilt != "minutes" or not isinstance(slide.get("minutes"), dict) else None
        try:
            expected = [lengths.deck_of(data, minutes) for minutes in BUDGETS]
        except ValueError:
            return True  # a view without a slide
        own = [set(spoken(program)) for program in decks(seed).values()]
        return own != [each[0] for each in expected if each is not None]

    assert any(differs(seed) for seed in SEEDS)


def test_it_is_quick_enough_for_a_slider() -> None:
    outline = outline_of("talk")
    for minutes in BUDGETS[1:]:
        spent = []
        for _ in range(5):
            start = time.process_time()
            fit(outline, minutes)
            spent.append(time.process_time() - start)
        assert min(spent) < 0.05


# ---- the order, by example -------------------------------------------------------------------------------------------

SMALL = """\
talk: {id: t, title: 题}
variants: {long: {minutes: 30, default: true}, short: {minutes: 5}, open: {}}
views: [{id: v1, short: 一, says: 第一*句*。}]
opening:
- {id: cover, title: 封面, minutes: {short: 0.5, long: 1}, weight: 2}
- {id: extra, title: 外, minutes: {open: 1}, weight: 9}
sections:
- id: s1
  title: 节
  slides:
  - {id: light, title: 轻, minutes: {long: 2}}
  - {id: heavy, title: 重, minutes: {long: 2}, weight: 3, needs: early}
  - {id: early, title: 先, minutes: {long: 1}, weight: 0}
  - {id: stand-in, title: 图, minutes: {short: 1, long: 2}, when: {short: {title: {view: v1}, notes: 短}}, notes: 长}
  - {id: own, title: {view: v1}, minutes: {long: 3}, weight: 2}
closing:
- {id: end, title: 完, minutes: {short: 0.5}}
- {kind: pause, id: rest, minutes: {long: 1}}
backup:
- {id: more, title: 备用, needs: light}
"""


@pytest.mark.parametrize(("minutes", "ids"), [
    (1, "stand-in"), (1.5, "cover stand-in"), (2, "cover stand-in end"), (4.9, "cover stand-in end"),
    (5, "cover heavy early stand-in end"), (8, "cover heavy early stand-in own end"),
    (10, "cover light heavy early stand-in own end"), (11, "cover light heavy early stand-in own end rest"),
    (12, "cover extra light heavy early stand-in own end rest"), (90, "cover extra light heavy early stand-in own end rest"),
])
def test_views_first_then_by_variant_then_by_weight(minutes: float, ids: str) -> None:
    program = fit(read(SMALL), minutes)
    assert spoken(program) == ids.split() and program.entries[-1].slide.id == "more"
    assert [entry.start for entry in program.entries[:2]] == [0, program.entries[0].minutes]


def test_words_are_those_of_the_variant_whose_minutes_it_has() -> None:
    words = {entry.slide.id: (str(entry.title), str(entry.slide.notes), entry.variant) for entry in fit(read(SMALL), 5).entries}
    assert words["stand-in"] == ("第一*句*。", "短", "short")


def test_a_sentence_is_not_said_twice() -> None:
    entries = {entry.slide.id: entry for entry in fit(read(SMALL), 8).entries}
    assert (str(entries["stand-in"].title), str(entries["stand-in"].slide.notes)) == ("图", "长")
    assert entries["stand-in"].minutes == 1 and str(entries["own"].title) == "第一*句*。"


@pytest.mark.parametrize(("minutes", "said"), [
    (0.9, "the views alone take 1 minutes, 0.9 are too few"), (float("nan"), "the views alone take 1 minutes, nan are too few")])
def test_too_few_minutes_say_the_least(minutes: float, said: str) -> None:
    with pytest.raises(DeckgenError) as caught:
        fit(read(SMALL), minutes)
    assert [(each.message, each.rule) for each in caught.value.problems] == [(said, "too-few-minutes")]


@pytest.mark.parametrize("minutes", [[0.333, 0.333, 0.3341], [0.1, 0.2, 0.3], [1 / 3, 1 / 3, 1 / 7]])
def test_the_least_that_is_said_is_enough(minutes: list[float]) -> None:
    views = [{"id": f"v{n}", "short": "一", "says": f"第{n}句。"} for n in range(3)]
    slides = [{"id": f"s{n}", "title": {"view": f"v{n}"}, "minutes": each} for n, each in enumerate(minutes)]
    outline = read(yaml.safe_dump({"talk": {"id": "t", "title": "题"}, "views": views, "opening": slides}, allow_unicode=True))
    with pytest.raises(DeckgenError) as caught:
        fit(outline, 0.5)
    least = caught.value.problems[0].hint.split("`")[1].removeprefix("--minutes ")
    assert len(fit(outline, float(least)).entries) == 3


def test_a_deck_is_never_empty() -> None:
    outline = read("talk: {id: t, title: 题}\nopening: [{id: a, title: 一, minutes: 2}]\n")
    with pytest.raises(DeckgenError, match="the first slide alone takes 2 minutes, 1 are too few"):
        fit(outline, 1)


def test_a_slide_that_no_variant_has_can_still_be_needed() -> None:
    outline = read("talk: {id: t, title: 题}\nopening:\n- {id: a, title: 一, minutes: {}}\n"
                   "- {id: b, title: 二, minutes: 2, needs: a}\n")
    assert [(entry.slide.id, entry.minutes, entry.counted) for entry in fit(outline, 3).entries] == [
        ("a", 0.5, False), ("b", 2.0, True)]
    assert spoken(choose(outline)) == ["b"]


# ---- the real talk ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", BUDGETS[1:])
def test_the_real_talk_is_whole_at_every_length(minutes: int) -> None:
    built = examine(open_talk(TALK, minutes=minutes))
    assert not built.coverage.missing_views and not built.talk.is_default
    assert [problem for problem in (*built.coverage.problems, *built.advice) if problem.severity != "advice"] == []
    shown = spoken(built.talk.program)
    assert shown[0] == "cover" and "closing" in shown[-2:], "it opens and closes"
    titles = [str(entry.title) for entry in built.talk.program.entries if entry.title is not None]
    assert len(titles) == len(set(titles))


def test_the_written_deck_and_script_say_what_is_left_out(tmp_path: Path) -> None:
    made = build(open_talk(TALK, minutes=10), tmp_path / "x.pptx")
    assert len(made.coverage.views) == 6 and (tmp_path / "x.pptx").exists()
    text = (tmp_path / "x.notes.md").read_text(encoding="utf-8")
    assert text.startswith("# 六个观点看大模型\n\n讲稿 · 限时 10 分钟 · 9 分钟 · 余下 1 分钟\n\n本版略去 · ")
    assert "加\n\n- 四种手段，各司其职：一个管表示，三步管调教 · 1.5 分钟\n- " in text
    assert "\n- 停顿 · 3.5 分钟\n\n## 1 · " in text


# ---- the command line ------------------------------------------------------------------------------------------------

LIST = """\
talk: {id: list, title: Talk, language: en-US}
variants: {short: {minutes: 5}, long: {minutes: 20, default: true}}
views: [{id: v1, short: One, says: The first view.}]
opening: [{id: a, title: {view: v1}, minutes: {short: 2, long: 3}, body: [{text: Text}]}]
sections:
- {id: s1, title: Part, slides: [{id: b, title: Two, minutes: {long: 4}, draft: true}, {id: c, title: Three, minutes: {long: 2}}]}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talk").mkdir()
    (tmp_path / "talk" / "outline.yaml").write_text(LIST, encoding="utf-8")
    return tmp_path


def deckgen(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_build_says_what_is_left_over_and_left_out(folder: Path) -> None:
    done = deckgen("build", "--minutes", "7.5")
    assert done.exit_code == 0, done.output
    assert (folder / "build" / "list.7.5-minutes.pptx").exists() and (folder / "build" / "list.7.5-minutes.notes.md").exists()
    assert done.stdout.splitlines()[-3:] == [
        "build/list.7.5-minutes.pptx  build/list.7.5-minutes.notes.md [7.5-minutes]: 2 slides, 6 minutes spoken, 1 of 1 views, "
        "1 of 1 sections", "1.5 of 7.5 minutes are left over; next would come c, 2 minutes", "left out: c"]


def test_json_says_it_too(folder: Path) -> None:
    said = {"minutes": 7.5, "left_over": 1.5, "next": ["c"], "left_out": [{"slide": "c", "minutes": 2.0}]}
    assert json.loads(deckgen("build", "--minutes", "7.5", "--json").stdout)["decks"][0]["budget"] == said
    assert json.loads(deckgen("check", "--minutes", "7.5", "--json").stdout)["budgets"] == [said]


def test_check_looks_at_that_deck_alone(folder: Path) -> None:
    done = deckgen("check", "--minutes", "90")
    assert done.exit_code == 0 and "[90-minutes]: 3 pages, 8 minutes, 1 of 1 views" in done.output
    assert "all slides are in; 82 of 90 minutes are left over" in done.output
    assert "variant 'long' says more on them, in 9 minutes" in done.output and "[long]" not in done.output


@pytest.mark.parametrize(("words", "code", "said"), [
    (["--minutes", "1"], 1, "the views alone take 2 minutes, 1 are too few"),
    (["--minutes", "0"], 2, "'0' is no number of minutes"), (["--minutes", "nan"], 2, "'nan' is no number"),
    (["--minutes", "1e9"], 2, "'1e9' is no number"), (["--minutes", "ten"], 2, "'ten' is no number"),
    (["--minutes", "5", "--variant", "short"], 2, "leave --variant out"),
    (["--minutes", "5", "--variants"], 2, "leave --variant out"),
])
def test_what_cannot_be_built(folder: Path, words: list[str], code: int, said: str) -> None:
    done = deckgen("build", *words)
    assert done.exit_code == code and said in done.output and not (folder / "build").exists()


def test_a_draft_is_shown_told_of_and_refused_by_strict(folder: Path) -> None:
    done = deckgen("build")
    assert done.exit_code == 0 and "slide 'b' is a draft [draft]" in done.output and ": 3 slides" in done.output
    done = deckgen("build", "--strict", "--variant", "long", "-o", "x.pptx")
    assert done.exit_code == 1 and "slide 'b' is a draft" in done.output and not (folder / "x.pptx").exists()


def test_variants_end_in_a_table(folder: Path) -> None:
    done = deckgen("build", "--variants")
    assert done.stdout.splitlines()[-4:] == [
        "", "variant  slides  pages  minutes  views  sections  advice",
        "short         1      1      2/5    1/1       0/1       0", "long          3      3     9/20    1/1       1/1       1"]
    rows = json.loads(deckgen("build", "--variants", "--json").stdout)["variants"]
    assert rows[0] == {"talk": "list", "variant": "short", "slides": 1, "pages": 1, "minutes": 2.0, "planned": 5.0,
                       "views": [1, 1], "sections": [0, 1], "advice": 0}


def test_columns_stand_right_in_chinese() -> None:
    assert table_lines([("版本", "页"), ("短", "10"), ("lecture", "9")]) == ["版本     页", "短       10", "lecture   9"]
