"""Templates of somebody else: they stop in time, and reach nothing behind the outline."""

from __future__ import annotations

import itertools
import time
from pathlib import Path

import pytest

from deckgen.problem import DeckgenError
from deckgen.templating import Templates
from smallest import Small, problem, read_of, templates

BOMBS = [
    "{{ 'x' * 200000000 }}", "{{ 200000000 * 'x' }}",
    "{{ [1] * 200000000 }}", "{{ 9 ** (9 ** 9) }}", "{{ 'x' | center(999999999) }}",
    "{{ 'x'.ljust(999999999) }}", "{{ 'x'.zfill(999999999) }}", "{{ '%0999999999d' % 1 }}", "{{ '%*d' % (999999999, 1) }}",
    "{{ '%999999999s' | format('x') }}", "{{ '{:999999999}'.format(1) }}", "{{ '{:{w}}'.format(1, w=999999999) }}",
    "{{ range(999999999) | list }}",
    "{{ ('x' * 100000) | replace('x', 'y' * 100000) }}", "{{ ('x' * 100000).replace('x', 'y' * 100000) }}",
    "{{ range(100000) | join('x' * 100000) }}",
    "{{ ('x' * 100000).join(['a'] * 100000) }}", "{{ ('\n' * 100000) | indent(100000) }}",
    "{{ [1] | batch(999999999, 'x') | list }}", "{{ [1] | slice(999999999) | list }}", "{{ 1.5 | round(999999999) }}",
    "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}",
    "{% for a in range(100000) %}{% for b in range(100000) %}<p>some text</p>{% endfor %}{% endfor %}",
    "{% set x %}{% for a in range(100000) %}{% for b in range(1000) %}some text{% endfor %}{% endfor %}{% endset %}",
    "{% set ns = namespace(x='x') %}{% for a in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
    "{% set ns = namespace(x='x') %}{% for a in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
    "{% set ns = namespace(x=[1]) %}{% for a in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
    "{% set ns = namespace(x='x') %}{% for a in range(99) %}{% set y %}{{ ns.x }}{{ ns.x }}{% endset %}"
    "{% set ns.x = y %}{% endfor %}",
    "{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(1) }}",
    "{% macro m(n) %}{% if n < 60 %}{% set a = m(n + 1) %}{% set b = m(n + 1) %}{% endif %}{% endmacro %}{{ m(1) }}",
    "{% include 't.xml.j2' %}", "{% for a in range(9) recursive %}{{ loop(range(9)) }}{% endfor %}",
]


@pytest.mark.parametrize("bomb", BOMBS)
def test_no_template_hangs_or_swells(bomb: str, tmp_path: Path) -> None:
    start = time.perf_counter()
    found = problem(tmp_path, bomb)
    assert found.rule == "template-limit", found
    assert found.message.startswith(("the template was stopped: ", "range"))
    assert time.perf_counter() - start < 5


def test_the_clock_is_what_the_limit_is_measured_by(tmp_path: Path) -> None:
    templates(tmp_path, slides_t="{% for a in range(9) %}{{ a }}{% endfor %}")
    ticks = itertools.count()
    assert Templates([tmp_path], clock=lambda: next(ticks) * 0.05).slide("t", {}).endswith("012345678")
    with pytest.raises(DeckgenError, match="it takes longer than 1 second"):
        Templates([tmp_path], clock=lambda: next(ticks) * 0.5).slide("t", {})


@pytest.mark.parametrize("attack", [
    "{{ ''.__class__ }}", "{{ slide.__init__.__globals__ }}",
    "{{ slide.title.span.source.path }}", "{{ slide.title.span.source.text }}",
    "{{ slide.title.span.source.path.read_text() }}",
    "{{ slide.title.__reduce__() }}", "{{ self._TemplateReference__context }}",
    "{{ '{0.__class__}'.format(slide) }}",
    "{{ '{0.span.source.path}'.format(slide.title) }}", "{{ slide | attr('__class__') }}",
    "{{ slide.data.update({}) }}", "{{ slide.data.pop('stop') }}",
    "{{ outline.words.clear() }}", "{{ slide.title.translate({}) }}",
])
def test_no_template_reaches_behind_the_outline(attack: str, tmp_path: Path) -> None:
    small = Small()
    with pytest.raises(DeckgenError) as caught:
        read_of(small, tmp_path, f"<p>{attack}</p>")
    assert [each.rule for each in caught.value.problems] in (["template-security"], ["undefined-name"])
    assert small.slide.data == {"stop": "止"} and small.outline.words
