"""What the bench measures with is made as the product is now."""

from django.utils import timezone

from bench.many import HELD, PEOPLE, SESSIONS, make_many
from networks.models import Network, Participation
from reports.models import Report
from sessions.models import Session


def test_its_many_networks_can_be_made(db: None) -> None:
    make_many(timezone.now(), size=2)
    made = [model.objects.count() for model in (Network, Participation, Session, Report)]
    assert made == [2, 2 * PEOPLE, 2 * SESSIONS, 2 * HELD]
