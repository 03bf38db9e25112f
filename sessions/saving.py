"""How a page that saves by itself is answered.

The page script sends the same form as the button does, with one header more. Without script a good POST leads back
to the page and a wrong one gives the page again; the script only hears how it went, so nothing moves under the hands
of who is typing.
"""

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse


def by_itself(request: HttpRequest) -> bool:
    """Whether the page script saved this, and not somebody who pressed a button."""
    return request.headers.get("X-Autosave") == "1"


def saved(request: HttpRequest, url: str, version: int = 0) -> HttpResponse:
    if not by_itself(request):
        return HttpResponseRedirect(url)
    response = HttpResponse(status=204)
    if version:
        response["X-Version"] = str(version)
    return response


def refused(form: BaseForm) -> HttpResponse:
    sentences = [str(error) for errors in form.errors.values() for error in errors]
    return JsonResponse({"error": " ".join(sentences)}, status=422)


def conflict(theirs: str, version: int) -> HttpResponse:
    """Somebody else saved in between: the page keeps both texts."""
    return JsonResponse({"theirs": theirs, "version": version}, status=409)
