from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting


class LookRenderer(TemplatesSetting):
    """The look of a field stands in one template."""

    field_template_name = "look/field.html"


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        # The browser's own field only understands ISO, whatever the language of the page.
        super().__init__(attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """An hour, with the browser's own field."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class Segments(forms.RadioSelect):
    """A few short words beside each other."""

    template_name = "look/widgets/segments.html"


class Scale(forms.RadioSelect):
    """Round buttons from 0 to 10, with a word at both ends; a choice that is no number stands on a line of its own."""

    template_name = "look/widgets/scale.html"

    def __init__(
        self, attrs: dict[str, Any] | None = None, choices: Any = (), *, low: str = "", high: str = ""
    ) -> None:
        super().__init__(attrs, choices)
        self.low, self.high = low, high

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        words = any(not str(value).isdecimal() for value, _ in self.choices)
        context["widget"] |= {"low": self.low, "high": self.high, "words": words}
        return context

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["word"] = not str(value).isdecimal()
        return option


class ShortScale(Scale):
    """The same for long lists: two rows on a phone, one on a laptop, with its word among the buttons. What 0 and 10 mean
    is said above the list, or by the field's own template."""

    template_name = "look/widgets/short_scale.html"
