"""{% csrf_token %} as everywhere, and beside it for whom the form is drawn. Every template has it (in settings)."""

from django import template
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from accounts.keeping.form_owners import FIELD, mark_of

register = template.Library()


class OwnedFormNode(CsrfTokenNode):
    """The token that every form needs, and the mark of its owner."""

    def render(self, context: template.Context) -> str:
        token = super().render(context)
        request = context.get("request")
        if not token or not hasattr(request, "actor"):
            return token
        if not hasattr(request, "form_mark"):
            request.form_mark = mark_of(request)
        return token + format_html('<input type="hidden" name="{}" value="{}">', FIELD, request.form_mark)


@register.tag
def csrf_token(parser: Parser, token: Token) -> OwnedFormNode:
    """The hidden fields of a form that posts."""
    return OwnedFormNode()
