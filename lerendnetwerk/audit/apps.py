from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "lerendnetwerk.audit"
    label = "audit"
