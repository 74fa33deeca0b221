"""`deckgen build`: outlines become decks and notes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli import lengths, say

if TYPE_CHECKING:
    from deckgen.pipeline import Built

FORMATS = ("pptx", "notes", "kit", "docx", "pdf", "teleprompter", "srt", "handout", "handout.pdf", "sheet", "sheet.pdf",
           "sheet.md", "html")
KIT = ("docx", "teleprompter", "srt", "handout", "sheet", "html")
"""What `kit` stands for: all that needs nothing further installed."""
MORE = ("handout+backup", "handout+backup.pdf")
"""Formats that are named with another one."""


@click.command(name="build")
@click.argument("outlines", nargs=-1, type=click.Path(path_type=Path), metavar="[OUTLINE]...")
@click.option("-o", "--output", metavar="PATH",
              help="X.pptx, or a folder with a slash at its end; else build/ under the working directory.")
@click.option("--variant", metavar="NAME", help="A variant of the outline; else its default one.")
@click.option("--variants", "every", is_flag=True, help="All variants of the outline, with a table of them.")
@lengths.minutes_option
@click.option("--theme", type=click.Path(path_type=Path), metavar="NAME | FILE",
              help="Another theme than the talk's own, such as default-dark, or somebody's .potx or .pptx.")
@click.option("--to", "formats", default="pptx,notes", show_default=True, metavar="LIST",
              help=f"Formats to write, with commas between them: {', '.join(FORMATS)}.")
@click.option("--force", is_flag=True, help="Replace a deck that was changed by hand; the old file stays as .bak.")
@click.option("--strict", is_flag=True, help="Warnings and advice count as errors.")
@say.allowing
@say.in_language
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout, prose on stderr.")
def command(outlines: tuple[Path, ...], output: str | None, variant: str | None, every: bool, minutes: float | None,
            theme: Path | None, formats: str, force: bool, strict: bool, allow: tuple[Path, ...], quiet: bool,
            as_json: bool) -> None:
    """Make the deck and its notes: build/<talk id>.pptx and build/<talk id>.notes.md.

    Nothing is replaced unless everything went well: every view must be the title of a shown page of the file that was written.

    \b
    Further files of --to, beside the deck:
      docx, pdf        the lecturer's script, with pictures and clock    .script.docx  .script.pdf
      teleprompter     the notes in large letters, in step with the clock  .teleprompter.html
      srt              the notes as subtitles                            .srt
      handout[.pdf]    three slides a page, with lines to write on       .handout.docx  .handout.pdf
      handout+backup   the same with the backup slides (+backup.pdf too)   .handout+backup.docx
      sheet[.pdf|.md]  views, questions, glossary, references            .sheet.docx  .sheet.pdf  .sheet.md
      html             the slides to show and to speak from, offline      .html
      kit              docx, teleprompter, srt, handout, sheet, html
    pdf needs typst: pip install 'deckgen[pdf]'. Their templates: templates/notes/, yours of the same name win.
    """
    wanted = _formats(formats)
    if variant and every:
        raise click.UsageError("--variant and --variants exclude each other")
    if minutes is not None and (variant or every):
        raise click.UsageError("--minutes chooses among the slides of all variants: leave --variant out")
    with say.exits(as_json):
        paths = say.outlines(outlines)
        if output is not None and not _is_folder(output) and (len(paths) > 1 or every):
            raise click.UsageError("several decks need a folder: -o FOLDER/")
        results = [built for path in paths
                   for built in _build(path, output, variant, every, minutes, theme, wanted, force, strict, allow)]
        if as_json:
            table = {"variants": lengths.table_data(results)} if every else {}
            say.data({"decks": [_data(built) for built in results], **table})
        for built in results:
            if not quiet:
                say.problems(built.advice)
                source = built.talk.outline.source
                about = () if source is None else (source,)
                for line in (_summary(built), *lengths.budget_lines(built.talk)):
                    say.line(line, *about, err=as_json)
        if every and not quiet:
            lengths.print_table(results, err=as_json)


def _formats(text: str) -> tuple[str, ...]:
    named = [name.strip() for name in text.split(",") if name.strip()]
    names = tuple(dict.fromkeys(each for name in named for each in (KIT if name == "kit" else (name,))))
    unknown = [name for name in names if name not in (*FORMATS, *MORE)]
    if unknown or not names:
        raise click.UsageError(f"--to takes {', '.join(FORMATS)}" + (f"; not '{unknown[0]}'" if unknown else ""))
    return names


def _is_folder(output: str) -> bool:
    return output.endswith(("/", "\\")) or Path(output).is_dir()


def _build(path: Path, output: str | None, variant: str | None, every: bool, minutes: float | None, theme: Path | None,
           formats: tuple[str, ...], force: bool, strict: bool, allow: tuple[Path, ...]) -> list[Built]:
    from deckgen.pipeline import build, open_talk, read_talk

    outline = read_talk(path, allow)
    names: list[str | None] = list(outline.variants) if every and outline.variants else [variant]
    results = []
    for name in names:
        talk = open_talk(path, name, outline, theme, minutes)
        target = _target(output, f"{talk.stem}.pptx")
        results.append(build(talk, target, formats, force, strict))
    return results


def _target(output: str | None, name: str) -> Path:
    if output is None:
        return Path("build") / name
    if _is_folder(output):
        return Path(output) / name
    path = Path(output)
    if path.suffix != ".pptx":
        raise click.UsageError(f"-o takes a name that ends in .pptx, or a folder with a slash at its end; not '{output}'")
    return path


def _summary(built: Built) -> str:
    from deckgen.problem import so_many

    coverage, deck, program = built.coverage, built.deck, built.talk.program
    total = len(coverage.views) + len(coverage.missing_views)
    slides, shown = lengths.counts(built)
    backup = sum(page.backup for page in deck.pages)
    pages = f" on {shown} pages" if shown > slides else ""
    extra = f" and {backup} in backup" if backup else ""
    counts = [so_many(slides, "slide") + pages + extra, f"{program.minutes:g} minutes spoken"]
    if total:
        counts.append(f"{len(coverage.views)} of {total} views")
    if coverage.sections or coverage.missing_sections:
        sections = f"{len(coverage.sections)} of {len(coverage.sections) + len(coverage.missing_sections)} sections"
        left = [str(section.number or section.id) for section in coverage.missing_sections]
        counts.append(sections + (f" (left out: {', '.join(left)})" if left else ""))
    names = "  ".join(str(path) for path in built.files.values())
    variant = f" [{program.name}]" if program.name else ""
    return f"{names}{variant}: " + ", ".join(counts)


def _data(built: Built) -> dict[str, object]:
    coverage = built.coverage
    return {
        "outline": str(built.talk.outline.source.path) if built.talk.outline.source else None,
        "variant": built.talk.program.name or None,
        "files": {name: str(path) for name, path in built.files.items()},
        "pages": len(built.deck.pages),
        "minutes": built.talk.program.minutes,
        **({"budget": lengths.budget_data(built.talk.program)} if built.talk.program.budget is not None else {}),
        "views": {"covered": [view.id for view in coverage.views], "missing": [view.id for view in coverage.missing_views]},
        "sections": {"covered": [section.id for section in coverage.sections],
                     "missing": [section.id for section in coverage.missing_sections]},
        "problems": [say.as_data(problem) for problem in built.advice],
    }


