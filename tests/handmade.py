"""A deck made by hand, with every kind of shape in it, for tests that need one without an outline."""

from __future__ import annotations

from pathlib import Path

from deckgen.scene import (
    Box,
    Cell,
    Chart,
    Connector,
    Data,
    Deck,
    End,
    Group,
    Line,
    Note,
    Page,
    Part,
    Scale,
    Segment,
    Shape,
    Stroke,
    Table,
    Text,
)
from deckgen.text.paragraph import Paragraph, Run, Style
from deckgen.theme.model import Theme
from deckgen.theme.read import read_theme

THEME = Path(__file__).parent.parent / "templates" / "themes" / "default" / "theme.yaml"
NODE = Style(20, 30, bold=True)
CELL = Style(20, 30)


def theme() -> Theme:
    """The default theme."""
    return read_theme(THEME)


def page(id: str, *shapes: Shape, layout: str = "figure", title: str = "标题", **more: object) -> Page:
    """A page with a title, and the talk's footer below."""
    slide = id.split("~")[0]
    placed = (Text(Box(48, 64, 864, 88), (Paragraph((Run(title),)),), slot="title"),)
    foot = (Text(Box(48, 507, 600, 18), (Paragraph((Run("六个观点看大模型"),)),), slot="footer"),)
    return Page(id, slide, layout, title, (*placed, *shapes, *foot), **more)  # type: ignore[arg-type]


def words(text: str, style: Style | None = NODE, **more: object) -> Paragraph:
    """A paragraph of one run."""
    return Paragraph((Run(text),), style=style, **more)  # type: ignore[arg-type]


def node(id: str, x: float, y: float, text: str = "预训练", **more: object) -> Text:
    """A box with a word in it, 120 by 60."""
    return Text(Box(x, y, 120, 60), (words(text),), fill="lt2", stroke=Stroke(), anchor="middle", inset=(14, 8, 14, 8), id=id,
                **more)  # type: ignore[arg-type]


def text_page() -> Page:
    """Levels, emphasis, symbols, a link, a forced break, sizes that fitting chose."""
    runs = (Run("规模带来的", bold=True), Run("质变", brush=True), Run(" → 10"), Run("11", shift=1), Run(" 个 token，见 "),
            Run("论文", link="https://example.org/?a=1&b=2"), Run("，C"), Run("n", shift=-1), Run(" "), Run("x < y", code=True))
    body = (Paragraph(runs, marker=""), words("“语言模型”……\n第二行", None, level=1), words("第一步", None, marker="1."),
            words("出处", None, level=1, marker=""))
    sizes = (Style(22, 33, floor=20, before=16.5, indent=28, hang=28, marker="1."),
             Style(20, 30, floor=20, before=11, indent=24, hang=24, marker="–"))
    notes = (words("先说结论。", None, marker=""), words("再举三个例子：", None, marker=""),
             words("GPT-3", None, marker="–"), words("第二步", None, level=1, marker="1."))
    return page("text", Text(Box(48, 160, 864, 312), body, slot="body", sizes=sizes), layout="text",
                title="规模带来质变 & <更多>", notes=notes, minutes=1.5)


def shapes_page() -> Page:
    """Boxes, an ellipse, lines both ways, a spoken group and a silent one, and connectors every way round."""
    a, b = node("a", 60, 200), node("b", 400, 320)
    c = Text(Box(700, 180, 60, 60), (), geometry="ellipse", fill="dk1", id="c")
    inside = Group((node("d", 700, 380, "编辑部", name="Reader"), Line(700, 450, 820, 450, "accent1", 2, (7, 4))),
                   Box(700, 380, 120, 70), alt="图：编辑部\n在最后")
    joins = (
        Connector(((180, 230), (460, 230), (460, 320)), End("a", "right"), End("b", "top")),
        Connector(((520, 350), (730, 350), (730, 240)), End("b", "right"), End("c", "bottom"), "accent1", 1.5, (7, 4)),
        Connector(((400, 350), (120, 350), (120, 260)), End("b", "left"), End("a", "bottom"), head=False),
        Connector(((520, 350), (610, 350), (610, 415), (700, 415))[1:], None, End("d", "left")),
    )
    silent = Group((Line(48, 30, 172, 30, "accent1", 3), Text(Box(170, 27, 6, 6), fill="accent1")), Box(48, 27, 128, 6))
    return page("shapes", silent, *joins, a, b, c, inside, Line(300, 470, 250, 440), title="形状")


def table_page() -> Page:
    """A table with a head, borders, and merged cells both ways."""
    rule, hair = Stroke("dk1", 2), Stroke("lt2/88", 1)
    lead = Style(16, 24, bold=True, colour="dk2")

    def cell(text: str, bottom: Stroke = hair, **more: int) -> Cell:
        return Cell((words(text, CELL),), bottom=bottom, **more)  # type: ignore[arg-type]

    rows = (
        tuple(Cell((words(each, lead),), top=rule, bottom=Stroke("dk1", 1)) for each in ("组", "任务", "数")),
        (cell("理解", rows=2), cell("分类"), cell("1")),
        (Cell(), cell("匹配"), Cell((), bottom=hair)),
        (cell("合计两项", rule, columns=2), Cell(), cell("2", rule)),
    )
    table = Table(Box(48, 160, 864, 312), (200, 464, 200), (36, 44, 44, 44), rows, name="Tasks", alt="六类任务")
    return page("table", table, layout="table", title="任务")


def chart_pages() -> tuple[Page, Page]:
    """Bars on a log axis with two points picked out and one value missing; columns in two series."""
    names = tuple(Run(each) for each in ("NRM", "GPT-2", "GPT-3", "ChatGPT"))
    plain, bold = Note(), Note(bold=True)
    values = Data(Run("参数"), (70e6, 1.5e9, 175e9, None), "accent3", ("accent1", None, "accent1", None),
                  (bold, plain, bold, plain))
    axis = '[<1000000000]0,,"M";[<1000000000000]0,,,"B";0,,,,"T"'
    labels = '[<1000000000]0,,"M";[<10000000000]0.0,,,"B";0,,,"B"'
    bars = Chart(Box(48, 160, 864, 312), Box(196, 196, 568, 270), "bar", names, (values,),
                 Scale(1e7, 1e12, 10, True, axis), labels, alt="参数 ×2500")
    two = (Data(Run("训练"), (3.0, 4.5, 6.0, 7.25), "accent2", notes=(plain,) * 4),
           Data(Run("推理"), (1.0, 2.0, 2.5, 3.0), "accent3", notes=(plain,) * 4))
    columns = Chart(Box(48, 160, 864, 312), Box(100, 210, 760, 220), "column", names, two, Scale(0, 8, 2, format="0"), "0.0#",
                    legend=Box(48, 160, 300, 24), alt="两条线")
    return (page("bars", bars, layout="chart", title="参数"),
            page("columns", columns, layout="chart", title="两组", hidden=True))


def deck() -> Deck:
    """All of them in two parts, with a continued page."""
    pages = (text_page(), page("text~2", layout="figure", title="规模（续）"), shapes_page(), table_page(), *chart_pages())
    parts = (Part("1 & 2", ("text", "text~2", "shapes")), Part("附录", ("table", "bars", "columns")))
    ruler = (Segment(), Segment("cut"), Segment("announced"))
    return Deck("li-hang", "六个观点", "zh-CN", pages, parts, ruler, "六个观点看大模型", "某人", date="2025-03-01",
                properties={"source": "李航 <§5.1>"})
