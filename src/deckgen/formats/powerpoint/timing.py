"""Builds and transitions: what appears at which click, as PowerPoint itself writes the plain effect "Appear".

    <p:par>                                                                       a click:
      <p:cTn id="3" fill="hold"><p:stCondLst><p:cond delay="indefinite"/>…        waits for it
        <p:par><p:cTn id="4" fill="hold">…
          <p:par><p:cTn id="5" presetID="1" presetClass="entr" presetSubtype="0" fill="hold" grpId="0" nodeType="clickEffect">…
            <p:set>… <p:tgtEl><p:spTgt spid="3"><p:txEl><p:pRg st="0" end="0"/></p:txEl></p:spTgt></p:tgtEl> …
              style.visibility → visible
    <p:bldLst><p:bldP spid="3" grpId="0" build="p"/></p:bldLst>                   text that comes paragraph by paragraph

Paragraphs below a point come with it (`withEffect`), each as an effect of its own. Text by paragraphs and charts carry a group
number and an entry in the list of builds; tables and groups of shapes have neither. Ids count from 1 without a gap, as they are
met. PowerPoint drops a whole timeline, or offers to repair the file, where a target is missing.
"""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.formats.powerpoint.slide import Effect

FADE = '<p:transition spd="med"><p:fade/></p:transition>'
"""A cross-fade of three quarters of a second, which every version of PowerPoint plays without further namespaces."""

CONDITION = "<p:stCondLst><p:cond delay=\"{}\"/></p:stCondLst>"
AT_ONCE, WAITS = CONDITION.format("0"), CONDITION.format("indefinite")


def timing(effects: Sequence[Effect]) -> str:
    """The timeline of one slide; the first effect is one of a click."""
    clicks: list[list[Effect]] = []
    for effect in effects:
        if effect.click == "click":
            clicks.append([])
        clicks[-1].append(effect)
    last = 2

    def fresh() -> int:
        nonlocal last
        last += 1
        return last

    steps = []
    for click in clicks:
        outer, inner = fresh(), fresh()
        rows = "".join([_appears(each, fresh(), fresh(), "withEffect" if number else "clickEffect")
                        for number, each in enumerate(click)])
        steps.append(f'<p:par><p:cTn id="{outer}" fill="hold">{WAITS}<p:childTnLst><p:par><p:cTn id="{inner}" fill="hold">'
                     f"{AT_ONCE}<p:childTnLst>{rows}</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par>")
    builds = "".join(dict.fromkeys(_build(each) for each in effects))
    return ('<p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>'
            '<p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst>'
            f"{''.join(steps)}</p:childTnLst></p:cTn>{_turns('prev', 'onPrev')}{_turns('next', 'onNext')}</p:seq></p:childTnLst>"
            f"</p:cTn></p:par></p:tnLst>{f'<p:bldLst>{builds}</p:bldLst>' if builds else ''}</p:timing>")


def _appears(effect: Effect, id: int, inner: int, node: str) -> str:
    part = "" if effect.paragraph is None else f'<p:txEl><p:pRg st="{effect.paragraph}" end="{effect.paragraph}"/></p:txEl>'
    target = f'<p:spTgt spid="{effect.shape}">{part}</p:spTgt>' if part else f'<p:spTgt spid="{effect.shape}"/>'
    group = "" if effect.kind == "other" else ' grpId="0"'
    return (f'<p:par><p:cTn id="{id}" presetID="1" presetClass="entr" presetSubtype="0" fill="hold"{group} nodeType="{node}">'
            f'{AT_ONCE}<p:childTnLst><p:set><p:cBhvr><p:cTn id="{inner}" dur="1" fill="hold">{AT_ONCE}</p:cTn>'
            f"<p:tgtEl>{target}</p:tgtEl><p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr>"
            '<p:to><p:strVal val="visible"/></p:to></p:set></p:childTnLst></p:cTn></p:par>')


def _build(effect: Effect) -> str:
    if effect.kind == "text":
        return f'<p:bldP spid="{effect.shape}" grpId="0" build="p"/>'
    if effect.kind == "chart":
        return f'<p:bldGraphic spid="{effect.shape}" grpId="0"><p:bldAsOne/></p:bldGraphic>'
    return ""


def _turns(way: str, event: str) -> str:
    """What a click, or going back, does to the sequence: it moves on, or back."""
    return (f'<p:{way}CondLst><p:cond evt="{event}" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:{way}CondLst>')
