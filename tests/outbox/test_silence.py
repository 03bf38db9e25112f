"""When no worker shows itself, every staff page says so; at the cost of one query."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone

from lerendnetwerk.accounts.models import User
from lerendnetwerk.outbox.models import PostOffice
from lerendnetwerk.templatetags.look import since

pytestmark = pytest.mark.django_db


def page() -> str:
    """Any page, as somebody who is signed in sees it."""
    request = RequestFactory().get("/")
    request.user = User(pk=1, email="marijke@fonds.example", name="Marijke Dewulf")
    return render_to_string("base.html", {}, request)


def test_a_worker_that_was_there_a_minute_ago_is_no_news() -> None:
    PostOffice.objects.worker_is_alive(timezone.now() - timedelta(minutes=1))
    assert "De post ligt stil" not in page()


def test_a_worker_that_is_silent_for_longer_than_two_minutes_is() -> None:
    seen = timezone.now() - timedelta(minutes=3)
    PostOffice.objects.worker_is_alive(seen)
    assert f"De post ligt stil sinds {since(seen)}." in page()


def test_silence_of_an_earlier_day_says_which_day() -> None:
    assert since(datetime(2026, 3, 4, 13, 2, tzinfo=UTC)) == "woensdag 4 maart 2026, 14.02 uur"


def test_the_question_is_asked_once_in_a_while(settings: LazySettings, django_assert_num_queries: object) -> None:
    settings.CACHES = settings.CACHES | {
        "here": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "test"}
    }
    PostOffice.objects.worker_is_alive(timezone.now())
    with django_assert_num_queries(1):
        page()
        page()
