"""What each form field ends in: an <input> and its attributes.

They print what Django's own two small templates print. Those loop over the attributes, which took two thirds of the
time of a form with three scales of twelve round buttons.
"""

from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def attributes(attrs: dict[str, Any]) -> SafeString:
    """As django/forms/widgets/attrs.html."""
    return mark_safe(  # noqa: S308
        "".join(
            f" {conditional_escape(name)}" if value is True else f' {conditional_escape(name)}="{_escaped(value)}"'
            for name, value in attrs.items()
            if value is not False
        )
    )


@register.simple_tag(name="input")
def input_of(widget: dict[str, Any]) -> SafeString:
    """As django/forms/widgets/input.html."""
    value = widget.get("value")
    shown = "" if value is None else f' value="{_escaped(value)}"'
    kind, name = conditional_escape(widget["type"]), conditional_escape(widget["name"])
    return mark_safe(f'<input type="{kind}" name="{name}"{shown}{attributes(widget["attrs"])}>')  # noqa: S308


def _escaped(value: object) -> str:
    return conditional_escape(value if isinstance(value, str) else str(value))
