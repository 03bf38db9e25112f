"""A decision in four steps: over sessions, from phones without names, and looked at again when it was promised."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from desk.session_page import session_facts
from reports.composing import activities, decisions
from reports.material import gather
from sessions.activities.decision.models import DecisionPath, DecisionReview, Proposal, ProposalWeight
from sessions.activities.decision.rules import MOST_PROPOSALS
from sessions.models import Decision, Session
from sessions.models.notes import SavedElsewhere
from tests import factories
from tests.factories import NOW
from tests.sessions.wall.test_traces import changed, everything
from tests.world import client_of_staff, client_with_seat

KIND = "besluit-in-vier-stappen"
SAID = {"question": "Welke gast vragen we?", "origin": "Uit sessie 1.", "weight": "We zitten vast."}


@pytest.fixture
def session(db: None) -> Session:
    network = factories.create_network(facilitator=factories.create_user())
    return factories.create_session(network, starts_at=timezone.now())


def test_a_later_session_goes_on_where_the_earlier_one_stopped(session: Session) -> None:
    activity = factories.create_activity(session, KIND)
    path = DecisionPath.objects.of(activity)
    path.explore(activity, version=1, **SAID)
    with pytest.raises(SavedElsewhere):
        path.explore(activity, version=1, **SAID | {"question": "Iets anders?"})
    activity.go_to("voorstellen", now=NOW)
    path.propose(activity, ["Een ploegbaas", "Een psycholoog"], key="k")
    path.propose(activity, ["Een ploegbaas", "Een psycholoog"], key="k")
    activity.close(now=NOW)

    later = factories.create_session(session.network)
    again = factories.create_activity(later, KIND, options={"goes_on": str(path.pk)})
    assert (DecisionPath.objects.of(again), again.step, again.question) == (path, "voorstellen", SAID["question"])
    assert [one.text for one in path.proposals.all()] == ["Een ploegbaas", "Een psycholoog"]
    other = factories.create_activity(later, KIND, options={"goes_on": "nieuw"}, question="Een nieuwe?")
    listed = other.face.form_to_start(None, later).fields["goes_on"].choices
    assert [label for _, label in listed] == [
        f"Een nieuwe? (sessie {later.number}, gestopt bij verkennen)",
        f"{SAID['question']} (sessie {later.number}, gestopt bij voorstellen)",
        "Een nieuwe vraag",
    ]
    assert DecisionPath.objects.of(other) != path
    with pytest.raises(ValidationError):
        path.propose(again, ["nog"] * MOST_PROPOSALS, key="l")


def test_it_ends_in_a_decision_that_comes_back_in_the_session_that_was_chosen(session: Session) -> None:
    later = factories.create_session(session.network, number=session.number + 1)
    client = client_of_staff(session.network.facilitators.get().user)
    activity = factories.create_activity(session, KIND)
    url = reverse("sessions:besluit_decide", args=[session.pk, activity.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"text": "", "look_again": later.number}).status_code == 422
    for version, text in enumerate(("Een ploegbaas", "Twee ploegbazen")):
        for _ in range(2):
            assert client.post(url, {"text": text, "look_again": later.number, "version": version}).status_code == 302
    elsewhere = client.post(url, {"text": "Iets anders", "version": 1})
    assert (elsewhere.status_code, "“Twee ploegbazen”" in elsewhere.content.decode()) == (409, True)
    assert [(one.text, one.session) for one in Decision.objects.all()] == [("Twee ploegbazen", session)]

    review = DecisionReview.objects.get()
    assert "Twee ploegbazen" in client.get(reverse("sessions:look_back", args=[later.pk])).content.decode()
    judge = reverse("sessions:review_decision", args=[later.pk, review.pk])
    assert client.post(judge, {"verdict": "weg"}).status_code == 422
    assert client.post(judge, {"verdict": "aanpassen"}).status_code == 302
    review.refresh_from_db()
    assert review.verdict == "aanpassen"
    said = f"Opnieuw bekeken, uit sessie {session.number}: Twee ploegbazen (aanpassen)"
    assert decisions(gather(later)).data == [said]
    assert "aan te passen" in client.get(reverse("desk:kept", args=[session.network_id])).content.decode()
    assert client.post(reverse("sessions:review_decision", args=[session.pk, review.pk]), {}).status_code == 404
    # What is decided is not gone on with: the next one starts anew.
    assert "goes_on" not in activity.face.form_to_start(None, later).fields
    # Put off once more, what was said of it no longer counts.
    last = factories.create_session(session.network, number=later.number + 1)
    path = DecisionPath.objects.of(activity)
    path.decide(activity, "Twee ploegbazen", last)
    assert [(one.session, one.verdict) for one in DecisionReview.objects.all()] == [(last, "")]


@pytest.mark.slow
def test_a_decision_may_come_back_in_a_session_that_has_no_date_yet(session: Session) -> None:
    """The network announced four; only this one is planned."""
    client = client_of_staff(session.network.facilitators.get().user)
    activity = factories.create_activity(session, KIND)
    url = reverse("sessions:besluit_decide", args=[session.pk, activity.pk])
    page = client.get(url).content.decode()
    announced = [f'<option value="{number}">Sessie {number}, nog niet gepland' in page for number in range(1, 6)]
    assert announced == [False, True, True, True, False]
    assert client.post(url, {"text": "Een ploegbaas", "look_again": "5"}).status_code == 422
    for _ in range(2):
        assert client.post(url, {"text": "Een ploegbaas", "look_again": "3", "version": 0}).status_code == 302
    review = DecisionReview.objects.get()
    assert (review.session, review.number) == (None, 3)
    for screen in ("regie", "scherm"):
        shown = client.get(reverse(f"sessions:{screen}", args=[session.pk])).content.decode()
        assert (screen, "in sessie 3." in shown) == (screen, True)
    assert "opnieuw in sessie 3" in client.get(reverse("desk:kept", args=[session.network_id])).content.decode()

    second, third = (factories.create_session(session.network, number=number) for number in (2, 3))
    elsewhere = factories.create_session(factories.create_network(), number=3)
    pages = [client.get(reverse("sessions:look_back", args=[one.pk])).content.decode() for one in (second, third)]
    assert ["Een ploegbaas" in page for page in pages] == [False, True]
    facts = [session_facts(one).due_decision_count for one in (second, third, elsewhere)]  # type: ignore[attr-defined]
    assert facts == [0, 1, 0]
    assert '<option value="3" selected>Sessie 3</option>' in client.get(url).content.decode()
    judge = [reverse("sessions:review_decision", args=[one.pk, review.pk]) for one in (second, third)]
    assert [client.post(one, {"verdict": "goed"}).status_code for one in judge] == [404, 302]
    review.refresh_from_db()
    assert (review.session, review.number, review.verdict) == (third, None, "goed")
    assert decisions(gather(third)).data == [
        f"Opnieuw bekeken, uit sessie {session.number}: Een ploegbaas (nog altijd goed)"
    ]


def test_a_decision_that_is_taken_away_and_put_back_is_still_looked_at_again(session: Session) -> None:
    later = factories.create_session(session.network, number=session.number + 1)
    client = client_of_staff(session.network.facilitators.get().user)
    activity = factories.create_activity(session, KIND)
    decision = DecisionPath.objects.of(activity).decide(activity, "Een ploegbaas", later)
    client.post(reverse("sessions:remove_line", args=[session.pk, "besluiten", decision.pk]))
    assert (DecisionReview.objects.count(), DecisionPath.objects.of(activity).decision) == (0, None)
    client.post(reverse("sessions:restore_line", args=[session.pk]))
    assert [one.session for one in DecisionReview.objects.all()] == [later]
    assert DecisionPath.objects.of(activity).decision == decision


def test_what_was_taken_away_comes_back_until_it_is_over(session: Session) -> None:
    client = client_of_staff(session.network.facilitators.get().user)
    activity = factories.create_activity(session, KIND)
    path = DecisionPath.objects.of(activity)
    path.propose(activity, ["Een ploegbaas", "Een psycholoog"], key="k")
    kept, gone = path.proposals.all()
    kept.weigh(activity, "sterk", ["Kent de werf"], key="w")
    point = kept.weighed.get()
    activity.go_to("voorstellen", now=NOW)

    def post(name: str, pk: int) -> None:
        assert client.post(reverse(f"sessions:besluit_{name}", args=[session.pk, activity.pk, pk])).status_code == 302

    for name, line in (("proposal", kept), ("weight", point), ("proposal", gone)):
        post(f"remove_{name}", line.pk)
    place = factories.create_place(session)
    phone = client_with_seat(factories.create_seat(place)).get(reverse("sessions:phone")).content.decode()
    scherm = client.get(reverse("sessions:scherm", args=[session.pk])).content.decode()
    assert [text in body for text in ("Een ploegbaas", "Een psycholoog") for body in (phone, scherm)] == [False] * 4
    # A phone that sends it again does not bring it back.
    path.propose(activity, ["Een ploegbaas", "Een psycholoog"], key="k")
    for name, line in (("proposal", kept), ("weight", point)):
        post(f"restore_{name}", line.pk)
    [part] = [part for part in activities(gather(session)).data if part["title"] == "De voorstellen"]
    assert part["data"] == ["Een ploegbaas\nSterk: Kent de werf"]
    activity.close(now=NOW)
    assert [one.text for one in Proposal.objects.all()] == ["Een ploegbaas"]
    post("remove_proposal", kept.pk)
    assert (Proposal.objects.count(), ProposalWeight.objects.count()) == (0, 0)


@pytest.mark.slow
def test_phones_add_proposals_and_points_without_a_trace_of_whose_they_are(session: Session) -> None:
    activity = factories.create_activity(session, KIND)
    path = DecisionPath.objects.of(activity)
    place = factories.create_place(session)
    client = client_with_seat(factories.create_seat(place))
    assert activity.face.gsm(activity, place) is None
    activity.go_to("voorstellen", now=NOW)
    before = everything()
    propose = reverse("sessions:besluit_phone_propose", args=[activity.pk])
    for _ in range(2):
        assert client.post(propose, {"lines": "Een ploegbaas", "key": "k"}).status_code == 302
    assert client.post(propose, {"lines": ""}).status_code == 422
    assert changed(before) == {"learning_sessions.Proposal", "learning_sessions.Run"}
    assert "Een ploegbaas" in client.get(reverse("sessions:phone")).content.decode()
    proposal = Proposal.objects.get()
    activity.go_to("afwegen", now=NOW)
    weigh = reverse("sessions:besluit_phone_weigh", args=[activity.pk, proposal.pk])
    before = everything()
    for _ in range(2):
        assert client.post(weigh, {"lines": "Kent de werf", "side": "sterk", "key": "w"}).status_code == 302
    assert client.post(weigh, {"lines": "Kent de werf", "side": "links"}).status_code == 422
    assert changed(before) == {"learning_sessions.ProposalWeight", "learning_sessions.Run"}
    assert ProposalWeight.objects.count() == 1
    activity.refresh_from_db()
    titles = [part["title"] for part in activities(gather(session)).data]
    assert titles == ["De voorstellen"]
    path.decide(activity, "Een ploegbaas", None)
    assert client.post(propose, {"lines": "Te laat", "key": "z"}).status_code == 422


def test_the_regie_and_the_projector_show_each_step(session: Session) -> None:
    client = client_of_staff(session.network.facilitators.get().user)
    activity = factories.create_activity(session, KIND)
    url = reverse("sessions:besluit_explore", args=[session.pk, activity.pk])
    assert client.post(url, SAID | {"version": 1}).status_code == 302
    assert client.post(url, SAID | {"version": 1, "question": "Later?"}).status_code == 409
    propose = reverse("sessions:besluit_propose", args=[session.pk, activity.pk])
    assert client.post(propose, {"lines": "Een ploegbaas"}).status_code == 302
    weigh = reverse("sessions:besluit_weigh", args=[session.pk, activity.pk, Proposal.objects.get().pk])
    assert client.post(weigh, {"lines": "Kent de werf", "side": "sterk"}).status_code == 302
    for step in ("voorstellen", "afwegen", "besluiten"):
        assert activity.go_to(step, now=NOW)
        for page in ("regie", "scherm"):
            body = client.get(reverse(f"sessions:{page}", args=[session.pk])).content.decode()
            assert SAID["question"] in body
            assert "Een ploegbaas" in body


def test_nobody_is_told_to_type_a_proposal_once_the_phones_are_shut(session: Session) -> None:
    client = client_of_staff(session.network.facilitators.get().user)
    activity = factories.create_activity(session, KIND)
    asked, told = "Typ je voorstel op je gsm.", "Er ligt nog geen voorstel."
    shown = []
    for step in ("voorstellen", "afwegen", "besluiten"):
        assert activity.go_to(step, now=NOW)
        scherm = client.get(reverse("sessions:scherm", args=[session.pk])).content.decode()
        shown.append((asked in scherm, told in scherm))
    assert shown == [(True, False), (False, True), (False, True)]
