"""The teaching kit: what the lecturer, the audience and the reading group hold in their hands."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from lxml import etree

from conftest import TALK, VARIANTS, needs
from deckgen.cli import main
from deckgen.cli.build import FORMATS, KIT, MORE
from deckgen.documents.given import notes_of
from deckgen.documents.kit import KINDS, Material, documents, names_for
from deckgen.documents.model import Beside, Heading, Lines, Para, Picture, Table
from deckgen.documents.reader import Said, quoted, read_document
from deckgen.documents.subtitles import cues, spoken
from deckgen.formats.notes import clock
from deckgen.outline.program import Entry
from deckgen.pipeline import Talk, build, make_deck, open_talk
from deckgen.problem import DeckgenError, Unusable, columns
from deckgen.scene import Deck
from deckgen.text.inline import read_notes
from deckgen.text.paragraph import plain

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

SMALL = """\
talk: {id: small, title: "A <b>small</b> talk", language: en}
views: [{id: v1, short: Small, says: Small is *enough*.}]
opening:
  - {id: first, title: "Said # first", minutes: 0, notes: "One sentence without a minute of its own."}
  - id: second
    title: {view: v1}
    minutes: 2
    questions: [Why is *this* not enough?]
    body: [{points: [{text: Cost, gloss: what is paid}, Truth]}]
    notes: |
      The secret of the lecturer, with <script>alert(1)</script> and **weight**.

      - a point | barred
      - `code`, C~1~ and 10^2^

      1. first
      2. second
  - {id: silence, kind: pause, minutes: 1.5}
  - {id: broken, title: "Two\\nlines", minutes: 0}
  - {id: unseen, title: Nobody sees this, hidden: true, notes: Hidden words.}
