from datetime import datetime

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils import timezone

from lerendnetwerk.outbox.models import PostOffice

REMEMBERED = 30  # seconds


def product(request: HttpRequest) -> dict[str, object]:
    """What every page may say about this installation."""
    return {
        "demo": settings.DEMO,
        "development": settings.DEBUG,
        # A function: only the pages that show it (base.html) pay for it.
        "post_silent_since": post_silent_since,
    }


def post_silent_since() -> datetime | None:
    """Since when no worker showed itself; one query per half minute and process."""
    seen = caches["here"].get("worker-seen")
    if seen is None:
        seen = [PostOffice.objects.current().worker_seen_at]
        caches["here"].set("worker-seen", seen, REMEMBERED)
    return PostOffice(worker_seen_at=seen[0]).silent_since(timezone.now())
