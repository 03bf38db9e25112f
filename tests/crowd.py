"""The stage of tests/world.py filled with so many of everything that a page may list."""

from datetime import date, timedelta

from django.core.files.base import ContentFile

from evaluations.models import Answer, Round
from lerendnetwerk.leases import WorkState
from lerendnetwerk.outbox.models import PracticeMessage
from lerendnetwerk.outbox.queue import queue_mail
from networks.models import Participation
from reports import drafting
from reports.models import Edition, Report
from sessions.models import (
    ActionPoint,
    ActionStep,
    Attendance,
    Case,
    ChangeNote,
    Contribution,
    Decision,
    Document,
    ExpectationReview,
    Expert,
    ExpertVisit,
    Method,
    Note,
    Photo,
    PickedUp,
    Prepared,
    Profile,
    Question,
    Said,
    Session,
    Substitute,
    SummaryPoint,
    Theme,
)
from tests import factories, files
from tests.world import World

MINUTES = {"least_minutes": 20, "usual_minutes": 30, "most_minutes": 45}


def fill(world: World, count: int) -> None:
    """So many people, lines, blocks, methods and mails, and as many sessions before this one and after it."""
    network, session = world.network, world.session
    organisation = factories.create_organisation(world.programme)
    people = [factories.create_participation(network, organisation=organisation) for _ in range(count)]
    expectations = [factories.create_expectation(network, f"Horen {n}") for n in range(count)]
    for n in range(count):
        factories.create_ground_rule(network, f"Luisteren {n}")
        factories.create_engagement_line(network, f"Vier keer drie uur {n}")
        network.facilitators.create(user=factories.create_user(name=f"Tweede Persoon {n}"))
        world.programme.appoint_coordinator(factories.create_user(name=f"Derde Persoon {n}"))
        factories.create_network(world.programme, world.facilitator, title=f"Netwerk {n}")
        Method.objects.create(
            slug=f"werkvorm-{n}", title=f"Werkvorm {n}", phases="opstart", least_people=4, most_people=20, **MINUTES
        )
        queue(world, people[n], n)
        PracticeMessage.objects.create(
            at=session.starts_at, scope=network.mail_scope, to_address="an@x.example", subject="Dag", raw=b"Dag"
        )
    # The session that the rows are about comes after as many others.
    Session.objects.filter(pk=session.pk).update(number=count + 1)
    session.refresh_from_db()
    session.network = network
    for n in range(count):
        earlier = factories.create_session(
            network, n + 1, starts_at=session.starts_at - timedelta(weeks=4 * (count - n))
        )
        hold(earlier, people, count)
        for expectation in expectations:
            ExpectationReview.objects.create(session=earlier, expectation=expectation, state="deels")
        evaluate(earlier)
        report(earlier)
        factories.create_session(network, count + 2 + n, starts_at=session.starts_at + timedelta(weeks=4 * (n + 1)))
    hold(session, people, count)
    for expectation in expectations:
        ExpectationReview.objects.create(session=session, expectation=expectation, state="ingelost")
    drafting.report_of(session)
    for n in range(count):
        expert = Expert.objects.create(network=network, name=f"Bram Leysen {n}", topic="Loon", email="bram@x.example")
        visit = ExpertVisit.objects.invite(session, expert)
        visit.questions.set(Question.objects.filter(session__network=network)[:count])
        visit.documents.set(Document.objects.filter(network=network, audience=Document.Audience.GROUP)[:count])
        Expert.objects.create(network=network, name=f"Wim Maes {n}", topic="Recht")
    for n, note in enumerate(Note.objects.filter(session__network=network, kind="agenda")[:count]):
        said = Said(f"voorstel:{note.pk}", "voorstel", note.text, note.session_id, n + 1)
        PickedUp.objects.pick_up(session, said, ("onderdeel", "expert")[n % 2], now=session.starts_at)
    bring_along(world, people)


