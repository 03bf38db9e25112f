"""The wall on a phone. No view here keeps who did it, except where names were chosen, and dots until they are counted."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lerendnetwerk.doors import Request, Seat, door
from sessions.access import place_and_activity
from sessions.activities.own_keys import own_keys, remember
from sessions.activities.wall import rules
from sessions.activities.wall.board import columns
from sessions.activities.wall.forms import GivenDotsForm, NoteForm, OwnNoteForm
from sessions.activities.wall.models import Wall, WallNote
from sessions.activities.wall.rules import Step
from sessions.live.revisions import Screen, raise_revisions
from sessions.models.activity import Activity
from sessions.models.place import Place

SLUG = "wand"


def tell_screens(wall: Wall, activity: Activity) -> None:
    """What is hidden is only counted, and only on the regie."""
    secret = [Screen.REGIE]
    raise_revisions(activity.session_id, *(secret if wall.is_secret else [*secret, Screen.SCHERM, Screen.GSM]))


@door(Seat)
@require_POST
def write(request: Request, activity_id: int) -> HttpResponse:
    """Also after closing: a phone that was out of reach may still bring its note."""
    place, activity = place_and_activity(request.actor, activity_id, SLUG)
    wall = Wall.objects.of(activity)
    form = NoteForm(request.POST)
    parent = None
    if form.is_valid() and form.cleaned_data["parent"]:
        # A note that was taken away meanwhile: the reaction then hangs by itself.
        parent = None if wall.is_secret else wall.notes.filter(pk=form.cleaned_data["parent"]).first()
    if form.is_valid():
        try:
            with transaction.atomic():
                note = wall.write(form.cleaned_data["key"], form.cleaned_data["text"], parent=parent, author=place)
                tell_screens(wall, activity)
        except ValidationError as full:
            form.add_error("text", full)
        else:
            response = redirect("sessions:phone")
            remember(response, request, activity, place, note.key)
            return response
    return page(request, place, activity, wall, form=form, note=parent, status=422)


@door(Seat)
@require_GET
def read(request: Request, activity_id: int) -> HttpResponse:
    """The whole wall, to read and react in peace."""
    place, activity = place_and_activity(request.actor, activity_id, SLUG)
    wall, clusters = Wall.objects.with_groups(activity)
    if wall.is_secret:
        raise Http404
    loose, groups = columns(clusters, list(WallNote.objects.for_wall(wall)))
    context = {"activity": activity, "wall": wall, "place": place, "loose": loose, "groups": groups}
    return render(request, "sessions/activities/wall/read.html", context)


@door(Seat)
@require_GET
def react(request: Request, activity_id: int, note_id: int) -> HttpResponse:
    """One note with what hangs below it, and a place for a reaction."""
    place, activity = place_and_activity(request.actor, activity_id, SLUG)
    if activity.step == Step.HIDDEN:
        raise Http404
    note = get_object_or_404(WallNote.objects.select_related("wall"), pk=note_id, wall__activity=activity)
    wall = note.wall
    wall.activity = activity
    form = NoteForm(initial={"key": get_random_string(20), "parent": note.pk})
    return page(request, place, activity, wall, form=form, note=note)


def page(
    request: Request,
    place: Place,
    activity: Activity,
    wall: Wall,
    *,
    form: NoteForm,
    note: WallNote | None,
    status: int = 200,
) -> HttpResponse:
    context = {"activity": activity, "wall": wall, "place": place, "form": form, "branch": None}
    if note is not None:
        hanging = rules.branches(WallNote.objects.for_wall(wall))
        found = [one for root in hanging for one in [root, *root.flat()] if one.note.pk == note.pk]
        context["branch"] = found[0] if found else None
    return render(request, "sessions/activities/wall/note.html", context, status=status)


def own_note(request: Request, place: Place, activity: Activity, note_id: int) -> WallNote:
    """Only who holds the key that was made with the note."""
    note = get_object_or_404(WallNote, pk=note_id, wall__activity=activity)
    if note.key not in own_keys(request.COOKIES, activity, place):
        raise Http404
    return note


@door(Seat)
@require_http_methods(["GET", "POST"])
def change(request: Request, activity_id: int, note_id: int) -> HttpResponse:
    place, activity = place_and_activity(request.actor, activity_id, SLUG)
    note = own_note(request, place, activity, note_id)
    wall = Wall.objects.of(activity)
    form = OwnNoteForm(request.POST if request.method == "POST" else None, initial={"text": note.text})
    if form.is_valid():
        with transaction.atomic():
            note.say(form.cleaned_data["text"])
            tell_screens(wall, activity)
        return redirect("sessions:phone")
    context = {"activity": activity, "wall": wall, "place": place, "form": form, "note": note}
    return render(request, "sessions/activities/wall/change.html", context, status=422 if form.is_bound else 200)


@door(Seat)
@require_POST
def take_back(request: Request, activity_id: int, note_id: int) -> HttpResponse:
    place, activity = place_and_activity(request.actor, activity_id, SLUG)
    if WallNote.objects.filter(pk=note_id, wall__activity=activity).exists():
        note = own_note(request, place, activity, note_id)
        with transaction.atomic():
            note.take_back()
            tell_screens(Wall.objects.of(activity), activity)
    return redirect("sessions:phone")


@door(Seat)
@require_POST
def dots(request: Request, activity_id: int, cluster_id: int) -> HttpResponse:
    """So many dots on this group: the same tap twice gives no more."""
    place, activity = place_and_activity(request.actor, activity_id, SLUG)
    wall = Wall.objects.of(activity)
    cluster = get_object_or_404(wall.clusters, pk=cluster_id)
    form = GivenDotsForm(request.POST)
    if form.is_valid():
        with transaction.atomic():
            if wall.give_dots(place, cluster, form.cleaned_data["count"]):
                raise_revisions(activity.session_id, Screen.REGIE)
    return redirect("sessions:phone")
