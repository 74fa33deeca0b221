"""Outlines typed in every style that YAML has, by a seeded generator: the same talk, never the same bytes.

Lists between lines (their dashes below the key or further in, one blank behind the dash or three) and between brackets, on one
line or several; plain text, both quotes, literal and folded blocks; comments above, behind and below, headings in comments,
empty lines; LF and CRLF, a byte order mark, no line end at the end; anchors.
"""

from __future__ import annotations

from random import Random

from deckgen.source.edit import Data
from deckgen.source.spelling import between, block, escaped, says, spelled

WORDS = ("规模带来质变", "模型调教：方式", "it's 175B", "a: b", "# 不是注释", "*重点*", "“引号”——破折号", "三条 路径", "- 减号",
         "后面有 #号", "，。", "x" * 30, "甲, 乙]", "{花括号}", "null", "012", "- - 里", "? 问", "@某人", "反\\斜杠 \"双\"")
COMMENTS = ("# 注", "# a: b", "# - 旧的一项", "#", "# 第 2 部分 ----")


def text(random: Random) -> str:
    return " ".join(random.choice(WORDS) for _ in range(random.randint(1, 3)))


def notes(random: Random) -> str:
    lines = [text(random) for _ in range(random.randint(1, 4))]
    if len(lines) > 2:
        lines[1] = ""
    if random.random() < 0.2:
        lines[-1] = "  " + lines[-1]
    return "\n".join(lines)


def talk(random: Random) -> dict[str, Data]:
    """What an outline says: it reads, in whatever style it is typed."""
    count = iter(range(1000))

    def point(depth: int) -> Data:
        if depth and random.random() < 0.3:
            return {"text": text(random), "points": tuple(point(depth - 1) for _ in range(random.randint(1, 3)))}
        return notes(random) if random.random() < 0.1 else text(random)

    def body() -> Data:
        match random.randint(0, 3):
            case 0:
                columns, rows = random.randint(1, 3), random.randint(1, 4)
                return {"table": {"rows": tuple(tuple(text(random) for _ in range(columns)) for _ in range(rows))}}
            case 1:
                return {"flow": {"steps": tuple({"name": f"步 {n}", "text": notes(random)} for n in range(random.randint(2, 4))),
                                 "alt": "几步"}}
            case 2:
                return {"points": {"points": tuple(point(2) for _ in range(random.randint(1, 3))), "numbered": "true"}}
        return {"points": tuple(point(2) for _ in range(random.randint(1, 5)))}

    def slide() -> Data:
        made: dict[str, Data] = {"id": f"s{next(count)}", "title": text(random)}
        if random.random() < 0.8:
            made["body"] = tuple(body() for _ in range(random.randint(1, 2)))
        if random.random() < 0.7:
            made["notes"] = notes(random)
        return made

    def slides() -> tuple[Data, ...]:
        return tuple(slide() for _ in range(random.randint(1, 4)))

    return {"talk": {"id": "t", "title": "讲座"}, "opening": slides(),
            "sections": tuple({"id": f"p{n}", "title": text(random), "slides": slides()} for n in range(random.randint(1, 3))),
            "closing": slides()}


def typed(seed: int) -> bytes:
    """A talk as one author or another would type it."""
    random = Random(seed)
    pen = _Pen(random)
    lines = pen.mapping(talk(random), 0)
    end = random.choice(("\n", "\r\n"))
    whole = "\n".join(lines) + random.choice(("\n", "", "\n\n", "\n# 完\n"))
    return random.choice((b"", b"", b"\xef\xbb\xbf")) + whole.replace("\n", end).encode()


