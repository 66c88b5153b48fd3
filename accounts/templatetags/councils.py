"""{% council_address council %}: the first page of another council, as reached from here; {% operators_address %}."""

from django import template
from django.conf import settings
from django.http import HttpRequest

from accounts.models import Council
from core.rules.numbers import whole_number

register = template.Library()


@register.simple_tag(takes_context=True)
def council_address(context, council: Council) -> str:
    """Same scheme and port as the page that the person is on, the council's own host."""
    return _address(context["request"], council.host)


@register.simple_tag(takes_context=True)
def operators_address(context) -> str:
    """The operator's page on the platform's own host, likewise."""
    return f"{_address(context['request'], settings.PLATFORM_HOSTS[0])}operator/"


def _address(request: HttpRequest, host: str) -> str:
    _host, colon, port = request.get_host().rpartition(":")
    is_port = whole_number(port, most=65535) is not None
    return f"{request.scheme}://{host}{f':{port}' if colon and is_port else ''}/"
