from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core import serializers
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_GET, require_POST

from lerendnetwerk.doors import Request, Staff, door
from lerendnetwerk.htmx import render_page
from networks.models import Participation
from sessions.access import session_for
from sessions.lines import lines_of
from sessions.models import Photo, Session
from sessions.models.notes import SavedElsewhere, Written
from sessions.note_forms import LineForm, ShortSummaryForm
from sessions.note_lists import LISTS, NoteList
from sessions.notes_page import NEW, Row, folds, names, new_key
from sessions.saving import by_itself, conflict, refused, saved

# What was just taken away waits this long in the web session of who did it.
UNDO = timedelta(minutes=10)


@door(Staff)
@require_GET
def notes(request: Request, session_id: int) -> HttpResponse:
    return notes_page(request, session_for(request.actor, session_id))


@door(Staff)
@require_POST
def save_short_summary(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    form = ShortSummaryForm(request.POST)
    if not form.is_valid():
        return refused(form) if by_itself(request) else notes_page(request, session, summary_form=form, status=422)
    if not session.summarise(form.cleaned_data["version"] or 0, form.cleaned_data["text"]):
        if by_itself(request):
            return conflict(session.short_summary, session.short_summary_version)
        return notes_page(request, session, summary_form=form, status=409)
    return saved(request, _page(session, "#kort"), session.short_summary_version)


@door(Staff)
@require_POST
def add_line(request: Request, session_id: int, slug: str) -> HttpResponse:
    session = session_for(request.actor, session_id)
    note_list = _list(slug)
    form = LineForm(request.POST, note_list=note_list, people=_people(session))
    if not form.is_valid():
        return _answer_invalid(request, session, form, NEW)
    key, version = form.cleaned_data["key"], form.version_seen
    before = note_list.model.list_of(session.pk, note_list.fixed).filter(key=key).first() if key else None
    try:
        values = form.values(before, session, timezone.now())
        row = note_list.model.write(session, key, version, **values)
    except SavedElsewhere as other:
        return _answer_conflict(request, session, form, NEW, other)
    return saved(request, _page(session, f"?na={slug}#nieuw-{slug}"), row.version)


@door(Staff)
@require_POST
def save_line(request: Request, session_id: int, slug: str, line_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    row = _line(session, slug, line_id)
    form = LineForm(request.POST, note_list=_list(slug), people=_people(session))
    if not form.is_valid():
        return _answer_invalid(request, session, form, line_id)
    try:
        row.correct(form.version_seen, **form.values(row, session, timezone.now()))
    except SavedElsewhere as other:
        return _answer_conflict(request, session, form, line_id, other)
    return saved(request, _page(session, f"?bij={slug}#lijst-{slug}"), row.version)


@door(Staff)
@require_POST
def move_line(request: Request, session_id: int, slug: str, line_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    _line(session, slug, line_id).move(-1 if request.POST.get("naar") == "op" else 1)
    return HttpResponseRedirect(_page(session, f"?bij={slug}#lijst-{slug}"))


@door(Staff)
@require_POST
def remove_line(request: Request, session_id: int, slug: str, line_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    note_list = _list(slug)
    row = note_list.model.list_of(session.pk, note_list.fixed).filter(pk=line_id).first()
    if row is not None:
        request.session["removed_line"] = {
            "session": session.pk,
            "list": slug,
            "text": str(row),
            "row": serializers.serialize("json", [row, *row.hangs_on_it()]),
            "until": (timezone.now() + UNDO).isoformat(),
        }
        row.delete()
    return HttpResponseRedirect(_page(session, f"?bij={slug}#lijst-{slug}"))


@door(Staff)
@require_POST
def restore_line(request: Request, session_id: int) -> HttpResponse:
    """Put back what was just taken away, as it was."""
    session = session_for(request.actor, session_id)
    removed = _removed(request, session, timezone.now())
    if removed is None:
        messages.info(request, "Er is niets meer om terug te zetten.")
        return HttpResponseRedirect(_page(session))
    note_list = _list(removed["list"])
    with transaction.atomic():
        for row in serializers.deserialize("json", removed["row"]):
            line: Any = row.object
            if isinstance(line, Written) and (
                note_list.model.list_of(session.pk, note_list.fixed).filter(key=line.key).exists()
            ):
                line.key = ""  # a newer line took its key meanwhile
            row.save()
    del request.session["removed_line"]
    return HttpResponseRedirect(_page(session, f"?bij={removed['list']}#lijst-{removed['list']}"))


def _removed(request: Request, session: Session, now: datetime) -> dict[str, str] | None:
    removed = request.session.get("removed_line")
    if removed is None:
        return None
    if datetime.fromisoformat(removed["until"]) < now:
        del request.session["removed_line"]
        return None
    return removed if removed["session"] == session.pk else None


def _list(slug: str) -> NoteList:
    if slug not in LISTS:
        raise Http404
    return LISTS[slug]


def _line(session: Session, slug: str, line_id: int) -> Written:
    note_list = _list(slug)
    return get_object_or_404(note_list.model, pk=line_id, session=session, **note_list.fixed)


def _people(session: Session) -> list[Participation]:
    return list(Participation.objects.filter(network=session.network_id).with_people())


def _page(session: Session, rest: str = "") -> str:
    return reverse("sessions:notes", kwargs={"session_id": session.pk}) + rest


def _answer_invalid(request: Request, session: Session, form: LineForm, line_id: int) -> HttpResponse:
    if by_itself(request):
        # A new line that was emptied again: nothing to keep, and nothing to say.
        return HttpResponse(status=204) if line_id == NEW and not form.data.get("text", "").strip() else refused(form)
    return notes_page(request, session, wrong=Row.typed(form, line_id), status=422)


def _answer_conflict(
    request: Request, session: Session, form: LineForm, line_id: int, other: SavedElsewhere
) -> HttpResponse:
    if by_itself(request):
        return conflict(other.theirs, other.version)
    row = Row.typed(form, line_id, theirs=other.theirs, version=other.version)
    return notes_page(request, session, wrong=row, status=409)


def notes_page(
    request: Request,
    session: Session,
    *,
    wrong: Row | None = None,
    summary_form: ShortSummaryForm | None = None,
    photo_errors: list[str] | None = None,
    wrong_photo: Photo | None = None,
    status: int = 200,
) -> HttpResponse:
    focus, opened = request.GET.get("na", ""), request.GET.get("bij", "")
    # Stands for this browser, and says nothing about its session key.
    browser = request.session.session_key or ""
    hand = salted_hmac("sessions.notes", browser, algorithm="sha256").hexdigest()[:8]
    people = _people(session)
    # What was typed at a photo and could not be kept stands in the place of what is saved.
    photos = [wrong_photo if wrong_photo and wrong_photo.pk == photo.pk else photo for photo in session.photos.all()]
    context = {
        "session": session,
        "network": session.network,
        "folds": folds(lines_of(session), hand=hand, wrong=wrong, opened=focus or opened, focus=focus),
        "people": names(person for person in people if person.status == Participation.Status.TAKES_PART),
        "stopped": names(person for person in people if person.status != Participation.Status.TAKES_PART),
        "summary_text": summary_form.data.get("text", "") if summary_form else session.short_summary,
        "summary_errors": list(summary_form.errors.get("text", [])) if summary_form else [],
        "summary_theirs": session.short_summary if status == 409 and summary_form else None,
        "photos": photos,
        "photos_busy": [photo for photo in photos if not photo.is_ready and not photo.has_failed],
        "photo_errors": photo_errors or [],
        "photo_key": new_key(),
        "opened": opened,
        "removed": _removed(request, session, timezone.now()),
    }
    return render_page(request, "sessions/notes.html", context, fragment="content", status=status)
