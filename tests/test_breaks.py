"""Where lines may end: the Chinese rules by example, and the whole of UAX #14 beside another library's."""

from __future__ import annotations

import random
import unicodedata
from itertools import pairwise

import pytest

from deckgen.text.breaks import opportunities


@pytest.mark.parametrize(
    "shown",
    [
        "规|模，|质|变。|好",
        "（大|模|型）|和|《规|模》|说",
        "他|说：|“这|不|是|理|解。”|对",
        "所|谓|“GPT”|的",
        "规|模……|和|质|变|——|说",
        "符|号 |→ |学|习",
        "列|夫·|托|尔|斯|泰",
        "カー|ド・|ゲー|ム",
        "有 |175B |参|数，|10^11 |个",
        "约|3.5%|和|$5",
        "增|长|×2500",
        "准|确|率|98.5%（此|前）".replace("%（", "%|（"),
        "GPT-4 |和|pre-|training",
        "https://|a.b/|c/|d",
        "either/|or |one",
        "Turing’s |test |(1950)",
        "2012–|2017",
        "a\u00a0b |c\u200b|d",
        "中\u2060文",
        "état |cafe\u0301s",
        "👍🏽|👨\u200d👩|🇨🇳|🇨🇳",
    ],
)
def test_a_bar_stands_where_a_line_may_end(shown: str) -> None:
    text = shown.replace("|", "")
    ends = [0, *opportunities(text), len(text)]
    assert "|".join(text[start:end] for start, end in pairwise(ends)) == shown


PIECES = (
    "规模带来的质变", "模型调教方式", "大", "语言", "知识", "ChatGPT", "LLM", "pre-training", "GPT-4", "seq2seq",
    "and/or", "C++", "https://a.b/c?x=1", "Turing’s", "“GPT”", "“规模”", "‘x’", "(RLHF)", "[1]", "U.S.", "état",
    "Москва", "λ", '"quoted"', "175B", "10^11", "3.5%", "$5", "2,500", "×2500", "2012–2017", "1/3", "−5", "±3",
    "（2017）", "(2017)", "25℃", "§2.1", "100 %", "12:30", "$(12.5)", "(5)%", "，", "。", "、", "；", "：", "！",
    "？", "（", "）", "《", "》", "「", "」", "【", "】", "……", "——", "…", "—", "·", "→", "～", "／", "％", ",",
    ".", "!", "・", "ー", "ッ", "ぁ", "①", " ", "  ", "-", "\u00a0", "\u200b", "\u2060", "\u0301", "|", "😀",
    "👍🏽", "👨\u200d👩", "🇨🇳", "한국", "\u3000", "/", "\\", "&", "#", "@",
)


def tailored(text: str, at: int, ours: bool) -> bool:
    """The differences that `breaks` lists on purpose."""
    before, after = text[:at].rstrip("\u0301")[-1:] or text[at - 1], text[at]
    wide = [unicodedata.east_asian_width(char) in "WFH" for char in (before, after)]
    if ours:
        return (after in "“‘" and (wide[0] or before in "”’")) or (before in "”’" and wide[1]) or before in "／～"
    return after in "／～" or (after == "·" and wide[0])


def test_elsewhere_we_agree_with_another_library() -> None:
    from uniseg.linebreak import line_break_boundaries

    chance, differences = random.Random(14), 0
    for _ in range(2000):
        text = "".join(chance.choice(PIECES) for _ in range(chance.randint(2, 10))).replace("\u200b ", "\u200b")
        theirs = set(line_break_boundaries(text)) - {0, len(text)}
        ours = set(opportunities(text))
        odd = [at for at in sorted(ours ^ theirs) if not tailored(text, at, at in ours)]
        assert not odd, [text[:at] + "|" + text[at:] for at in odd]
        differences += len(ours ^ theirs)
    assert differences > 100  # the tailorings were met
