from django.apps import AppConfig


class LearningSessionsConfig(AppConfig):
    name = "sessions"
    # "sessions" belongs to django.contrib.sessions; sharing it silently gives Django's web session.
    label = "learning_sessions"
    verbose_name = "sessies"
