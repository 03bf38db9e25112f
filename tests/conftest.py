import gc
import os
import shutil
import time
from collections.abc import Iterator
from itertools import count

import hypothesis
import pytest
from django.conf import LazySettings, settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from tests import factories
from tests.world import World, build_world, keep_world

# Playwright's synchronous interface runs an event loop in the test's thread; our code never does.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


# Fixed examples, as in the whole suite, and a quarter of them.
hypothesis.settings.register_profile("quick", hypothesis.settings.get_profile("ci"), max_examples=25)

# What keeps one process busy longest comes first, and then whatever opens a browser, so that all end at about the same moment.
LONGEST = (
    "tests/access/test_bad_input.py",
    "tests/browser/test_every_page.py",
    "tests/browser/test_every_session_page.py",
    "tests/conventions/test_server.py",
    "tests/browser/test_time_lapse.py",
    "tests/browser/test_afternoon.py",
    "tests/browser/test_evaluation.py",
    "tests/browser/test_loop.py",
    "tests/browser/test_vooraf.py",
    "tests/browser/test_room_wall.py",
    "tests/browser/test_room.py",
    "tests/browser/test_room_groups.py",
    "tests/browser/test_room_rounds.py",
    "tests/browser/test_room_vote.py",
    "tests/browser/test_room_course.py",
    "tests/browser/test_clock.py",
    "tests/browser/test_notes.py",
    "tests/outbox/test_faults.py",
    "tests/conventions/test_backup.py",
    "tests/evaluations/test_anonymity_attack.py",
    "tests/access/test_access.py",
    "tests/browser/test_page_script.py",
    "tests/browser/test_agenda.py",
    "tests/sessions/test_killed_server.py",
    "tests/desk/test_room_stays_private.py",
    "tests/conventions/test_undefined.py",
    "tests/browser/test_post.py",
    "tests/desk/test_coordinator_sees_nothing_said.py",
    "tests/evaluations/test_nothing_to_solve.py",
    "tests/access/test_query_ceilings.py",
    "tests/desk/test_cases_stay_private.py",
)
WINDOW = 600  # seconds
_numbers = count()
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        # What asks no database says the same on each of them.
        if not item.get_closest_marker("django_db") and not DATABASE_FIXTURES & set(item.fixturenames):
            item.add_marker("once")
        # A browser, a server and a test share two processors: one line too early shows once in a thousand times. Told as RERUN.
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    if hasattr(session.config, "workerinput"):  # one of several processes
        rank = {name: place for place, name in enumerate(LONGEST)}

        def place(item: pytest.Item) -> tuple[int, bool]:
            name = item.nodeid.partition("::")[0]
            return rank.get(name, len(rank)), "/browser/" not in name

        session.items.sort(key=place)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    # What is loaded by now stays until the end: looking through all of it for garbage, again and again, took a twentieth of the time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    with django_db_blocker.unblock():
        call_command("createcachetable", verbosity=0)
        # Django asks SQLite once a process, and then in the middle of the first test that counts queries.
        assert connection.features.supports_json_field
        keep_world()


@pytest.fixture(scope="session", autouse=True)
def plain_settings() -> Iterator[None]:
    """Tests need no collected files, and remember nothing beside the database."""
    with override_settings(
        STORAGES=settings.STORAGES
        | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
        # Each Client makes the middleware anew, and WhiteNoise would then open every file there is: now it waits to be asked.
        WHITENOISE_AUTOREFRESH=True,
        # What one process remembers for half a minute would tell the next test about this one.
        CACHES=settings.CACHES | {"here": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
    ):
        yield


@pytest.fixture(autouse=True)
def own_files(settings: LazySettings, tmp_path_factory: pytest.TempPathFactory, plain_settings: None) -> Iterator[None]:
    """What a test uploads goes away with it. The folder comes with its first file: most tests have none."""
    folder = tmp_path_factory.getbasetemp() / f"files-{next(_numbers)}"
    settings.MEDIA_ROOT = folder
    yield
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def names_of_this_test() -> None:
    """Else they would hang on the tests before it in this process, and on what each of two processes took."""
    factories.number_anew()


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def shared_cache(db: None) -> Iterator[None]:
    # What is guessed wrong is counted for each ten minutes of the clock; a test that begins at their very end waits for the next.
    left = WINDOW - time.time() % WINDOW
    if left < 5:
        time.sleep(left)
    yield
    cache.clear()
