"""Erasing one person: all floors, one after the other. It may be done again, and goes on where it was killed."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse

from lerendnetwerk.erasing import Forgotten, NotYetError, erasers
from lerendnetwerk.leases import WorkState
from lerendnetwerk.texts import all_texts, digest_of_text, find, texts_of, unnamed
from networks.erasing import forgotten
from networks.mail import mail_facilitators
from networks.models import Erasure, NameInText, Network, Organisation, Person

# The mail server is given so long before we look again.
SOON = timedelta(seconds=20)


def carry_out(erasure: Erasure, now: datetime) -> None:
    """The worker's part. Killed anywhere, it begins again with what is left."""
    person = Person.objects.get(pk=erasure.person_id)
    try:
        for done in erase(person, erasure, now):
            Erasure.objects.filter(pk=erasure.pk).update(steps_done=done)
    except NotYetError as reason:
        erasure.postpone(now + SOON, str(reason))
        return
    transaction.on_commit(forget_old_versions)
    with transaction.atomic():
        tell_facilitators(erasure, now)
        erasure.finish(WorkState.DONE, done_at=now, steps_done=len(tuple(erasers())), error="")


def erase(person: Person, erasure: Erasure, now: datetime) -> Iterator[int]:
    """Take her out of the data of every floor; gives how many erasers are through. Raises NotYetError when something
    has to end first."""
    if person.erased_at:
        return
    who = forgotten(person)
    steps = tuple(erasers())
    for number, (_, eraser) in enumerate(steps, start=1):
        if number == len(steps):
            # From the next one on nobody knows her name any more.
            note_names_in_texts(who, erasure)
        eraser(who, now)
        yield number


def note_names_in_texts(who: Forgotten, erasure: Erasure) -> None:
    """Where a part of her name stands that may mean somebody else: a facilitator looks at each."""
    # Another person, or an organisation, of which the whole name stands there is surely not her.
    others = {person.name for person in Person.objects.filter(programme=who.programme_id).exclude(pk=who.person_id)}
    others |= set(Organisation.objects.filter(programme=who.programme_id).values_list("name", flat=True))
    clear = {digest_of_text(name) for name in others - {who.name}}
    found = [
        NameInText(
            erasure=erasure,
            network_id=one.network_id,
            place=one.key,
            object_id=one.object_id,
            digest=one.digest,
            spans=[list(span) for span in one.spans],
        )
        for one in find(who)
        if one.digest not in clear
    ]
    with transaction.atomic():
        NameInText.objects.filter(erasure=erasure).delete()
        NameInText.objects.bulk_create(found)


def forget_old_versions() -> None:
    """Clear what was overwritten out of the data files, outside any transaction; docs/privacy.md says what remains.

    SQLite writes its file anew. PostgreSQL gives the room of old rows free; the bytes lie there until it is used again.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM (SKIP_LOCKED)")
        else:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def tell_facilitators(erasure: Erasure, now: datetime) -> None:
    """Each facilitator of a network that she was in hears that somebody is erased, and where to look; not who."""
    networks = Network.objects.filter(participations__person=erasure.person_id, is_rehearsal=False)
    for network in networks.select_related("programme").distinct():
        texts = len(groups_to_look_at(network, erasure))
        page = settings.BASE_URL + reverse("desk:erased", args=[network.pk])
        mail_facilitators(
            network,
            occasion=f"erased:{erasure.pk}:{network.pk}",
            subject=f"Een deelnemer van {network.title} is gewist",
            template="desk/mail/erased.txt",
            context={"network": network, "texts": texts, "page": page},
            now=now,
        )


def groups_to_look_at(network: Network, erasure: Erasure | None = None) -> dict[tuple[int, str], list[NameInText]]:
    """What a facilitator still has to look at: the same text in two places (a decision and its report) is one."""
    groups: dict[tuple[int, str], list[NameInText]] = {}
    for one in NameInText.objects.to_look_at(network):
        if erasure is None or one.erasure_id == erasure.pk:
            groups.setdefault((one.erasure_id, one.digest), []).append(one)
    return groups


def text_of(one: NameInText) -> tuple[str, str, str] | None:
    """The text itself, in which list it stands, and the page of that list. None when it is not there any more."""
    texts = all_texts().get(one.place)
    row = texts.with_places().filter(pk=one.object_id).first() if texts else None
    if texts is None or row is None:
        return None
    text = next((text for text in texts_of(texts, row) if digest_of_text(text) == one.digest), None)
    return None if text is None else (text, texts.label, texts.page_of(row))


def take_name_out(same_text: list[NameInText], now: datetime) -> int:
    """Put *een deelnemer* in this text, wherever it stands. Returns in how many places."""
    for one in same_text:
        texts = all_texts().get(one.place)
        if texts is not None:
            texts.write(
                one.object_id,
                lambda text, one=one: unnamed(text, one.spans) if digest_of_text(text) == one.digest else text,  # type: ignore[misc]
                now,
            )
        NameInText.objects.filter(pk=one.pk).delete()
    return len(same_text)
