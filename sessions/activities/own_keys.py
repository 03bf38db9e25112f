"""What this phone wrote without a name: its own keys, in a cookie of its own. The server keeps no list of who wrote what."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sessions.models.activity import Activity
from sessions.models.place import Place

# About 2 kB; who writes more can no longer change the first ones.
MOST_KEYS = 100
HALF_A_DAY = 12 * 3600


def cookie_name(activity: Activity, place: Place) -> str:
    # Per person: who takes over this phone as somebody else, wrote other things.
    return f"{activity.kind}-{activity.pk}-{place.pk}"


def own_keys(cookies: Mapping[str, str], activity: Activity, place: Place) -> list[str]:
    kept = cookies.get(cookie_name(activity, place), "")
    return [key for key in kept.split(".") if key][:MOST_KEYS]


def remember(response: HttpResponse, request: HttpRequest, activity: Activity, place: Place, key: str) -> None:
    keys = [one for one in own_keys(request.COOKIES, activity, place) if one != key]
    keep(response, activity, place, [*keys, key])


def forget(response: HttpResponse, request: HttpRequest, activity: Activity, place: Place, key: str) -> None:
    keep(response, activity, place, [one for one in own_keys(request.COOKIES, activity, place) if one != key])


def keep(response: HttpResponse, activity: Activity, place: Place, keys: Sequence[str]) -> None:
    response.set_cookie(
        cookie_name(activity, place),
        ".".join(keys[-MOST_KEYS:]),
        max_age=HALF_A_DAY,
        path="/zaal/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
