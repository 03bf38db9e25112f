"""Puts the demo's content (desk/demo_content/) into the database, through the verbs that people use.

Loading twice changes nothing: a network that is there by its title in its programme is left alone.
"""

from datetime import date, datetime, time, timedelta
from threading import Event

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from desk.demo_activities import hold
from desk.demo_afterwards import load_afterwards, said
from desk.demo_brought import load_brought
from desk.demo_content.shape import DemoNetwork, DemoPhoto, DemoProgramme, DemoSession, DemoUser, day_of
from desk.demo_dates import load_dates
from desk.demo_drawings import draw_flip_chart
from desk.demo_enrolments import load_enrolments
from desk.demo_invitations import load_invitations
from desk.demo_upkeep import load_upkeep
from evaluations.models import Answer, Round
from lerendnetwerk.accounts.models import User
from lerendnetwerk.outbox.models import MailState, OutgoingMail
from lerendnetwerk.worker import Rows
from networks.announcement.printing import print_anew
from networks.models import (
    Announcement,
    Contact,
    EngagementLine,
    Expectation,
    GroundRule,
    Network,
    NetworkFacilitator,
    Organisation,
    Participation,
    Person,
    Phase,
    Programme,
)
from reports import drafting
from reports.letters import letters_of
from reports.material import gather
from reports.models import Report
from reports.sending import send_report
from sessions.models import (
    ActionPoint,
    AgendaItem,
    Attendance,
    ChangeNote,
    Decision,
    DecisionReview,
    Document,
    ExpectationReview,
    Method,
    Note,
    Photo,
    Portrait,
    Question,
    Session,
    Substitute,
    SummaryPoint,
    TakenHome,
)
from sessions.photos import draw_photo


class DemoLoader:
    """Loads one network after the other; `today` is the day that all offsets count from."""

    def __init__(self, today: date, now: datetime) -> None:
        self.today = today
        self.now = now
        self.methods = {method.slug: method for method in Method.objects.all()}

    def moment(self, offset: int, clock: str) -> datetime:
        hours, minutes = map(int, clock.split(":"))
        return datetime.combine(
            day_of(self.today, offset), time(hours, minutes), tzinfo=timezone.get_current_timezone()
        )

    def user(self, demo: DemoUser) -> User:
        known = User.objects.filter(email=demo.email).first()
        return known or User.objects.create_user(demo.email, demo.name)

    def programme(self, demo: DemoProgramme) -> Programme:
        programme, is_new = Programme.objects.get_or_create(
            title=demo.title,
            defaults={
                "organiser": demo.organiser,
                "mail_name": demo.mail_name,
                "certificate_sessions": demo.certificate_sessions,
            },
        )
        for coordinator in demo.coordinators:
            programme.appoint_coordinator(self.user(coordinator))
        if is_new:
            # Whoever said no while trying, stays away the next time.
            Contact.objects.add_new(programme, demo.contacts, self.now)
        return programme

    def network(self, demo: DemoNetwork, facilitators: dict[str, User]) -> bool:
        """False when it was there already."""
        programme = Programme.objects.get(title=demo.programme)
        if Network.objects.filter(programme=programme, title=demo.title).exists():
            return False
        loading = NetworkOfDemo(self, demo, programme, facilitators)
        with transaction.atomic():
            loading.load()
        # Photos are drawn outside a transaction, and before the reports that they go into are frozen.
        draw_waiting_photos(self.now)
        with transaction.atomic():
            loading.send_out()
        return True


