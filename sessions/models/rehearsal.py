from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from lerendnetwerk.accounts.models import User
from networks.models import (
    GroundRule,
    Network,
    NetworkFacilitator,
    Organisation,
    Participation,
    Person,
    Programme,
)
from sessions.models.agenda import AgendaItem
from sessions.models.session import Session
from sessions.rehearsal import cast

LENGTH = timedelta(minutes=sum(block.minutes for block in cast.BLOCKS))
# Who forgot to stop does not come back after that.
KEPT_FOR = timedelta(hours=6)


class RehearsalQuerySet(models.QuerySet["Rehearsal"]):
    def start(self, user: User, now: datetime) -> "Rehearsal":
        """A room to practise in; the one that this user has already, when there is one."""
        with transaction.atomic():
            User.objects.select_for_update().get(pk=user.pk)
            if known := self.of(user):
                return known
            return self.create(user=user, session=_new_room(user, now), started_at=now)

    def of(self, user: User) -> "Rehearsal | None":
        return self.select_related("session__network").filter(user=user).first()

    def left_behind(self, now: datetime) -> "RehearsalQuerySet":
        return self.filter(started_at__lt=now - KEPT_FOR).select_related("session__network")


class Rehearsal(models.Model):
    """Somebody practises. Everything that belongs to it hangs below one network that is thrown away at the end."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="rehearsal")
    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="rehearsal")
    started_at = models.DateTimeField()

    objects = RehearsalQuerySet.as_manager()

    class Meta:
        verbose_name = "oefening"
        verbose_name_plural = "oefeningen"

    def __str__(self) -> str:
        return f"oefening {self.pk}"


def _new_room(user: User, now: datetime) -> Session:
    # A programme of its own: no coordinator looks at it, and its people are nobody else's.
    programme = Programme.objects.create(title=f"Oefening van {user.pk}, {now:%Y%m%d%H%M%S%f}")
    network = Network.objects.create(
        programme=programme, title="Oefening", is_rehearsal=True, outside_line="Niets: dit is een oefening."
    )
    NetworkFacilitator.objects.create(network=network, user=user)
    GroundRule.objects.write_down(network, cast.GROUND_RULES)
    organisations = {
        player.organisation: Organisation.objects.named(programme, player.organisation) for player in cast.PLAYERS
    }
    for player in cast.PLAYERS:
        organisation = organisations[player.organisation]
        # Without an e-mail address: there is nobody to mail.
        person = Person.objects.create(
            programme=programme, first_name=player.first_name, last_name=player.last_name, organisation=organisation
        )
        Participation.objects.create(
            network=network, person=person, organisation=organisation, phone=cast.PHONE if player.knows_digits else ""
        )
    starts_at = timezone.localtime(now).replace(second=0, microsecond=0)
    session = Session.objects.create(
        network=network, number=1, theme="Even oefenen", starts_at=starts_at, ends_at=starts_at + LENGTH
    )
    AgendaItem.objects.start_from(session, cast.BLOCKS)
    return session
