"""Templates: Jinja that prints slide markup (`slides/*.xml.j2`) and notes documents (`notes/*.md.j2`).

A talk's own folder wins over the built-in one, file by file. Words and blocks print marks into slides and, in documents,
the words as they were typed. Whatever a template's author does wrong becomes a Problem at the template's line.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from jinja2 import FileSystemLoader, Template
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError

from deckgen.problem import DeckgenError, Problem, did_you_mean
from deckgen.source.span import Span
from deckgen.templating.compiled import compiled
from deckgen.templating.limits import Allowance
from deckgen.templating.place import FILES, template_source, template_span, unclosed
from deckgen.templating.sandbox import Sandbox

SLIDES, DOCUMENTS = ("slides", ".xml.j2"), ("notes", ".md.j2")
UNESCAPED = (".md.j2", ".srt.j2")
"""Documents that are no markup: words stand in them as they are."""


def builtin() -> Path:
    """The folder of built-in templates and themes: inside the package in a wheel, else the checkout's `templates/`."""
    package = Path(__file__).parent.parent
    shipped = package / "templates"
    return shipped if shipped.is_dir() else package.parent.parent / "templates"


class Templates:
    """The templates of some folders, the first that has a name winning, then the built-in ones; each is compiled once.

    `clock` is what the limit of one second is measured by. Not for use from several threads at once.
    """

    def __init__(self, folders: Sequence[Path], clock: Callable[[], float] = time.monotonic) -> None:
        self.folders = [*folders] if builtin() in folders else [*folders, builtin()]
        self._clock = clock
        self._compiled: dict[str, Template] = {}
        self._jinja = Sandbox(loader=FileSystemLoader(self.folders), bytecode_cache=compiled(),
                              autoescape=lambda name: name is None or not name.endswith(UNESCAPED))

    def slide(self, name: str, context: Mapping[str, object], span: Span | None = None) -> str:
        """The markup that the slide template `name` prints. `span` is where a slide asks for it."""
        path = f"{SLIDES[0]}/{name}{SLIDES[1]}"
        text = self._render(path, name, context, span, SLIDES)
        return self._files(path) + text

    def document(self, name: str, context: Mapping[str, object]) -> str:
        """The document that the notes template `name` prints (`script` for `script.md.j2`; other kinds by their whole name)."""
        path = f"{DOCUMENTS[0]}/{name}" if name.endswith(".j2") else f"{DOCUMENTS[0]}/{name}{DOCUMENTS[1]}"
        return self._render(path, name, context, None, DOCUMENTS)

    def place(self, name: str, typed: str) -> Span | None:
        """Where the document template `name`, or one that it includes, says what was printed as `typed`: at these letters, or at
        as many of them as stand in it, where the rest was filled in."""
        files = [Path(each) for each in self._jinja.files if Path(each).parent.name == DOCUMENTS[0]]
        own = self._compiled[f"{DOCUMENTS[0]}/{name}{DOCUMENTS[1]}"].filename
        files.sort(key=lambda each: str(each) != own)
        for count in range(len(typed), 2, -1):
            for source in map(template_source, files):
                if (at := source.text.find(typed[:count])) >= 0:
                    return source.span(at, at + count)
        return template_span(Path(own), 1) if own else None

    def names(self, family: tuple[str, str] = SLIDES) -> list[str]:
        """The names that a slide may give as its template."""
        folder, suffix = family
        return sorted({path.name.removesuffix(suffix) for each in self.folders for path in (each / folder).glob(f"*{suffix}")
                       if not path.name.startswith("_")})

    def _render(self, path: str, name: str, context: Mapping[str, object], span: Span | None, family: tuple[str, str]) -> str:
        self._jinja.allowance = Allowance(self._clock, marks=family is SLIDES)
        try:
            template = self._compiled.get(path)
            if template is None:
                template = self._compiled[path] = self._jinja.get_template(path)
            return template.render(context)
        except TemplateNotFound as error:
            if error.name == path:
                names = self.names(family)
                hint = f"{did_you_mean(name, names)}there are: {', '.join(names)}"
                raise DeckgenError([Problem(f"no template named '{name}'", span, hint, "unknown-template")]) from None
            raise self._problem(error, path, context) from error
        except Exception as error:  # whatever a template's author can do wrong, Python's own errors among it
            raise self._problem(error, path, context) from error

    def _files(self, path: str) -> str:
        """Which file each number in the stamps means, for whoever reads the markup."""
        own = self._compiled[path].filename
        return "".join(f"<?{FILES} {number} {file}?>" for file, number in self._jinja.files.items()
                       if file == own or self._jinja.parts)

    def _problem(self, error: Exception, path: str, context: Mapping[str, object]) -> DeckgenError:
        from deckgen.templating.explain import explain

        message, hint, rule, wanted = explain(error, context, self._jinja.filters)
        slide = getattr(context.get("slide"), "id", "")
        if slide:
            hint = f"{hint}; this is in slide '{slide}'" if hint else f"this is in slide '{slide}'"
        return DeckgenError([Problem(message, self._place(error, path, wanted), hint, rule)])

    def _place(self, error: Exception, path: str, wanted: str) -> Span | None:
        """The innermost line of a template that an error passed through, at what is wrong there; else the file's first line."""
        if isinstance(error, TemplateSyntaxError) and error.filename:
            file = Path(error.filename)
            opened = unclosed(template_source(file)) if "needs to be closed" in str(error) else None
            return opened or template_span(file, error.lineno, wanted)
        found: tuple[str, int] | None = None
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename in self._jinja.files:
                found = trace.tb_frame.f_code.co_filename, trace.tb_lineno
            trace = trace.tb_next
        if found is None:
            found = next(((str(folder / path), 1) for folder in self.folders if (folder / path).is_file()), None)
        return template_span(Path(found[0]), found[1], wanted) if found else None
