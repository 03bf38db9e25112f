"""The verbs of a round; each of the two kinds has its own names."""

from django.urls import URLPattern, path

from sessions.activities.check_round import views


def staff_of(slug: str) -> list[URLPattern]:
    kind = {"slug": slug}
    return [
        path("typ/", views.type_in, kind, name=f"{slug}_type"),
        path("<int:word_id>/weg/", views.remove, kind, name=f"{slug}_remove"),
    ]


def phone_of(slug: str) -> list[URLPattern]:
    return [path("zeg/", views.say, {"slug": slug}, name=f"{slug}_say")]
