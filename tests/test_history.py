"""Undo, redo, conflicts and saving, all to the byte."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from deckgen.problem import Unusable
from deckgen.source.history import Conflict, History, Patch
from deckgen.source.save import save


def test_a_patch_is_the_shortest_stretch() -> None:
    assert Patch.between("甲乙丙".encode(), "甲丁丙".encode()) != Patch(0, b"", b"")
    assert Patch.between(b"abcabc", b"abcXabc") == Patch(3, b"", b"X")
    assert Patch.between(b"aaa", b"aa") == Patch(2, b"a", b"")
    with pytest.raises(ValueError, match="not the one"):
        Patch(0, b"a", b"b").made(b"x")


def test_undo_and_redo_give_every_byte_back() -> None:
    random = Random(1)
    texts = [bytes(random.choices(b"ab\r\n", k=random.randint(0, 40))) for _ in range(60)]
    texts = [text for text, before in zip(texts[1:], texts, strict=False) if text != before]
    history = History(b"start")
    for text in texts:
        history = history.edited(text)
    for text in (*reversed(texts[:-1]), b"start"):
        history = history.undo()
        assert history.data == text
    assert history.undo() is history
    for text in texts:
        history = history.redo()
        assert history.data == text
    assert history.redo() is history
    assert history.undo().edited(b"new").undone == ()


def test_a_conflict_holds_both() -> None:
    history = History(b"a").edited(b"b")
    assert history.conflict(b"b") is None
    assert history.conflict(b"c") == Conflict(b"c", b"b") and history.conflict(None) == Conflict(None, b"b")
    assert history.taken_over(b"c").undo().data == b"b"


def test_a_file_is_replaced_only_while_it_is_as_it_was_left(tmp_path: Path) -> None:
    path = tmp_path / "o.yaml"
    path.write_bytes(b"a")
    path.chmod(0o640)
    assert save(path, b"a", b"b") is None
    assert path.read_bytes() == b"b" and path.stat().st_mode & 0o777 == 0o640
    assert save(path, b"a", b"c") == Conflict(b"b", b"c") and path.read_bytes() == b"b"
    assert [each.name for each in tmp_path.iterdir()] == ["o.yaml"]
    path.unlink()
    assert save(path, b"b", b"c") == Conflict(None, b"c") and not path.exists()


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "o.yaml").write_bytes(b"a")
    link = tmp_path / "link.yaml"
    try:
        link.symlink_to("o.yaml")
    except OSError:
        pytest.skip("no links here")
    assert save(link, b"a", b"b") is None and link.is_symlink() and (tmp_path / "o.yaml").read_bytes() == b"b"


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(Unusable):
        save(tmp_path, b"", b"x")
