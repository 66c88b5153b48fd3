"""One cached Jinja environment over govuk-frontend-jinja's macros.

Keep govuk-frontend-jinja (requirements) and govuk-frontend (frontend/package.json) on matching versions:
4.1 and 6.3.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.safestring import SafeString
from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader

_environment = Environment(
    # The templates come with the package: no need to look at each file's date on every page.
    auto_reload=False,
    loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
    autoescape=True,
    undefined=ChainableUndefined,
)


@cache
def _macro(name: str) -> Any:
    template = _environment.get_template(f"govuk_frontend_jinja/components/{name}/macro.html")
    return getattr(template.module, "govuk" + name.replace("-", " ").title().replace(" ", ""))


def component(name: str, params: Mapping[str, Any]) -> SafeString:
    """HTML of one GOV.UK component, e.g. ``component("button", {"text": "Continue"})``.

    Parameters are those of the Nunjucks macro of the same name; None means "not given". Text is escaped;
    `html` parameters must be safe already. Raises jinja2.TemplateNotFound for an unknown component.
    """
    # The macros escape every text they are given (autoescape above). Django's own type, because Jinja's Markup
    # becomes unsafe again when it is joined to a SafeString.
    return SafeString(_macro(name)(_plain(params)))


def _plain(value: Any) -> Any:
    """Drop None from mappings and turn lazy translations into text, which Jinja would not take as text."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)