def bring_along(world: World, people: list[Participation]) -> None:
    """What each brings, tells of herself and is ready with, under a theme of its own."""
    now = world.session.starts_at
    for n, one in enumerate(people):
        theme = Theme.objects.create(network=world.network, name=f"Thema {n}")
        for kind in Contribution.WRITTEN:
            Contribution.objects.bring(one, kind, f"Wat telt {n}", key=kind, now=now)
        words = {"title": f"Case {n}", "question": "Hoe nu?", "story": "Het begon zo."}
        for key in ("een", "twee"):
            Case.bring(one, words, key=key, now=now).share(now)
        Contribution.objects.filter(participation=one).update(theme=theme)
        Profile.write(
            one, {"does": f"Ik doe {n}", "ask_me": "Over ploegen.", "contact": "Bel me."}, share=True, now=now
        )
    own = {"title": "Mijn case", "question": "Hoe nu?", "story": ""}
    for n in range(len(people)):
        Case.bring(world.participation, own, key=f"mijn-{n}", now=now)
        Contribution.objects.bring(world.participation, "verwachting", f"Mijn wens {n}", key=f"wens-{n}", now=now)
    for item in world.session.agenda_items.all():
        item.preparation = "Neem iets mee"
        item.comes_from = Contribution.objects.filter(participation=people[0]).first()
        item.save()
        for one in people:
            Prepared.mark(item, one, ready=True, now=now)


def hold(session: Session, people: list[Participation], count: int) -> None:
    """What was there and what was said, so many times each."""
    Attendance.objects.bulk_create(
        Attendance(
            session=session,
            participation=one,
            state=Attendance.State.EXCUSED if place % 4 == 3 else Attendance.State.PRESENT,
            reason="Mijn dochter is ziek." if place % 4 == 3 else "",
        )
        for place, one in enumerate(people)
    )
    Substitute.objects.bulk_create(
        Substitute(session=session, replaces=one, name=f"Tine Smet {n}", email="") for n, one in enumerate(people)
    )
    for n in range(count):
        factories.create_agenda_item(session, f"Blok {n}", method=Method.objects.get(slug=f"werkvorm-{n}"))
        for outcome in SummaryPoint.Outcome.values:
            SummaryPoint.objects.create(session=session, text=f"Punt {n}", outcome=outcome)
        for kind in Note.Kind.values:
            Note.objects.create(session=session, kind=kind, text=f"Regel {n}", for_programme=True)
        Question.objects.create(session=session, text=f"Vraag {n}", asked_by=people[n])
        Decision.objects.create(session=session, text=f"Besluit {n}")
        ActionPoint.objects.create(
            session=session, text=f"Bel {n}", owner="persoon", participation=people[n], due_on=date(2027, 4, 8)
        )
        ChangeNote.objects.create(session=session, text=f"Anders {n}")
        joint = ActionPoint.objects.create(session=session, text=f"Samen {n}", owner="groep")
        for step in range(count):
            ActionStep.objects.tell(joint, session, f"Half {step}", key=f"stap-{step}", now=session.ends_at)
        for audience in Document.Audience.values:
            Document.objects.create(
                network=session.network,
                session=session,
                title=f"Nota {n}",
                audience=audience,
                link="https://x.example/",
            )
        photo = Photo(session=session, caption=f"Flap {n}", state=WorkState.DONE, not_before=session.ends_at)
        photo.picture.save("flap.jpg", ContentFile(files.jpeg()), save=False)
        photo.width, photo.height, photo.position = 40, 30, n
        photo.save()


def evaluate(session: Session) -> None:
    """An evaluation that is over, with figures that may be shown."""
    times = {"opened_at": session.ends_at, "closes_at": session.ends_at, "closed_at": session.ends_at}
    round = Round.objects.create(
        network=session.network, session=session, state=Round.State.CLOSED, invited_count=6, **times
    )
    Answer.objects.bulk_create(
        Answer(round=round, content=8, discussion=7, guidance=n, went_well=f"De koffie {n}") for n in range(6)
    )


def report(session: Session) -> None:
    """Closed and sent, with an edition for each audience."""
    Session.objects.filter(pk=session.pk).update(closed_at=session.ends_at)
    made = drafting.report_of(session)
    Report.objects.filter(pk=made.pk).update(sent_at=session.ends_at)
    for audience in Edition.Audience.values:
        edition = Edition(
            report=made,
            audience=audience,
            version=1,
            frozen={},
            digest="x",
            not_before=session.ends_at,
            made_at=session.ends_at,
            state=WorkState.DONE,
        )
        edition.file.save("verslag.pdf", ContentFile(b"%PDF-1.7"), save=False)
        edition.save()


def queue(world: World, one: Participation, n: int) -> None:
    """A mail in each state."""
    for draft in (True, False):
        queue_mail(
            occasion=f"welkom:{n}:{draft}",
            recipient=one.recipient,
            scope=world.network.mail_scope,
            to_name=one.name,
            to_address="an@x.example",
            subject=f"Welkom {n}",
            text="Dag",
            not_before=world.session.starts_at,
            now=world.session.starts_at,
            draft=draft,
        )
