from datetime import UTC, datetime

from reports import drafting
from reports.models import Certificate, Edition, PaperPack, Report
from tests.access.row import Row, facilitator_and_coordinator, facilitator_only, member_only
from tests.world import World


def session(world: World) -> dict[str, object]:
    return {"session_id": world.session.pk}


def about(world: World) -> dict[str, object]:
    return {"about": world.session.pk}


def about_all(world: World) -> dict[str, object]:
    """The final report of the network."""
    return {"about": f"netwerken/{world.network.pk}"}


def section(world: World) -> dict[str, object]:
    drafting.report_of(world.session)
    return about(world) | {"key": "tips"}


def final_section(world: World) -> dict[str, object]:
    drafting.report_of(world.network)
    return about_all(world) | {"key": "besluiten"}


def letter(world: World) -> dict[str, object]:
    return about(world) | {"kind": "aanwezig"}


def final_letter(world: World) -> dict[str, object]:
    return about_all(world) | {"kind": "iedereen"}


def edition(audience: str, state: str = "klaar", *, final: bool = False) -> object:
    def make(world: World) -> dict[str, object]:
        now = datetime.now(UTC)
        report = drafting.report_of(world.network if final else world.session)
        Report.objects.filter(pk=report.pk).update(sent_at=now)
        made = Edition(report=report, audience=audience, version=1, frozen={}, digest="x", not_before=now, state=state)
        if state == "gedaan":
            from django.core.files.base import ContentFile

            made.file.save("verslag.pdf", ContentFile(b"%PDF-1.7"), save=False)
        made.save()
        return {"edition_id": made.pk}

    return make


def pack(state: str = "gedaan") -> object:
    def make(world: World) -> dict[str, object]:
        from django.core.files.base import ContentFile

        now = datetime.now(UTC)
        asked = PaperPack.objects.ask(world.session, ["flap"], 4, "sleutel", by=world.facilitator, now=now)
        asked.state = state
        asked.file.save("map.pdf", ContentFile(b"%PDF-1.7"))
        return session(world) | {"pack_id": asked.pk}

    return make


def network(world: World) -> dict[str, object]:
    return {"network_id": world.network.pk}


def certificate(state: str = "gedaan") -> object:
    def make(world: World) -> dict[str, object]:
        from django.core.files.base import ContentFile

        words = {"name": "Joris Vandaele", "total": "3 uur"}
        given = Certificate(participation=world.participation, frozen=words, digest="x", state=state)
        given.given_at = given.not_before = datetime.now(UTC)
        given.file.save("attest.pdf", ContentFile(b"%PDF-1.7"))
        return {"certificate_id": given.pk}

    return make


ROWS: list[Row] = [
    Row("reports:certificates", "GET", facilitator_only(), network),
    Row("reports:certificates", "POST", facilitator_only(302), network),
    Row("reports:certificate", "GET", facilitator_only(), certificate()),
    Row("reports:certificate_again", "POST", facilitator_only(302), certificate("mislukt")),
    Row("reports:my_certificate", "GET", member_only(), certificate()),
    Row("reports:report", "GET", facilitator_only(), about),
    Row("reports:section", "GET", facilitator_only(), section),
    Row("reports:section", "POST", facilitator_only(302), section, lambda w: {"text": "Zo was het.", "version": 1}),
    Row("reports:move", "POST", facilitator_only(302), section, lambda w: {"direction": "op"}),
    Row("reports:include", "POST", facilitator_only(302), section, lambda w: {"included": "0"}),
    Row("reports:automatic", "POST", facilitator_only(302), section),
    Row("reports:preview", "GET", facilitator_only(), lambda w: about(w) | {"audience": "groep"}),
    Row("reports:send", "GET", facilitator_only(), about),
    Row("reports:send", "POST", facilitator_only(302), about),
    Row("reports:letter", "GET", facilitator_only(), letter),
    # The pack holds links that open what is personal: only who facilitates may ask for it.
    Row("reports:paper", "GET", facilitator_only(), session),
    Row("reports:paper", "POST", facilitator_only(302), session, lambda w: {"parts": ["flap"], "people": 4}),
    Row("reports:paper_pack", "GET", facilitator_only(), pack()),
    Row("reports:paper_again", "POST", facilitator_only(302), pack("mislukt")),
    Row(
        "reports:letter",
        "POST",
        facilitator_only(302),
        letter,
        lambda w: {"subject": "Dag", "text": "Zo", "version": 0},
    ),
    Row("reports:automatic_letter", "POST", facilitator_only(302), letter),
    # What is said in the group stays in the group: the coordinator opens only the programme's edition.
    Row("reports:edition", "GET", facilitator_only(), edition("groep")),
    Row("reports:edition", "GET", facilitator_and_coordinator(), edition("programma")),
    # The final report of a network has the same pages and the same doors.
    Row("reports:find_report", "GET", facilitator_only(302), lambda w: {"report_id": drafting.report_of(w.network).pk}),
    Row("reports:report", "GET", facilitator_only(), about_all),
    Row("reports:section", "GET", facilitator_only(), final_section),
    Row("reports:section", "POST", facilitator_only(302), final_section, lambda w: {"text": "Zo.", "version": 1}),
    Row("reports:move", "POST", facilitator_only(302), final_section, lambda w: {"direction": "op"}),
    Row("reports:include", "POST", facilitator_only(302), final_section, lambda w: {"included": "0"}),
    Row("reports:automatic", "POST", facilitator_only(302), final_section),
    Row("reports:preview", "GET", facilitator_only(), lambda w: about_all(w) | {"audience": "programma"}),
    Row("reports:send", "GET", facilitator_only(), about_all),
    Row("reports:send", "POST", facilitator_only(302), about_all),
    Row("reports:letter", "GET", facilitator_only(), final_letter),
    Row("reports:automatic_letter", "POST", facilitator_only(302), final_letter),
    Row("reports:edition", "GET", facilitator_only(), edition("groep", final=True)),
    Row("reports:edition", "GET", facilitator_and_coordinator(), edition("programma", final=True)),
    Row("reports:member_edition", "GET", member_only(), edition("groep", "gedaan", final=True)),
    Row("reports:make_again", "POST", facilitator_only(302), edition("groep", "mislukt")),
    Row("reports:member_edition", "GET", member_only(), edition("groep", "gedaan")),
]