class _Pen:
    """Types data; the habits of one author are chosen once, the rest again each time."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.inset = random.choice((0, 2, 4))
        self.step = random.choice((2, 2, 3, 4))
        self.room = random.choice((" ", " ", "   "))
        self.airy = random.random()
        self.chatty = random.choice((0.0, 0.1, 0.4))

    def mapping(self, data: dict[str, Data], column: int) -> list[str]:
        """The lines of a mapping, all of them indented."""
        made: list[str] = []
        for name, each in data.items():
            made += self.between(made, column)
            lines = self.value(each, column)
            made += [f"{' ' * column}{name}:{lines[0]}", *lines[1:]]
        return made

    def value(self, data: Data, column: int) -> list[str]:
        """What stands behind a key in a column: the rest of its line, and further lines."""
        random = self.random
        if isinstance(data, str):
            return self.words(data, column, column + self.step)
        if random.random() < 0.2 and _size(data) < 12:
            return self.brackets(data, column)
        anchor = f" &a{random.randint(0, 10 ** 6)}" if random.random() < 0.03 else ""
        behind = self.behind() if not anchor else ""
        if isinstance(data, dict):
            return [anchor + behind, *self.mapping(data, column + self.step)]
        return [anchor + behind, *self.items(data, column + self.inset)]

    def items(self, data: tuple[Data, ...], column: int) -> list[str]:
        made: list[str] = []
        for each in data:
            made += self.between(made, column)
            inner = column + 1 + len(self.room)
            if isinstance(each, str):
                first, *rest = self.words(each, column, inner)
                made += [" " * column + "-" + (self.room + first[1:] if first.strip() else first), *rest]
            elif _size(each) < 8 and self.random.random() < 0.3:
                first, *rest = self.brackets(each, column)
                made += [" " * column + "-" + self.room + first[1:], *rest]
            else:
                lines = self.mapping(each, inner) if isinstance(each, dict) else self.items(each, inner)
                if self.random.random() < 0.1 or lines[0].lstrip()[:1] in ("#", ""):
                    made += [" " * column + "-", *lines]
                else:
                    made += [" " * column + "-" + self.room + lines[0][inner:], *lines[1:]]
            if self.random.random() < self.chatty / 4:
                made.append(" " * (column + 1) + "# 旧: 一项")
        return made

    def words(self, text: str, column: int, inner: int) -> list[str]:
        """A text behind a key or a dash in `column`, its further lines at `inner`."""
        random = self.random
        head = random.choice(("|", "|", "|-", "|+", f"|{inner - column}"))
        if text.lstrip("\n").startswith(" "):
            head = f"|{inner - column}"
        if "\n" in text or random.random() < 0.1:
            made = block(text, inner, "\n", head)
            if says(made, text, column=column):
                return (" " + made).split("\n")
        choices = [spelled(text), f'"{escaped(text)}"']
        if "\n" not in text:
            choices.append("'" + text.replace("'", "''") + "'")
        folded = text.replace(" ", "\n" + " " * inner)
        if says(folded, text, column=column):
            choices.append(folded)
        if random.random() < 0.2 and says(made := ">-\n" + " " * inner + folded, text, column=column):
            return (" " + made).split("\n")
        first, *rest = random.choice(choices).split("\n")
        return [f" {first}{self.behind() if not rest else ''}", *rest]

    def brackets(self, data: Data, column: int) -> list[str]:
        whole = between(data)
        if self.random.random() < 0.3 and isinstance(data, tuple):
            inner = " " * (column + 2)
            rows = [f"{inner}{between(each)}{',' if n < len(data) - 1 else self.random.choice(('', ','))}{self.behind()}"
                    for n, each in enumerate(data)]
            return [" [", *rows, " " * (column + 1) + "]"]
        return [" " + whole + self.behind()]

    def behind(self) -> str:
        """A comment at the end of a line, or none."""
        return "  " + self.random.choice(COMMENTS) if self.random.random() < self.chatty / 2 else ""

    def between(self, before: list[str], column: int) -> list[str]:
        """What parts two entries: empty lines, comments, headings."""
        random = self.random
        made: list[str] = []
        if before and random.random() < self.airy / 3:
            made += [random.choice(("", "", "  "))] * random.randint(1, 2)
            if random.random() < self.chatty:
                made += [" " * column + random.choice(COMMENTS), ""]
        if random.random() < self.chatty:
            made.append(" " * column + random.choice(COMMENTS))
        return made


def _size(data: Data) -> int:
    if isinstance(data, str):
        return 1 if "\n" not in data else 99
    return sum(map(_size, data.values() if isinstance(data, dict) else data)) + 1
