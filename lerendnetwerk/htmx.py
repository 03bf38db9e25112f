from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def render_page(
    request: HttpRequest, template: str, context: Mapping[str, object], *, fragment: str, status: int = 200
) -> HttpResponse:
    """Answer with the whole page, or with its `fragment` (a template partial) when htmx asks for a part.

    A history restore gets the whole page: the browser has nothing to put a part in.
    """
    wants_part = (
        request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"
    )
    name = f"{template}#{fragment}" if wants_part else template
    response = render(request, name, dict(context), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
