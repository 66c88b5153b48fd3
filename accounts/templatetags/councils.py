"""{% council_address council %}: the first page of another council, as reached from here."""

from django import template

from accounts.models import Council
from core.rules.numbers import whole_number

register = template.Library()


@register.simple_tag(takes_context=True)
def council_address(context, council: Council) -> str:
    """Same scheme and port as the page that the person is on, the council's own host."""
    request = context["request"]
    _host, colon, port = request.get_host().rpartition(":")
    is_port = whole_number(port, most=65535) is not None
    return f"{request.scheme}://{council.host}{f':{port}' if colon and is_port else ''}/"
