"""Every view says who may open it and with which method."""

from django.urls import URLPattern, URLResolver, get_resolver

from lerendnetwerk.doors import is_guarded_elsewhere


def our_views() -> dict[str, object]:
    found = {}

    def walk(resolver: URLResolver) -> None:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                walk(entry)
            elif isinstance(entry, URLPattern) and not is_guarded_elsewhere(entry.callback):
                found[f"{entry.callback.__module__}.{entry.callback.__qualname__}"] = entry.callback

    walk(get_resolver())
    return found


def test_every_view_has_a_door() -> None:
    assert {name for name, view in our_views().items() if not hasattr(view, "actors")} == set()


def test_every_view_names_its_methods() -> None:
    """`require_GET`, `require_POST` or `require_http_methods` stands on each view."""
    open_ended = {name for name, view in our_views().items() if not hasattr(view, "__wrapped__")}
    assert open_ended == set()
