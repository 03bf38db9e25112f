from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from desk.demo import load_demo
from lerendnetwerk.accounts.models import User
from sessions.models import Method


class Command(BaseCommand):
    help = "Laadt vijf verzonnen netwerken: één in elke fase, en één dat voorbij is. Twee keer laden verandert niets."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("De demo hoort niet in productie: er zouden verzonnen mensen tussen de echte staan.")
        if not Method.objects.exists():
            raise CommandError("Laad eerst de werkvormen: manage.py load_methods")
        loaded = load_demo(timezone.now())
        self.stdout.write(f"Geladen: {', '.join(loaded)}." if loaded else "De demo stond er al; er is niets veranderd.")
        self.stdout.write("Aanmelden kan op de voorpagina, of met een code die in het oefenpostvak komt:")
        for user in User.objects.filter(is_active=True).order_by("pk"):
            role = "coördinator" if user.second_factor_required else "facilitator"
            self.stdout.write(f"  {role}: {user.name} <{user.email}>")
