from django.conf import settings
from django.http import HttpRequest


def product(request: HttpRequest) -> dict[str, object]:
    """What every page may say about this installation."""
    return {"demo": settings.DEMO, "development": settings.DEBUG}
