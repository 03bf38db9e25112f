"""Everything of a session on paper: chosen here, made by the worker, downloaded once or twice, then gone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lerendnetwerk.audit.record import record
from lerendnetwerk.doors import Staff, StaffRequest, door
from lerendnetwerk.leases import WorkState
from reports.models import PaperPack
from reports.paper_pack.forms import PaperForm
from reports.paper_pack.gathering import gather
from reports.paper_pack.parts import titles_of
from reports.views.download import page_while_making, pdf_response
from sessions.access import session_for
from sessions.models import Session


@door(Staff)
@require_http_methods(["GET", "POST"])
def paper(request: StaffRequest, session_id: int) -> HttpResponse:
    """Choose what to print; the worker makes it."""
    session = session_for(request.actor, session_id)
    now = timezone.now()
    form = PaperForm(request.POST if request.method == "POST" else None, material=gather(session))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        pack = PaperPack.objects.ask(session, data["chosen"], data["people"], data["key"], by=request.user, now=now)
        return redirect("reports:paper_pack", session_id=session.pk, pack_id=pack.pk)
    packs = [(pack, titles_of(pack.parts)) for pack in PaperPack.objects.for_page(session, now)]
    context = {"session": session, "network": session.network, "form": form, "packs": packs}
    return render(request, "reports/paper.html", context, status=422 if form.errors else 200)


@door(Staff)
@require_GET
def paper_pack(request: StaffRequest, session_id: int, pack_id: int) -> HttpResponse:
    """The PDF, or where its making stands."""
    session = session_for(request.actor, session_id)
    now = timezone.now()
    pack = PaperPack.objects.for_page(session, now).filter(pk=pack_id).first()
    if pack is None:
        messages.info(request, "Die pdf is opgeruimd. Maak hem opnieuw, dan klopt alles weer met nu.")
        return redirect("reports:paper", session_id=session.pk)
    if pack.state != WorkState.DONE:
        return page_while_making(
            request,
            pack,
            again=reverse("reports:paper_again", args=[session.pk, pack.pk]),
            back=reverse("reports:paper", args=[session.pk]),
            back_to="afdrukken",
        )
    if pack.holds_links:
        record("opened link cards", pack, now=now, user=request.user, network_id=session.network_id)
    return pdf_response(pack, file_name(session, pack))


@door(Staff)
@require_POST
def paper_again(request: StaffRequest, session_id: int, pack_id: int) -> HttpResponse:
    """After a failure: once more on the worker's pile."""
    session = session_for(request.actor, session_id)
    now = timezone.now()
    pack = PaperPack.objects.for_page(session, now).filter(pk=pack_id).first()
    if pack is not None:
        pack.put_back(now)
    return redirect("reports:paper_pack", session_id=session.pk, pack_id=pack_id)


def file_name(session: Session, pack: PaperPack) -> str:
    what = pack.parts[0] if len(pack.parts) == 1 else "afdrukken"
    return f"{what}-{slugify(session.network.title)}-sessie-{session.number}.pdf"
