"""Citations: files of references, the list after GB/T 7714-2025, marks on slides, and what is told of what leads nowhere."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

import package_checks as checks
from deckgen.citations.citations import page, ranges
from deckgen.citations.gbt import entry
from deckgen.citations.read import read_library
from deckgen.pipeline import build, make_deck, open_talk
from deckgen.problem import DeckgenError, Problem
from deckgen.scene import Group, Page, Table, Text
from deckgen.text.paragraph import Run, plain

WORKS = """
vaswani2017: {type: paper-conference, author: ["Vaswani, Ashish", "Shazeer, Noam"], title: Attention is all you need,
  container-title: Advances in Neural Information Processing Systems 30, issued: 2017, page: 5998-6008}
brown2020: {type: article, author: ["Brown, Tom B."], title: Language models are few-shot learners, container-title: arXiv,
  number: "2005.14165", issued: 2020-05-28}
lihang2019: {type: book, author: 李航, title: 统计学习方法, publisher-place: 北京, publisher: 清华大学出版社,
  issued: 2019, edition: 2}
"""


def outline(body: str, references: str = "references.yaml", more: str = "") -> str:
    return f"talk: {{id: t, title: 讲座, references: {references}}}\nopening:\n- id: a\n  title: 题\n  body:\n{body}\n{more}"


def placed(tmp_path: Path, text: str, works: str = WORKS, name: str = "references.yaml") -> Path:
    (tmp_path / name).write_text(works, encoding="utf-8")
    path = tmp_path / "outline.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def pages(tmp_path: Path, text: str, works: str = WORKS, name: str = "references.yaml") -> tuple[Page, ...]:
    return make_deck(open_talk(placed(tmp_path, text, works, name)))[0].pages


def found(tmp_path: Path, text: str, works: str = WORKS, name: str = "references.yaml") -> list[Problem]:
    with pytest.raises(DeckgenError) as error:
        open_talk(placed(tmp_path, text, works, name))
    return list(error.value.problems)


def runs(page: Page) -> list[Run]:
    return [run for shape in page.shapes if isinstance(shape, Text) for each in shape.paragraphs for run in each.runs]


def said(page: Page) -> str:
    return "\n".join(plain(each.runs) for shape in page.shapes if isinstance(shape, Text) for each in shape.paragraphs)


def library(tmp_path: Path, works: str, name: str = "references.yaml") -> dict[str, str]:
    path = tmp_path / name
    path.write_text(works, encoding="utf-8")
    return {key: "".join(text for text, _ in entry(work, full=True)) for key, work in read_library(path).references.items()}


# ---- the list, as the standard has it ------------------------------------------------------------------------------------

STANDARD = [
    ('{type: book, author: 博伯尔, title: 银行业的未来与人工智能, translator: 徐超, '
     'publisher-place: 北京, publisher: 清华大学出版社, issued: 2023, page: 35}',
     "博伯尔. 银行业的未来与人工智能[M]. 徐超，译. 北京：清华大学出版社，2023：35."),
    ('{type: book, author: ["Boobier, Tony"], title: AI and the future of banking, publisher-place: Chichester, '
     'publisher: John Wiley & Sons, issued: 2020, page: 35}',
     "Boobier T. AI and the future of banking[M]. Chichester：John Wiley & Sons，2020：35."),
    ('{type: book, author: [{family: Peebles, given: Peyton Z., suffix: Jr.}], title: "Probability, random variable, and random '
     'signal principles", edition: 4, publisher-place: New York, publisher: McGraw-Hill, issued: 2001}',
     "Peebles P Z Jr. Probability, random variable, and random signal principles[M]. 4th ed. New York：McGraw-Hill，2001."),
    ('{type: book, author: [扬奎斯特, 萨金特], title: 递归宏观经济理论, translator: [杨斌, 王忠玉, 陈彦斌, 第四人], edition: 2, '
     'publisher-place: 北京, publisher: 中国人民大学出版社, issued: 2010, page: 798}',
     "扬奎斯特，萨金特. 递归宏观经济理论[M]. 杨斌，王忠玉，陈彦斌，等，译. 2 版. 北京：中国人民大学出版社，2010：798."),
    ('{type: chapter, author: 程根伟, title: 1998年长江洪水的成因与减灾对策, editor: [许厚泽, 赵其国], '
     'container-title: 长江流域洪涝灾害与科技对策, publisher-place: 北京, publisher: 科学出版社, issued: 1999, page: 32-36}',
     "程根伟. 1998年长江洪水的成因与减灾对策[M]//许厚泽，赵其国. 长江流域洪涝灾害与科技对策. 北京：科学出版社，1999：32-36."),
    ('{type: article-journal, author: [于潇, 刘义, 柴跃廷, 第四人], title: 互联网药品可信交易环境中主体资质审核备案模式, '
     'container-title: 清华大学学报（自然科学版）, issued: 2012, volume: 52, issue: 11, page: 1518-1523}',
     "于潇，刘义，柴跃廷，等. 互联网药品可信交易环境中主体资质审核备案模式[J]. "
     "清华大学学报（自然科学版），2012，52（11）：1518-1523."),
    ('{type: article-journal, author: 杨洪升, title: 四库馆私家抄校书考略, container-title: 文献, issued: 2013, '
     'issue: 1, page: 56-75}',
     "杨洪升. 四库馆私家抄校书考略[J]. 文献，2013（1）：56-75."),
    ('{type: article-journal, author: ["Caplan, Priscilla"], title: Cataloging internet resources, '
     'container-title: The Public-Access Computer Systems Review, issued: 1993, volume: 4, issue: 2, page: 61-66}',
     "Caplan P. Cataloging internet resources[J]. The Public-Access Computer Systems Review，1993，4（2）：61-66."),
    ('{type: article-newspaper, author: 丁文详, title: 数字革命与竞争国际化, container-title: 中国青年报, '
     'issued: 2000-11-20, page: 15}',
     "丁文详. 数字革命与竞争国际化[N]. 中国青年报，2000-11-20（15）."),
    ('{type: paper-conference, author: ["Fourney, M. E."], title: Advances in holographic photoelasticity, '
     'editor: ["Gottenberg, W. G."], container-title: Symposium on Applications of Holography in Mechanics, '
     'publisher-place: New York, publisher: ASME, issued: 1971, page: 17-38}',
     "Fourney M E. Advances in holographic photoelasticity[C]//Gottenberg W G. Symposium on Applications of Holography in "
     "Mechanics. New York：ASME，1971：17-38."),
    ('{type: thesis, author: ["Cairns, R. B."], title: Infrared spectroscopic studies on solid oxygen, '
     'publisher-place: Berkeley, publisher: University of California, issued: 1965, page: 15}',
     "Cairns R B. Infrared spectroscopic studies on solid oxygen[D]. Berkeley：University of California，1965：15."),
    ('{type: report, author: U.S. Department of Transportation Federal Highway Administration, '
     'title: Guidelines for handling excavated acid-producing material, number: PB 91-194001, publisher-place: Springfield, '
     'publisher: U.S. Department of Commerce National Information Service, issued: 1990, page: 25}',
     "U.S. Department of Transportation Federal Highway Administration. Guidelines for handling excavated acid-producing "
     "material: PB 91-194001[R]. Springfield：U.S. Department of Commerce National Information Service，1990：25."),
    ('{type: standard, number: GB/T 3792—2021, title: 信息与文献 资源描述, issued: 2021}',
     "GB/T 3792—2021 信息与文献 资源描述[S]. 2021."),
    ('{type: webpage, author: 许振超, title: “好好干，当一个好工人”, issued: 2025-02-17, accessed: 2025-06-22, '
     'URL: "https://cpc.people.com.cn/n1/2025/0217/c443712-40419790.html"}',
     "许振超. “好好干，当一个好工人”[EB/OL]. （2025-02-17）[2025-06-22]. "
     "https://cpc.people.com.cn/n1/2025/0217/c443712-40419790.html."),
    ('{type: article, author: ["Jenkins, S. D.", "Ruostekoski, J."], title: Controlled manipulation of light, version: V2, '
     'container-title: arXiv, issued: 2012-03-18, accessed: 2020-06-24, URL: "https://doi.org/10.48550/arXiv.1112.6136"}',
     "Jenkins S D，Ruostekoski J. Controlled manipulation of light[PP/OL]. V2. arXiv（2012-03-18）[2020-06-24]. "
     "https://doi.org/10.48550/arXiv.1112.6136."),
    ('{type: software, author: Zotero, title: Zotero download, URL: "https://www.zotero.org/download/"}',
     "Zotero. Zotero download[CP/OL]. https://www.zotero.org/download/."),
]
"""Works of every kind that the standard and the styles made after it list, with what they list."""


@pytest.mark.parametrize(("typed", "listed"), STANDARD, ids=lambda each: each[:24])
def test_a_work_is_listed_as_in_the_standard(typed: str, listed: str, tmp_path: Path) -> None:
    assert library(tmp_path, f"a: {typed}\n") == {"a": listed}


@pytest.mark.parametrize(("name", "listed"), [
    ('{family: 李, given: 航}', "李航"), ('"李, 航"', "李航"), ('{family: Changeux, given: Jean-Pierre}', "Changeux J-P"),
    ('{family: Morgan, given: Augustus, non-dropping-particle: De}', "De Morgan A"), ('OpenAI', "OpenAI"),
    ('{literal: 中国科学院}', "中国科学院"),
])
def test_names(name: str, listed: str, tmp_path: Path) -> None:
    assert library(tmp_path, f"a: {{type: book, title: T, author: [{name}]}}\n")["a"].startswith(f"{listed}. T[M]")


def test_foreign_works_have_marks_of_their_own_width(tmp_path: Path) -> None:
    path = tmp_path / "references.yaml"
    path.write_text(WORKS, encoding="utf-8")
    listed = {key: "".join(text for text, _ in entry(work)) for key, work in read_library(path).references.items()}
    assert listed["lihang2019"] == "李航. 统计学习方法[M]. 2 版. 北京：清华大学出版社，2019."
    assert listed["vaswani2017"] == ("Vaswani A, Shazeer N. Attention is all you need[C]//"
                                     "Advances in Neural Information Processing Systems 30. 2017: 5998-6008.")
    assert listed["brown2020"].endswith("[PP/OL]. arXiv (2020-05-28). https://arxiv.org/abs/2005.14165.")


# ---- files ---------------------------------------------------------------------------------------------------------------

BIBTEX = r"""
@inproceedings{vaswani:2017, author = {Vaswani, Ashish and Noam Shazeer and others}, title = {Attention is {All} you need},
  booktitle = {NIPS 30}, year = 2017, pages = {5998--6008}}
