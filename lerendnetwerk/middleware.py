from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers

type GetResponse = Callable[[HttpRequest], HttpResponse]


def clean_input(get_response: GetResponse) -> GetResponse:
    """Refuse addresses with a NUL: PostgreSQL cannot compare with it, and no link of ours holds one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or any(
            "\0" in value for values in request.GET.lists() for value in (values[0], *values[1])
        ):
            return HttpResponse(render_to_string("errors/400.html"), status=400)
        return get_response(request)

    return middleware


def private_pages_are_not_cached(get_response: GetResponse) -> GetResponse:
    """A page for one person may not stay behind in a shared browser's cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return middleware
