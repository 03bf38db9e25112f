from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "lerendnetwerk.outbox"
    label = "outbox"
