"""What the floor does for every kind: start it, go to its next step, close it, open it again, put it in the report."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lerendnetwerk.doors import Request, Staff, door
from sessions.access import methods_to_read, session_for
from sessions.activities.face import Kind
from sessions.activities.registry import kinds, kinds_for
from sessions.live.revisions import Screen
from sessions.live.screens import activity_context, items_of, poll_of
from sessions.models import Activity, AgendaItem, Method, Session
from sessions.models.activity import AnotherIsOpenError
from sessions.room import other_day

FIRST_CLOSE = "Er loopt nog een activiteit. Rond die eerst af in de regie; daarna start je deze hier."


@door(Staff)
@require_http_methods(["GET", "POST"])
def start_activity(request: Request, session_id: int, slug: str) -> HttpResponse:
    """The form of a kind, with two equal buttons: op gsm, op papier."""
    session = session_for(request.actor, session_id, in_room=True)
    kind = kinds().get(slug)
    if kind is None or not kind.offered:
        raise Http404
    item = block_of(session, request.POST.get("item") or request.GET.get("onderdeel", ""))
    user = request.actor.user  # type: ignore[union-attr]
    if request.method == "GET":
        return start_page(request, session, kind, item, kind.form_to_start(item, session, by=user))
    form = kind.form_to_start(item, session, request.POST, by=user)
    key = request.POST.get("key", "").replace("\0", "")[:32]
    if not key or not form.is_valid():
        return start_page(request, session, kind, item, form)
    try:
        Activity.objects.start(
            session,
            kind.slug,
            key=key,
            now=timezone.now(),
            item=item,
            question=form.cleaned_data.get("question", ""),
            on_paper=request.POST.get("how") == "papier",
            options=form.cleaned_data,
        )
    except AnotherIsOpenError:
        form.add_error(None, FIRST_CLOSE)
        return start_page(request, session, kind, item, form, another_open=True)
    return redirect("sessions:regie", session_id=session.pk)


def block_of(session: Session, item_id: str) -> AgendaItem | None:
    """The block that it belongs to, if any; with what `items_of` adds."""
    found: AgendaItem | None = (
        items_of(session).filter(pk=item_id).first() if item_id.isdecimal() and len(item_id) < 18 else None
    )
    return found


def start_page(
    request: Request,
    session: Session,
    kind: Kind,
    item: AgendaItem | None,
    form: object,
    *,
    another_open: bool = False,
) -> HttpResponse:
    context = {
        "session": session,
        "network": session.network,
        "kind": kind,
        "title": kind.title_in(item),
        "card": card_for(request, kind, item),
        "item": item,
        "form": form,
        "another_open": another_open,
        "other_day": other_day(session, timezone.now()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "sessions/live/start.html", context, status=status)


def card_for(request: Request, kind: Kind, item: AgendaItem | None) -> Method | None:
    """Whose card tells how it goes: the werkvorm of the block when this kind runs it, else the first it was made for."""
    own = getattr(item, "method_slug", None)
    slugs = [own] if own and kind in kinds_for(own) else kind.method_slugs
    user = request.actor.user  # type: ignore[union-attr]
    known = {one.slug: one for one in methods_to_read(user).filter(slug__in=slugs).only("slug", "title")}
    return next((known[slug] for slug in slugs if slug in known), None)


def own_activity(request: Request, session_id: int, activity_id: int) -> Activity:
    session = session_for(request.actor, session_id, in_room=True)
    activity = get_object_or_404(Activity, pk=activity_id, session=session)
    activity.session = session
    return activity


@door(Staff)
@require_GET
def activity(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    """An activity that is over, to look at and to complete from paper; a running one stands on the regie."""
    found = own_activity(request, session_id, activity_id)
    if found.is_open:
        return redirect("sessions:regie", session_id=session_id)
    context = activity_context(found, Screen.REGIE, lines=list(found.lines.all()))
    return render(
        request,
        "sessions/live/activity.html",
        {
            **context,
            "poll": poll_of(found.session, Screen.REGIE, now=timezone.now()),
            "session": found.session,
            "network": found.session.network,
            "may_reopen": found.face.may_reopen(found),
        },
    )


@door(Staff)
@require_POST
def go_to_step(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    found = own_activity(request, session_id, activity_id)
    if not found.go_to(request.POST.get("step", "")[:30], now=timezone.now()):
        messages.error(request, "Die stap kan nu niet. Kijk waar de activiteit staat.")
    return redirect("sessions:regie", session_id=session_id)


@door(Staff)
@require_POST
def close_activity(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    own_activity(request, session_id, activity_id).close(now=timezone.now())
    return redirect("sessions:regie", session_id=session_id)


@door(Staff)
@require_POST
def reopen_activity(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    if not own_activity(request, session_id, activity_id).reopen(now=timezone.now()):
        messages.error(request, "Ze kan niet opnieuw open: er loopt een andere activiteit, of ze is voorgoed dicht.")
    return redirect("sessions:regie", session_id=session_id)


@door(Staff)
@require_POST
def activity_in_report(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    found = own_activity(request, session_id, activity_id)
    found.put_in_report(request.POST.get("on") == "1")
    if found.is_open:
        return redirect("sessions:regie", session_id=session_id)
    return redirect("sessions:activity", session_id=session_id, activity_id=found.pk)
