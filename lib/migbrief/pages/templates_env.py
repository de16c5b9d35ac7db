"""The templates of the repository's own pages, and parts that all pages share."""

from functools import cache
from typing import Any

import jinja2

from migbrief import paths
from migbrief.text.i18n import t

from .assets import css_string, html_of


@cache
def templates() -> jinja2.Environment:
    """Return the templates; they are translated when rendered."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(paths.TEMPLATES / "migbrief")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.globals.update(t=t, css_string=css_string, referring=html_of)
    return environment


def render(template: str, **given: Any) -> str:
    """Return a page of a template, in the current language."""
    return templates().get_template(template).render(**given)
