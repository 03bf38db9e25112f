"""The tags for inputs must print what Django's own templates print."""

from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.template import Context, Engine
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from lerendnetwerk.templatetags.inputs import attributes, input_of

DJANGO = Engine(dirs=[Path(forms.__file__).parent / "templates"])


def by_django(name: str, widget: dict[str, Any]) -> str:
    return DJANGO.get_template(f"django/forms/widgets/{name}.html").render(Context({"widget": widget})).rstrip("\n")


@pytest.mark.parametrize(
    "attrs",
    [
        {},
        {"id": "id_1", "required": True, "checked": False, "aria-describedby": "a b"},
        {"placeholder": '"><script>', "data-x": "é & ü", "maxlength": 2000, "step": 0.5, "on": None},
        {"title": mark_safe("A &amp; B"), "lang": gettext_lazy("Yes"), "count": 12345},
    ],
)
@pytest.mark.parametrize("value", [None, "", "3", 3, 2.5, "<b>", SafeString("&eacute;"), True])
def test_an_input_and_its_attributes_are_those_of_django(attrs: dict[str, Any], value: object) -> None:
    widget = {"type": "text", "name": "vraag-1", "value": value, "attrs": attrs}
    assert attributes(attrs) == by_django("attrs", widget)
    assert input_of(widget) == by_django("input", widget)
