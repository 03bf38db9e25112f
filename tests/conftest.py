import os
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.core.management import call_command

from tests.world import World, build_world

# Playwright's synchronous interface runs an event loop in the test's thread; our code never does.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    with django_db_blocker.unblock():
        call_command("createcachetable", verbosity=0)


@pytest.fixture(autouse=True)
def plain_static_files(settings: object, tmp_path: object) -> None:
    """Tests need no collected files, and their uploads go away with them."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.MEDIA_ROOT = tmp_path / "files"
    # Each Client makes the middleware anew, and WhiteNoise would then open every file there is: now it waits to be asked.
    settings.WHITENOISE_AUTOREFRESH = True
    # What one process remembers for half a minute would tell the next test about this one.
    settings.CACHES = settings.CACHES | {"here": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def shared_cache(db: None) -> Iterator[None]:
    yield
    cache.clear()