closing: [{id: last, title: The last one, minutes: 0.5, notes: Thank you.}]
backup: [{id: spare, title: In reserve, notes: Only if asked.}]
"""


@cache
def made(variant: str) -> tuple[Talk, Deck, Material]:
    """A variant of the real talk, laid out once."""
    return material(open_talk(TALK, variant))


def material(talk: Talk) -> tuple[Talk, Deck, Material]:
    deck, _ = make_deck(talk)
    return talk, deck, Material(talk.program, talk.outline, deck, talk.theme, talk.face, talk.templates)


def small(folder: Path, text: str = SMALL) -> Material:
    path = folder / "outline.yaml"
    path.write_text(text, encoding="utf-8")
    return material(open_talk(path))[2]


def part(data: bytes, name: str = "word/document.xml") -> Any:
    with ZipFile(BytesIO(data)) as file:
        return etree.fromstring(file.read(name))


def words(data: bytes) -> str:
    """All text of a Word file, alternative text too."""
    root = part(data)
    texts = ["".join(each.itertext(W + "t")) for each in root.iter(W + "p")]
    return "\n".join(texts + [each.get("descr", "") for each in root.iter(WP + "docPr")])


def test_the_names_on_the_command_line_are_those_of_the_kit() -> None:
    assert {*KINDS} == {*FORMATS, *MORE} - {"pptx", "notes", "kit"}
    assert {*KIT} <= {*KINDS} and len({kind.suffix for kind in KINDS.values()}) == len(KINDS)


# ---- time ------------------------------------------------------------------------------------------------------------


def seconds(said: str) -> float:
    """A time of subtitles, `00:01:02,500`."""
    hours, minutes, rest = said.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest.replace(",", "."))


@pytest.mark.parametrize("variant", VARIANTS)
def test_all_clocks_add_up(variant: str) -> None:
    talk, _, kit = made(variant)
    text = kit.templates.document("script", names_for(kit, KINDS["docx"]))
    rows = re.findall(r"\| (\d+):(\d\d)–(\d+):(\d\d) \|", text)
    slides = re.findall(r"^(\d+):(\d\d)–(\d+):(\d\d)$", text, re.M)
    assert len(rows) >= 7 and len(slides) >= 9
    for found in (rows, slides):
        times = [(int(each[0]) * 60 + int(each[1]), int(each[2]) * 60 + int(each[3])) for each in found]
        assert times[0][0] == 0 and times[-1][1] == round(talk.program.minutes * 60)
        assert all(one[1] == other[0] for one, other in pairwise(times))
    shown = cues(talk.program, "停顿")
    assert shown[0].start == "00:00:00,000" and seconds(shown[-1].end) == talk.program.minutes * 60
    assert all(one.end == other.start and one.start < one.end for one, other in pairwise(shown))
    page = documents(kit, ["teleprompter"])["teleprompter"].decode()
    spans = [tuple(map(float, each)) for each in re.findall(r'data-start="([\d.]+)" data-end="([\d.]+)"', page)]
    assert spans[-1][1] == talk.program.minutes * 60 and all(one[1] == other[0] for one, other in pairwise(spans))


def test_what_has_no_minutes_is_spoken_in_those_of_its_neighbour(tmp_path: Path) -> None:
    found = spoken(small(tmp_path).program)
    assert [(each.entry.slide.id, round(each.end, 2)) for each in found][1:] == [("second", 2), ("silence", 3.5), ("last", 4)]
    assert found[0].entry.slide.id == "first" and 0 < found[0].end < 1
    assert [each.end for each in found[:-1]] == [each.start for each in found[1:]]


@pytest.mark.parametrize("variant", VARIANTS)
def test_subtitles_are_two_short_lines(variant: str) -> None:
    for cue in cues(made(variant)[0].program, "停顿"):
        assert 1 <= len(cue.lines) <= 2 and all(0 < columns(line) <= 42 for line in cue.lines), cue.lines
        assert not any(line[0] in "，。、；：！？”」）" for line in cue.lines), cue.lines


def test_subtitles_say_all_that_is_said() -> None:
    program = made("lecture")[0].program
    said = "".join(plain(each.runs) for entry in program.entries if entry.part != "backup" and entry.slide.notes is not None
                   for each in read_notes(entry.slide.notes))
    assert "".join("".join(cue.lines) for cue in cues(program, "停顿")).replace(" ", "") == said.replace(" ", "")


def test_subtitles_are_srt(tmp_path: Path) -> None:
    text = documents(small(tmp_path), ["srt"])["srt"].decode()
    assert text.startswith("1\n00:00:00,000 --> 00:00:")
    assert "\n00:02:00,000 --> 00:03:30,000\n[Pause]\n\n" in text and "Hidden" not in text and "asked" not in text
    assert text.endswith("--> 00:04:00,000\nThank you.\n\n")


# ---- what each is for ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_handout_is_printed_without_what_only_the_lecturer_has(variant: str) -> None:
    talk, deck, kit = made(variant)
    text = kit.templates.document("handout", names_for(kit, KINDS["handout"]))
    assert text.count("<picture") == len([page for page in deck.pages if not page.backup])
    assert not [each for entry in talk.program.entries if entry.slide.notes is not None for each in read_notes(entry.slide.notes)
                if plain(each.runs) in text or quoted(plain(each.runs)) in text]


def test_the_handout_has_nothing_of_the_lecturer() -> None:
    talk, deck, kit = made("opener")
    made_ = documents(kit, ["handout", "handout+backup"])
    text, more = words(made_["handout"]), words(made_["handout+backup"])
    shown = [page for page in deck.pages if not page.backup]
    assert len(list(part(made_["handout"]).iter(WP + "inline"))) == len(shown)
    assert len(list(part(made_["handout+backup"]).iter(WP + "inline"))) == len(deck.pages)
    for entry in talk.program.entries:
        said = [plain(each.runs) for each in read_notes(entry.slide.notes)] if entry.slide.notes is not None else []
        assert not [each for each in said if each in text or each in more]
        titled = entry.title is not None and plain_title(entry) in text
        assert titled is (entry.part != "backup" and entry.shown) or entry.slide.id == "reserve"
    assert "分钟" not in text and not re.search(r"\d\d:\d\d", text)


def plain_title(entry: Entry) -> str:
    assert entry.title is not None
    return str(entry.title).replace("*", "")


def test_the_handout_of_a_talk_with_hidden_slides(tmp_path: Path) -> None:
    text = words(documents(small(tmp_path), ["handout"])["handout"])
    assert "Said # first" in text and "Small is enough." in text and "3 · Two lines" in text
    assert not [each for each in ("secret", "Nobody sees", "Hidden", "reserve", "Why is", "min") if each in text]


def test_the_sheet_has_views_questions_glossary_and_references(tmp_path: Path) -> None:
    sheet = documents(small(tmp_path), ["sheet.md"])["sheet.md"].decode()
    assert "**1** Small is enough." in sheet and "Why is this not enough? (slide 2)" in sheet
    assert "| Cost | what is paid |" in sheet and "<" not in re.sub(r"\\<|<b>|</b>", "", sheet)
    text = words(documents(made("lecture")[2], ["sheet"])["sheet"])
    assert "生成式对话\ngenerative dialogue\n" in text and "想一想 有没有哪个语言任务，写不成序列到序列？" in text
    assert "Ouyang et al. 2022. InstructGPT. arXiv 2203.02155" in text and "（幻灯片 5）" in text


def test_the_script_shows_every_page_and_says_everything(tmp_path: Path) -> None:
    kit = small(tmp_path)
    data = documents(kit, ["docx"])["docx"]
    text = words(data)
    assert "The secret of the lecturer, with <script>alert(1)</script> and weight." in text
    assert "a point | barred" in text and "Pause" in text and "02:00–03:30" in text and "In reserve" in text
    assert len(list(part(data).iter(WP + "inline"))) == len(kit.deck.pages)
    lists = [each.get(W + "val") for each in part(data).iter(W + "numId")]
    assert lists == ["1", "1", "2", "2", "1"]
    shifted = [each.get(W + "val") for each in part(data).iter(W + "vertAlign")]
    assert shifted == ["subscript", "superscript"]


def test_the_notes_on_paper_are_those_that_were_typed() -> None:
    for entry in made("lecture")[0].program.entries:
        if entry.slide.notes is not None:
            read = read_document(Said(notes_of(entry, None), (), lambda _: None))
            assert [plain(each.runs) for each in read if isinstance(each, Para)] == [
                plain(each.runs) for each in read_notes(entry.slide.notes)]


# ---- Word ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["docx", "handout", "sheet"])
def test_word_files_name_faces_and_languages_and_no_times(name: str) -> None:
    data = documents(made("opener")[2], [name])[name]
    assert data == documents(made("opener")[2], [name])[name]
    with ZipFile(BytesIO(data)) as file:
        assert {each.date_time for each in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [each for each in file.namelist() if "thumbnail" in each]
        core = file.read("docProps/core.xml").decode()
    assert "六个观点看大模型" in core and "dcterms" not in core.split(">", 2)[2] and "python-docx" not in core
    root = part(data)
    runs = [each for each in root.iter(W + "r") if each.find(W + "t") is not None]
    assert runs
    for run in runs:
        face, language = run.find(f"{W}rPr/{W}rFonts"), run.find(f"{W}rPr/{W}lang")
        assert face.get(W + "eastAsia") == "Microsoft YaHei" and face.get(W + "ascii") == "Arial"
        assert language.get(W + "eastAsia") == "zh-CN" and language.get(W + "val") == "en-US"
    assert all(each.get("descr") for each in root.iter(WP + "docPr"))
    ruled = [each for each in root.iter(W + "tbl") if each.find(f"{W}tblPr/{W}tblBorders") is not None]
    assert all(each.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for each in ruled)
    styles = [each.get(W + "val") for each in root.iter(W + "pStyle")]
    assert "Title" in styles and any(each.startswith("Heading") for each in styles)
    assert [each.get(W + "instr") for each in part(data, "word/footer1.xml").iter(W + "fldSimple")] == ["PAGE", "NUMPAGES"]


def test_word_files_open(tmp_path: Path) -> None:
    office, reader = needs("soffice"), needs("pdftotext")
    files = documents(made("opener")[2], ["docx", "handout", "sheet"])
    for name, data in files.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run([office, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path,
                    *(tmp_path / f"{name}.docx" for name in files)], capture_output=True, check=True, timeout=180)
    sheets = {}
    for name in files:
        text = subprocess.run([reader, tmp_path / f"{name}.pdf", "-"], capture_output=True, text=True, check=True).stdout
        assert "六个观点看大模型" in text.replace("\n", "")
        sheets[name] = text.count("\f")
    shown = [page for page in made("opener")[1].pages if not page.backup]
    assert sheets["handout"] == -(-len(shown) // 3)


# ---- PDF -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["pdf", "handout.pdf", "sheet.pdf"])
def test_pdf_is_tagged_and_has_no_dates(name: str) -> None:
    data = documents(made("opener")[2], [name])[name]
    assert data.startswith(b"%PDF-") and data == documents(made("opener")[2], [name])[name]
    assert b"/MarkInfo" in data and b"CreationDate" not in data and b"ModDate" not in data and b"pdfuaid" in data


def test_without_typst_there_is_one_line_to_type(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    talk = open_talk(TALK, "opener")
    with pytest.raises(Unusable, match=re.escape("pip install 'deckgen[pdf]'")):
        build(talk, tmp_path / "deck.pptx", ("pptx", "pdf"))
    assert not list(tmp_path.iterdir())


# ---- the teleprompter ------------------------------------------------------------------------------------------------


def test_the_teleprompter_asks_nobody_and_runs_no_words(tmp_path: Path) -> None:
    page = documents(small(tmp_path), ["teleprompter"])["teleprompter"].decode()
    assert "&lt;script&gt;alert(1)" in page and page.count("<script>") == 1 and "<b>small" not in page
    assert not re.search(r"https?:|src=|url\(|@import|<link", page) and "default-src 'none'" in page
    assert "<ul><li>a point | barred</li><li><code>code</code>, C<sub>1</sub> and 10<sup>2</sup></li></ul>" in page
    assert "<ol><li>first</li><li>second</li></ol>" in page and "Hidden" not in page


def test_the_teleprompter_starts_in_a_browser_without_a_network(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(documents(made("opener")[2], ["teleprompter"])["teleprompter"])
    done = subprocess.run([needs("chromium"), "--headless", "--no-sandbox", "--disable-gpu",
                           "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={tmp_path / 'profile'}",
                           "--dump-dom", page.as_uri()],
                          capture_output=True, text=True, timeout=120, check=True)
    assert '<span id="speed">×1.0</span>' in done.stdout
    assert f'">剩余 {clock(made("opener")[0].program.minutes)}</span>' in done.stdout


# ---- templates -------------------------------------------------------------------------------------------------------


def test_a_template_of_ones_own_is_taken(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "notes"
    own.mkdir(parents=True)
    (own / "handout.md.j2").write_text("# Mine\n\n{% for page in pages %}{{ page.title }}\n\n{% endfor %}", encoding="utf-8")
    (own / "subtitles.srt.j2").write_text("{{ cues | length }} cues", encoding="utf-8")
    made_ = documents(small(tmp_path), ["handout", "srt"])
    assert words(made_["handout"]).splitlines()[:3] == ["Mine", "Said # first", "Small is enough."]
    assert re.fullmatch(rb"\d+ cues", made_["srt"])


@pytest.mark.parametrize(("typed", "message", "hint", "at"), [
    ("<line count=\"3\">", "a document has no word <line>", "did you mean 'lines'?", (3, 1)),
    ("x\n\n  <lines many=\"3\">", "<lines> has no 'many'", "it has count", (5, 3)),
    ("<lines count=\"0\">", "'0' is no number of lines from 1 to 40", "", (3, 1)),
    ("<lines count=\"2.5\">", "'2.5' is no number of lines from 1 to 40", "", (3, 1)),
    ("<lines>", "<lines> needs 'count'", 'count="…"', (3, 1)),
    ("<lines count=\"3\"> and words", "a word of a document stands alone on its line", "such as", (3, 1)),
    ("<picture page=\"secnod\" width=\"60\">", "the deck has no page 'secnod'", "did you mean 'second'?", (3, 1)),
    ("<picture page=\"second\" width=\"600\">", "'600' is no number of millimetres from 1 to 170", "", (3, 1)),
    ("{% for page in pages %}\n<picture page=\"{{ page.id }}\" wide=\"6\">\n{% endfor %}", "<picture> has no 'wide'", "did you",
     (4, 1)),
    ("<small>\n\nx", "<small> is not closed", "close it with </small>", (3, 1)),
    ("x\n</small>", "</small> closes what is not open", "nothing is open", (4, 1)),
    ("<beside>\n</small>\n</beside>", "</small> closes what is not open", "<beside> is closed first", (4, 1)),
    ("<beside>\nx\n</beside>", "<beside> has no picture to stand beside", "put a", (3, 1)),
    ("{{ pagse }}", "nothing here is named 'pagse'", "did you mean 'pages'?", (3, 4)),
])
def test_a_mistake_in_a_template_has_its_place(typed: str, message: str, hint: str, at: tuple[int, int], tmp_path: Path) -> None:
    own = tmp_path / "templates" / "notes"
    own.mkdir(parents=True)
    (own / "handout.md.j2").write_text(f"# Mine\n\n{typed}\n", encoding="utf-8")
    with pytest.raises(DeckgenError) as caught:
        documents(small(tmp_path), ["handout"])
    first = caught.value.problems[0]
    assert first.message == message and first.hint.startswith(hint)
    assert first.span is not None and (first.span.line, first.span.column) == at
    assert first.span.source.path == own / "handout.md.j2"


@pytest.mark.parametrize("typed", ["# no heading", "- no item", "1. no number", "> no quote", "a | b", "<small>",
                                   "*a* **b** ~c~ ^d^", "[x](https://example.org)", "`x`",
                                   "back\\slash", "2015~2020", "一、二", "|", "a*b_c"])
def test_words_of_the_author_are_their_letters(typed: str) -> None:
    (read,) = read_document(Said(quoted(typed), (), lambda _: None))
    assert isinstance(read, Para) and plain(read.runs) == typed and not read.marker
    assert not [run for run in read.runs if run.bold or run.brush or run.code or run.shift or run.link]


def test_what_a_document_may_hold() -> None:
    text = ("# Title\n\n### Small\nsaid\nagain\n\n- one\n  - two\n\n1. first\n2. second\n\n"
            "| a | b \\| c |\n|---|---|\n| *d* | |\n"
            '<beside>\n<picture page="p" width="60">\n<large>\n12:00\n</large>\n<lines count="2">\n</beside>\n')
    title, heading, para, one, two, first, second, table, beside = read_document(Said(text, ("p",), lambda _: None))
    assert isinstance(title, Heading) and isinstance(heading, Heading) and (title.level, heading.level, heading.look) == (0, 1, 3)
    assert isinstance(para, Para) and plain(para.runs) == "said again"
    assert [(each.marker, each.level) for each in (one, two, first, second) if isinstance(each, Para)] == [
        ("–", 0), ("–", 1), ("1.", 0), ("2.", 0)]
    assert isinstance(table, Table) and [plain(cell) for cell in table.header] == ["a", "b | c"] and table.rows[0][0][0].brush
    assert isinstance(beside, Beside) and beside.pictures == (Picture("p", 60),) and beside.blocks[1] == Lines(2)
    assert isinstance(beside.blocks[0], Para) and beside.blocks[0].size == "large"


# ---- the command -----------------------------------------------------------------------------------------------------


def test_the_kit_comes_with_the_deck_or_not_at_all(tmp_path: Path) -> None:
    small(tmp_path)
    out = tmp_path / "out"
    done = CliRunner().invoke(main, ["build", str(tmp_path / "outline.yaml"), "-o", f"{out}/", "--to", "pptx,kit"])
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in out.iterdir()) == [
        "small.handout.docx", "small.html", "small.pptx", "small.script.docx", "small.sheet.docx", "small.srt",
        "small.teleprompter.html"]
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    own = tmp_path / "templates" / "notes"
    own.mkdir(parents=True)
    (own / "sheet.md.j2").write_text("<wrong>\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["build", str(tmp_path / "outline.yaml"), "-o", f"{out}/", "--to", "pptx,kit"])
    assert done.exit_code == 1 and "sheet.md.j2:1:1: error: a document has no word <wrong>" in done.output
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_higher_page_is_no_higher_on_paper(tmp_path: Path) -> None:
    kit = small(tmp_path)
    size = {}
    for ratio in (9 / 16, 3 / 4):
        other = replace(kit, theme=replace(kit.theme, height=kit.theme.width * ratio))
        size[ratio] = part(documents(other, ["handout"])["handout"]).find(f".//{WP}extent")
    assert size[9 / 16].get("cy") == size[3 / 4].get("cy") and int(size[3 / 4].get("cx")) < int(size[9 / 16].get("cx"))
