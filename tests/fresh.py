"""A database that is ready at once, for a process that a test starts."""

from django.apps import apps
from django.core.management import call_command
from django.test import override_settings


def make_tables() -> None:
    """The tables as the models have them, noted as migrated. Migrations themselves are proven where one starts on nothing."""
    with override_settings(MIGRATION_MODULES={app.label: None for app in apps.get_app_configs()}):
        call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("migrate", fake=True, verbosity=0)
    call_command("createcachetable", verbosity=0)
