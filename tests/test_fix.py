"""`check --fix`: a diff first, then the file, with every other byte as it was."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from deckgen.cli import main

TYPED = b"\xef\xbb\xbf" + ('talk: {id: t, title: "讲座,一"}  # 注\r\nopening:\r\n- id: a\r\n  title: 题\r\n  minutes: 1\r\n'
                           "  notes: |\r\n    一句...\r\n").encode()
MENDED = TYPED.replace("讲座,一".encode(), "讲座，一".encode()).replace("一句...".encode(), "一句……".encode())


def run(path: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["check", "--fix", *options, str(path)])


def test_without_a_yes_the_diff_is_shown_and_the_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "o.yaml"
    path.write_bytes(TYPED)
    result = run(path)
    assert '-talk: {id: t, title: "讲座,一"}  # 注\n+talk: {id: t, title: "讲座，一"}  # 注\n' in result.output
    assert "is left as it is; --yes writes what is shown" in result.output
    assert path.read_bytes() == TYPED and [each.name for each in tmp_path.iterdir()] == ["o.yaml"]


def test_with_a_yes_it_is_put_right_to_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "o.yaml"
    path.write_bytes(TYPED)
    path.chmod(0o640)
    result = run(path, "--yes")
    assert result.exit_code == 0 and "2 slips put right" in result.output
    assert path.read_bytes() == MENDED and path.stat().st_mode & 0o777 == 0o640
    assert "slip" not in run(path, "--yes").output


def test_an_outline_that_cannot_be_read_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "o.yaml"
    path.write_text("talk: {id: t, title: 讲座,一\n", encoding="utf-8")
    result = run(path, "--yes")
    assert result.exit_code == 1 and "error:" in result.output and path.read_text(encoding="utf-8").endswith("讲座,一\n")


def test_a_slip_that_an_alias_repeats_is_left_and_the_others_are_mended(tmp_path: Path) -> None:
    path = tmp_path / "o.yaml"
    typed = "talk: {id: t, title: &t '甲,乙'}\nopening:\n- {id: a, title: *t, minutes: 1, notes: '丙,丁'}\n"
    path.write_text(typed, encoding="utf-8")
    result = run(path, "--yes")
    assert "1 slip put right" in result.output
    assert "&t '甲,乙'" in path.read_text(encoding="utf-8") and "丙，丁" in path.read_text(encoding="utf-8")