class NetworkOfDemo:
    """One network with everything in it."""

    def __init__(self, loader: DemoLoader, demo: DemoNetwork, programme: Programme, users: dict[str, User]) -> None:
        self.loader, self.demo, self.programme = loader, demo, programme
        self.facilitators = [users[name] for name in demo.facilitators]
        self.organisations: dict[str, Organisation] = {}
        self.people: dict[str, Participation] = {}
        self.expectations: list[Expectation] = []
        self.sessions: dict[int, Session] = {}

    def load(self) -> None:
        demo = self.demo
        self.network = Network.objects.create(
            programme=self.programme,
            title=demo.title,
            theme=demo.theme,
            audience=demo.audience,
            added_value=demo.added_value,
            aims=demo.aims,
            practical_information=demo.practical_information,
            organisation_value=demo.organisation_value,
            ways_of_working=demo.ways_of_working,
            guidance=demo.guidance,
            period=demo.period,
            duration=demo.duration,
            meeting_place=demo.meeting_place,
            price=demo.price,
            enrol_until=None if demo.enrol_until_day is None else day_of(self.loader.today, demo.enrol_until_day),
            session_count=demo.session_count,
            group_sought=demo.group_sought,
            group_most=demo.group_most,
            outside_line=demo.outside_line,
            phase=Phase(demo.phase),
        )
        for user in self.facilitators:
            NetworkFacilitator.objects.create(network=self.network, user=user)
        for kind, lines in ((EngagementLine.Kind.EXPECTED, demo.expected), (EngagementLine.Kind.OFFERED, demo.offered)):
            for n, text in enumerate(lines):
                EngagementLine.objects.create(network=self.network, kind=kind, text=text, position=n)
        self.expectations = [
            Expectation.objects.create(network=self.network, text=text, position=n)
            for n, text in enumerate(demo.expectations)
        ]
        for n, text in enumerate(demo.ground_rules):
            GroundRule.objects.create(network=self.network, text=text, position=n)
        if demo.enrol_until_day is not None:
            published = Announcement.publish(self.network, by=self.facilitators[0], now=self.loader.now)
            print_anew(published, self.loader.now)
        self.load_people()
        for session in demo.sessions:
            self.load_session(session)
        self.load_documents(None, demo.documents)
        for session in demo.sessions:
            self.load_questions(session)
            self.load_reviews(session)
        for number, note in enumerate(demo.taken_home):
            words = {"text": note.text, "tell_whom": note.tell_whom, "is_shared": note.is_shared}
            written_at = self.loader.moment(note.day, "17:10")
            TakenHome.write(self.people[note.person], f"demo-{number}", **words, now=written_at)  # type: ignore[arg-type]
        load_brought(self.network, self.people, self.loader.now)
        load_dates(self.network, self.people, self.loader.now, self.loader.moment)

    def send_out(self) -> None:
        load_enrolments(self.network, self.demo.enrolments, self.loader.moment)
        for session in self.demo.sessions:
            if session.evaluation:
                self.load_evaluation(session)
            if session.report_sent_day is not None:
                self.send_report(session)
        load_invitations(self.network, self.loader.now)
        load_upkeep(self.network, self.loader.now)
        if self.demo.closed_day is not None:
            closed_at = self.loader.moment(self.demo.closed_day, "16:00")
            load_afterwards(self.network, self.demo, self.people, by=self.facilitators[0], closed_at=closed_at)

    def load_people(self) -> None:
        for told in self.demo.organisations:
            self.organisations[told.name], _ = Organisation.objects.get_or_create(
                programme=self.programme, name=told.name, defaults={"place": told.place}
            )
        for demo in self.demo.people:
            organisation = self.organisations[demo.organisation]
            person = Person.objects.create(
                programme=self.programme,
                first_name=demo.first_name,
                last_name=demo.last_name,
                email=demo.email,
                organisation=organisation,
            )
            self.people[demo.name] = Participation.objects.create(
                network=self.network,
                person=person,
                organisation=organisation,
                function=demo.function,
                phone=demo.phone,
                learning_question=demo.learning_question,
                needs=demo.needs,
                from_session=demo.from_session,
                status=Participation.Status.STOPPED if demo.stopped else Participation.Status.TAKES_PART,
            )

    def load_session(self, demo: DemoSession) -> None:
        ends_at = self.loader.moment(demo.day, demo.end)
        session = Session.objects.create(
            network=self.network,
            number=demo.number,
            theme=demo.theme,
            starts_at=self.loader.moment(demo.day, demo.start),
            ends_at=ends_at,
            place=demo.place,
            host=self.organisations.get(demo.host),
            short_summary=demo.short_summary,
            closed_at=ends_at + timedelta(minutes=5) if demo.held else None,
        )
        session.network = self.network
        self.sessions[demo.number] = session
        for n, block in enumerate(demo.agenda):
            AgendaItem.objects.create(
                session=session,
                position=n,
                kind=block.kind,
                title=block.title,
                method=self.loader.methods.get(block.method),
                minutes=block.minutes,
                least_minutes=block.least_minutes,
                elastic=block.elastic,
                fixed_start=time.fromisoformat(block.fixed_start) if block.fixed_start else None,
                led_by=block.who,
                material=block.material,
                notes=block.notes,
                preparation=block.preparation,
            )
        self.load_attendance(session, demo)
        self.load_notes(session, demo)
        self.load_documents(session, demo.documents)
        for n, photo in enumerate(demo.photos):
            self.load_photo(session, photo, n)
        for activity in demo.activities:
            hold(session, activity, self.loader.moment(demo.day, activity.at))

    def load_attendance(self, session: Session, demo: DemoSession) -> None:
        for row in demo.attendance:
            Attendance.objects.create(
                session=session,
                participation=self.people[row.who],
                state=row.state,
                came_at=time.fromisoformat(row.came_at) if row.came_at else None,
                left_at=time.fromisoformat(row.left_at) if row.left_at else None,
                reason=row.reason,
                told_by_participant=row.told_by_participant,
            )
        for substitute in demo.substitutes:
            Substitute.objects.create(
                session=session, replaces=self.people[substitute.replaces], name=substitute.name, email=substitute.email
            )

    def load_notes(self, session: Session, demo: DemoSession) -> None:
        for n, (outcome, text) in enumerate(demo.summary):
            SummaryPoint.objects.create(session=session, outcome=outcome, text=text, position=n)
        for n, note in enumerate(demo.notes):
            Note.objects.create(
                session=session, kind=note.kind, text=note.text, for_programme=note.for_programme, position=n
            )
        for n, decision in enumerate(demo.decisions):
            Decision.objects.create(
                session=session, text=decision.text, for_programme=decision.for_programme, position=n
            )
        for n, action in enumerate(demo.actions):
            person = self.people.get(action.who) if action.owner == ActionPoint.Owner.PERSON else None
            ActionPoint.objects.create(
                session=session,
                text=action.text,
                owner=action.owner,
                participation=person,
                subgroup=action.who if action.owner == ActionPoint.Owner.SUBGROUP else "",
                due_on=day_of(self.loader.today, action.due) if action.due is not None else None,
                done_at=self.loader.moment(action.done, "17:00") if action.done is not None else None,
                position=n,
            )
        for n, (level, text) in enumerate(demo.changes):
            ChangeNote.objects.create(session=session, level=level, text=text, position=n)
        for index, state in demo.expectation_states.items():
            ExpectationReview.objects.create(session=session, expectation=self.expectations[index], state=state)

    def load_reviews(self, demo: DemoSession) -> None:
        """Which decisions come back, and in which session."""
        decisions = Decision.objects.filter(session=self.sessions[demo.number])
        for one in demo.decisions:
            if one.look_again:
                DecisionReview.objects.create(
                    decision=decisions.get(text=one.text), session=self.sessions[one.look_again]
                )

    def load_questions(self, demo: DemoSession) -> None:
        for n, question in enumerate(demo.questions):
            Question.objects.create(
                session=self.sessions[demo.number],
                text=question.text,
                asked_by=self.people.get(question.asked_by),
                answer=question.answer,
                answered_in=self.sessions[question.answered_in] if question.answered_in else None,
                position=n,
            )

    def load_documents(self, session: Session | None, documents: tuple) -> None:
        for demo in documents:
            Document.objects.create(
                network=self.network,
                session=session,
                title=demo.title,
                link=demo.link,
                audience=demo.audience,
                moment=demo.moment,
            )

    def load_photo(self, session: Session, demo: DemoPhoto, position: int) -> None:
        """Received as from a phone: the worker draws it anew like any other photo."""
        photo = Photo(session=session, caption=demo.caption, position=position, not_before=self.loader.now)
        photo.received.save("flap.jpg", ContentFile(draw_flip_chart(demo)), save=False)
        photo.save()

    def load_evaluation(self, demo: DemoSession) -> None:
        """Opened, answered by who was there, and closed by the facilitator."""
        if demo.evaluation is None:
            return
        session = self.sessions[demo.number]
        opened_at = session.ends_at - timedelta(minutes=15)
        round_ = Round.objects.open_for(session, now=opened_at, by=self.facilitators[0])
        there = [p for row in demo.attendance if (p := self.people[row.who]) and row.state in Attendance.WAS_THERE]
        for number, (participation, answer) in enumerate(zip(there, demo.evaluation.answers, strict=False)):
            fields = {name: value for name, value in vars(answer).items() if name != "from_paper"}
            more = said(round_, demo.evaluation.more, number)
            given = Answer(round=round_, more=more, **fields)
            round_.receive(participation, given, now=opened_at + timedelta(minutes=5))
        round_.refresh_from_db()
        if round_.is_open:
            round_.close(now=self.loader.moment(demo.evaluation.closed_day, "12:00"), by=self.facilitators[0])

    def send_report(self, demo: DemoSession) -> None:
        """Frozen and mailed on that evening; the mails count as sent, the worker makes the PDFs."""
        session = self.sessions[demo.number]
        by = self.facilitators[0]
        at = self.loader.moment(demo.report_sent_day or 0, "20:15")
        draft, material = drafting.draft_of(session), gather(session)
        report, letters = draft.report, letters_of(draft, material, by.name)
        send_report(draft, material, drafting.sections_of(draft, material), letters, by=by, now=at)
        OutgoingMail.objects.filter(topic=report.mail_topic).update(
            state=MailState.SENT, sent_at=at + timedelta(minutes=1)
        )
        Report.objects.filter(pk=report.pk).update(sent_at=at)


def draw_waiting_photos(now: datetime) -> None:
    photos, portraits = Rows(Photo.objects.all(), draw_photo), Rows(Portrait.objects.all(), draw_photo)
    while photos.work(lambda: now, Event()) or portraits.work(lambda: now, Event()):
        pass


def load_demo(now: datetime) -> list[str]:
    """The titles of the networks that were loaded now; none when all were there."""
    from desk.demo_content import FACILITATORS, NETWORKS, PROGRAMMES, own_methods

    loader = DemoLoader(timezone.localdate(now), now)
    users = {demo.name: loader.user(demo) for demo in FACILITATORS}
    for programme in PROGRAMMES:
        loader.programme(programme)
    shared_with = Programme.objects.get(title=own_methods.SHARED_WITH)
    written = {"owner": users[own_methods.OWNER], "shared_with": shared_with, **own_methods.VALUES}
    Method.objects.get_or_create(slug=own_methods.SLUG, defaults=written)
    return [network.title for network in NETWORKS if loader.network(network, users)]