@article{ouyang2022, author = {Ouyang, Long}, title = {Training language models}, journal = {arXiv preprint arXiv:2203.02155},
  year = {2022}, month = mar}
@book{goedel, author = {G{\"o}del, Kurt and {Princeton University}}, title = {On propositions}, year = {1934}}
@book{lihang, author = {李航}, title = {统计学习方法}, address = {北京}, publisher = {清华大学出版社},
  year = {2019}, edition = {2}}
"""


def test_bibtex_is_read(tmp_path: Path) -> None:
    assert library(tmp_path, BIBTEX, "r.bib") == {
        "vaswani:2017": "Vaswani A，Shazeer N，et al. Attention is All you need[C]//NIPS 30. 2017：5998-6008.",
        "ouyang2022": "Ouyang L. Training language models[PP/OL]. arXiv（2022-03）. https://arxiv.org/abs/2203.02155.",
        "goedel": "Gödel K，Princeton University. On propositions[M]. 1934.",
        "lihang": "李航. 统计学习方法[M]. 2 版. 北京：清华大学出版社，2019.",
    }


def test_csl_is_read_as_zotero_and_pandoc_write_it(tmp_path: Path) -> None:
    item = ('{"id": "fodor1975", "type": "book", "title": "The <i>language</i> of thought", "ISBN": "0690008023", '
            '"author": [{"family": "Fodor", "given": "Jerry A."}], "issued": {"date-parts": [[1975]]}}')
    listed = {"fodor1975": "Fodor J A. The language of thought[M]. 1975."}
    assert library(tmp_path, f"[\n  {item}\n]", "r.json") == listed
    assert library(tmp_path, f"references:\n- {item}\n", "r.yaml") == listed


FAULTS = {
    "r.yaml": [
        ("a: {type: book}\n", "r.yaml:1:1", "the reference 'a' has no title"),
        ("a: {type: boook, title: T}\n", "r.yaml:1:11", "there is no type 'boook'"),
        ("- {id: a, type: book, title: T}\n- {id: a, type: book, title: U}\n", "r.yaml:2:8", "the reference 'a' stands twice"),
        ("a: {type: book, title: T, issued: someday}\n", "r.yaml:1:35", "'issued' is no date"),
        ("a: {type: book, titel: T}\n", "r.yaml:1:17", "a reference has no 'titel'"),
        ("a: {type: book, title: T\n", "r.yaml:1:4", ""),
        ("a b: {type: book, title: T}\n", "r.yaml:1:1", "'a b' cannot be cited"),
        ("- 李航\n", "r.yaml:1:3", "a reference holds keys, but this is text"),
    ],
    "r.json": [('[{"id": "a", "title": "T"\n  "type": "book"}]', "r.json:2:3", "this is not JSON: expecting ',' delimiter")],
    "r.bib": [
        ("@book{a, title = {T}}\n@book{a, title = {U}}\n", "r.bib:2:7", "the reference 'a' stands twice"),
        ("@book{a, title = {T}}\n\n@book{b, title = {U\n", "r.bib:3:19", "this is not BibTeX: premature end of file"),
        ("@book{a, year = 2019}\n", "r.bib:1:7", "the reference 'a' has no title"),
    ],
}


@pytest.mark.parametrize(("name", "works", "place", "message"), [(name, *each) for name in FAULTS for each in FAULTS[name]])
def test_a_fault_is_told_at_its_own_line(name: str, works: str, place: str, message: str, tmp_path: Path) -> None:
    problem = found(tmp_path, outline("  - text: 话 [@a]", name), works, name)[0]
    assert str(problem.span).removeprefix(f"{tmp_path}/") == place
    assert problem.message.startswith(message)


@pytest.mark.parametrize(("file", "message"), [
    ("nowhere.yaml", "can't read the references"), ("../references.yaml", "lie outside"),
    ("references.docx", "cannot be read from"),
])
def test_a_file_that_cannot_be_had(file: str, message: str, tmp_path: Path) -> None:
    (problem,) = found(tmp_path, outline("  - text: 话 [@a]", file))
    assert message in problem.message and problem.span is not None and problem.span.line == 1


# ---- marks ---------------------------------------------------------------------------------------------------------------


def test_works_are_numbered_as_they_are_met_and_listed_so(tmp_path: Path) -> None:
    body = "  - points: ['底座 [@vaswani2017]', '书 [@lihang2019; @vaswani2017]', '规模 [@brown2020, pp. 3–5]']"
    slide, listed = pages(tmp_path, outline(body))
    assert [run.text for run in runs(slide) if run.shift] == ["[1]", "[1–2]", "[3]3–5"]
    assert (listed.id, listed.title, listed.backup) == ("references", "参考文献", True)
    assert re.findall(r"^\[\d\]\n\w+", said(listed), re.M) == ["[1]\nVaswani", "[2]\n李航", "[3]\nBrown"]


def test_a_mark_and_an_entry_know_their_lines(tmp_path: Path) -> None:
    talk = open_talk(placed(tmp_path, outline("  - text: 底座 [@vaswani2017]")))
    slide, listed = make_deck(talk)[0].pages
    (mark,) = [run for run in runs(slide) if run.shift]
    assert (mark.key, mark.exact) == ("a/body/0/text", False)
    (work,) = {run.key for run in runs(listed) if run.key.startswith("talk/references/")}
    assert str(talk.outline.words[work].span) == f"{tmp_path / 'references.yaml'}:2:1"


def test_marks_stand_in_the_line_where_letters_are_small(tmp_path: Path) -> None:
    body = ("  - table: {header: [说法, 出处], rows: [[底座, '[@vaswani2017]']]}\n"
            "  - text: '[@brown2020]'\n  source: 据 [@lihang2019]")
    slide = pages(tmp_path, outline(body))[0]
    (table,) = (shape for shape in slide.shapes if isinstance(shape, Table))
    assert [run for row in table.rows for cell in row for each in cell.paragraphs for run in each.runs][-1].text == "[1]"
    assert not [run for run in runs(slide) if run.shift] and "据 [3]" in said(slide) and "[2]" in said(slide)


def test_author_and_year_on_request(tmp_path: Path) -> None:
    body = "  - text: 底座 [@vaswani2017; @lihang2019, 第 5 页]"
    slide, listed = pages(tmp_path, outline(body, "{file: references.yaml, style: author-year}"))
    assert "底座 （Vaswani et al.，2017；李航，2019：5）" in said(slide)
    entries = re.sub(r"(?m)^(李航.*|Vaswani.*)\n", r"\1 ", said(listed)).replace("  ", " ")
    assert "李航，2019. 统计学习方法[M]. 2 版. 北京：清华大学出版社." in entries
    assert entries.index("李航") < entries.index("Vaswani A, Shazeer N, 2017. Attention is all you need")


def test_a_work_without_author_or_year_is_listed_by_what_it_has(tmp_path: Path) -> None:
    works = "a: {type: webpage, title: 中国国家博物馆, accessed: 2025-05-06, URL: 'https://www.chnmuseum.cn/'}\n"
    slide, listed = pages(tmp_path, outline("  - text: 见 [@a]", "{file: references.yaml, style: author-year}"), works)
    assert "（中国国家博物馆，n.d.）" in said(slide)
    assert "中国国家博物馆[EB/OL]. [2025-05-06]. https://www.chnmuseum.cn/." in said(listed).replace("\n", " ")


def test_two_works_of_one_author_and_year_are_told_apart(tmp_path: Path) -> None:
    works = "".join(f'{key}: {{type: book, author: ["Li, Hang"], title: {key}, issued: 2020}}\n' for key in "ab")
    slide = pages(tmp_path, outline("  - text: 见 [@a; @b]", "{file: references.yaml, style: author-year}"), works)[0]
    assert "（Li，2020a；Li，2020b）" in said(slide)


def test_a_talk_in_english_has_english_marks(tmp_path: Path) -> None:
    text = outline("  - text: A base [@vaswani2017]", "{file: references.yaml, style: author-year}")
    slide, listed = pages(tmp_path, text.replace("title: 讲座", "title: T, language: en"))
    assert "A base (Vaswani et al., 2017)" in said(slide) and listed.title == "References"


def test_notes_and_script_have_marks_in_the_line(tmp_path: Path) -> None:
    path = placed(tmp_path, outline("  - text: 话\n  source: 据 [@brown2020]\n  notes: 先说 [@vaswani2017]"))
    build(open_talk(path), tmp_path / "deck.pptx")
    script = (tmp_path / "deck.notes.md").read_text(encoding="utf-8")
    assert "先说 [2]" in script and "据 [1]" in script and "## 2 · 参考文献" in script
    with ZipFile(tmp_path / "deck.pptx") as file:
        assert "[2]" in file.read("ppt/notesSlides/notesSlide1.xml").decode()
    assert checks.faults(checks.Deck.open(tmp_path / "deck.pptx")) == []


def test_a_slide_of_the_author_takes_the_list(tmp_path: Path) -> None:
    more = "closing:\n- {id: read-on, template: references, title: 读什么}\n"
    _, listed = pages(tmp_path, outline("  - text: 底座 [@vaswani2017]", more=more))
    assert (listed.id, listed.title, listed.backup) == ("read-on", "读什么", False) and "Vaswani" in said(listed)


def test_a_long_list_goes_on_and_parts_no_entry(tmp_path: Path) -> None:
    title = "A rather long title "
    works = "".join(f'w{n}: {{type: book, author: ["Name{n}, A."], title: "{title * (2 + n % 4)}", issued: 2020}}\n'
                    for n in range(60))
    cites = "; ".join(f"@w{n}" for n in range(60))
    _, *listed = pages(tmp_path, outline(f"  - text: 见 [{cites}]"), works)
    assert [each.id for each in listed[:2]] == ["references", "references~2"] and len(listed) > 3
    numbers = [shape.paragraphs[0].runs[0].text for each in listed for shape in each.shapes
               if isinstance(shape, Text) and shape.name.endswith(".number")]
    assert numbers == [f"[{n}]" for n in range(1, 61)]
    for each in listed:
        texts = [shape.box for shape in each.shapes if isinstance(shape, Text) and shape.name.endswith(".entry")]
        assert max(box.bottom for box in texts) <= 472.5
    assert not [problem for problem in make_deck(open_talk(tmp_path / "outline.yaml"))[1] if problem.rule == "continued"]


def test_citations_in_a_figure(tmp_path: Path) -> None:
    slide = pages(tmp_path, outline("  - flow: {steps: ['底座 [@vaswani2017]', 调教]}"))[0]
    (group,) = (shape for shape in slide.shapes if isinstance(shape, Group))
    told = "".join(plain(each.runs) for shape in group.shapes if isinstance(shape, Text) for each in shape.paragraphs)
    assert "底座 [1]" in told and "@" not in group.alt


def test_a_talk_that_cites_nothing_lists_nothing(tmp_path: Path) -> None:
    assert [each.id for each in pages(tmp_path, outline("  - text: 话"))] == ["a"]


def test_commas_and_semicolons_may_be_wide(tmp_path: Path) -> None:
    slide = pages(tmp_path, outline("  - text: 话 [@vaswani2017，第 5 页；@brown2020]"))[0]
    assert "话[1]5[2]" in said(slide)


@pytest.mark.parametrize(("numbers", "shown"), [([1], "1"), ([2, 1], "1–2"), ([1, 3], "1,3"), ([5, 3, 4, 1, 1], "1,3–5")])
def test_numbers_in_a_row_are_joined(numbers: list[int], shown: str) -> None:
    assert ranges(numbers) == shown


@pytest.mark.parametrize(("typed", "shown"), [
    ("p. 5", "5"), ("pp. 5–7", "5–7"), ("第 5 页", "5"), ("第 3 章", "第 3 章"), ("12", "12"),
])
def test_pages_are_numbers(typed: str, shown: str) -> None:
    assert page(typed) == shown


# ---- what leads nowhere --------------------------------------------------------------------------------------------------


def test_an_unknown_key_is_told_where_it_stands(tmp_path: Path) -> None:
    text = outline("  - text: |\n      一句 [@vaswani2017]\n      又一句 [@lihang2019; @vaswni2017, p. 5]")
    (problem,) = found(tmp_path, text)
    assert (problem.message, problem.rule) == ("there is no reference 'vaswni2017'", "unknown-reference")
    assert "did you mean 'vaswani2017'?" in problem.hint
    assert problem.span is not None and problem.span.source.text[problem.span.start:problem.span.end] == "@vaswni2017"
    assert (problem.span.line, problem.span.column) == (8, 25)


@pytest.mark.parametrize(("typed", "message"), [
    ("[@vaswani2017 p. 5]", "can't be read as a citation"), ("[@vaswani2017", "can't be read as a citation"),
    ("[@vaswani2017; lihang2019]", "can't be read as a citation"),
])
def test_a_bracket_that_is_no_citation(typed: str, message: str, tmp_path: Path) -> None:
    (problem,) = found(tmp_path, outline(f"  - text: '话 {typed}'"))
    assert message in problem.message


@pytest.mark.parametrize("typed", ["\\[@vaswni2017]", "`[@vaswni2017]`", "[@vaswni2017](https://example.org)", "x@vaswni2017"])
def test_what_only_looks_like_a_citation_stays(typed: str, tmp_path: Path) -> None:
    (slide,) = pages(tmp_path, outline(f"  - text: '话 {typed}'"))
    assert "@vaswni2017" in said(slide)


def test_citations_without_references_are_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "outline.yaml"
    path.write_text(outline("  - text: 话 [@a]").replace(", references: references.yaml", ""), encoding="utf-8")
    with pytest.raises(DeckgenError, match="'a' is cited, and there are no references"):
        open_talk(path)
    (tmp_path / "references.bib").write_text("@book{a, title = {T}}", encoding="utf-8")
    assert len(make_deck(open_talk(path))[0].pages) == 2


def test_a_view_s_sentence_cites_nothing(tmp_path: Path) -> None:
    text = outline("  - text: 话") + "views:\n- {id: v1, short: 规模, says: '质变 [@brown2020]'}\n"
    (problem,) = found(tmp_path, text)
    assert problem.message == "a view's own words cannot cite"


def test_what_nobody_cites_is_advised(tmp_path: Path) -> None:
    talk = open_talk(placed(tmp_path, outline("  - text: 底座 [@vaswani2017]")))
    told = [problem for problem in make_deck(talk, "check")[1] if problem.rule == "uncited"]
    assert [problem.message.rpartition(" ")[2] for problem in told] == ["'brown2020'", "'lihang2019'"]
    assert [problem.span.line for problem in told if problem.span] == [4, 6]
