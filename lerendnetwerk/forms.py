from django.forms.renderers import TemplatesSetting


class LookRenderer(TemplatesSetting):
    """The look of a field stands in one template."""

    field_template_name = "look/field.html"
