"""The worker's part of wie is wie: the PDF, and what is too old."""

from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string

from lerendnetwerk.leases import WorkState, outside_transaction
from lerendnetwerk.pdf import make_pdf
from networks.models import Network
from sessions.group_page import Card, cards_of
from sessions.models import GroupBook

# It holds what people share, so it does not lie about longer than it takes to fetch it.
KEEP_FOR = timedelta(days=7)


def html_of(network: Network, cards: list[Card], made_on: datetime) -> str:
    return render_to_string("sessions/group/book.html", {"network": network, "cards": cards, "made_on": made_on})


@outside_transaction
def make_group_book(book: GroupBook, now: datetime) -> None:
    """From what people share now, which may be less than when it was asked."""
    network = Network.objects.select_related("programme").get(pk=book.network_id)
    cards = cards_of(network)
    pdf = make_pdf(html_of(network, cards, now), images=[card.picture for card in cards if card.picture])
    name = str(book.file.name)
    # A worker that was killed may have left the file behind.
    default_storage.delete(name)
    default_storage.save(name, ContentFile(pdf))
    # Somebody stopped sharing meanwhile: the row is gone, and so is this file.
    if not book.finish(WorkState.DONE, error="") and not GroupBook.objects.filter(pk=book.pk).exists():
        default_storage.delete(name)


def forget_old_books(now: datetime) -> int:
    old = GroupBook.objects.filter(asked_at__lt=now - KEEP_FOR)
    count = old.count()
    old.discard()
    return count
