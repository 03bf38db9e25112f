"""What the facilitator does with a wall. Starting, steps and closing are the regie's own buttons."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_http_methods, require_POST

from lerendnetwerk.doors import Request, Staff, door
from sessions.access import activity_for
from sessions.activities.back import back_to
from sessions.activities.form_page import form_page
from sessions.activities.wall.forms import (
    ClusterForm,
    CorrectForm,
    DotsForm,
    PaperDotsForm,
    PaperForm,
    SortForm,
    ThemeForm,
)
from sessions.activities.wall.models import Wall, WallCluster, WallNote
from sessions.activities.wall.outcomes import ClusterOutcome
from sessions.activities.wall.phone_views import SLUG, tell_screens
from sessions.activities.wall.rules import Step
from sessions.live.revisions import ALL_SCREENS, Screen, raise_revisions
from sessions.models.activity import Activity
from sessions.models.notes import SavedElsewhere


def back(activity: Activity) -> HttpResponse:
    return HttpResponseRedirect(back_to(activity))


@door(Staff)
@require_http_methods(["GET", "POST"])
def paper_notes(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    """What hung on paper, typed fast: one note per line; also after closing."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    if request.method == "GET":
        return form_page(request, activity, "wall/paper_notes", PaperForm(initial={"key": get_random_string(20)}))
    form = PaperForm(request.POST)
    if form.is_valid():
        wall = Wall.objects.of(activity)
        try:
            with transaction.atomic():
                wall.type_in(form.cleaned_data["key"], form.cleaned_data["lines"])
                tell_screens(wall, activity)
        except ValidationError as full:
            form.add_error("lines", full)
        else:
            return back(activity)
    return form_page(request, activity, "wall/paper_notes", form)


@door(Staff)
@require_http_methods(["GET", "POST"])
def note(request: Request, session_id: int, activity_id: int, note_id: int) -> HttpResponse:
    """Correct a note, for instance to take a name out."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    wall = Wall.objects.of(activity)
    if wall.is_secret:
        raise Http404
    found = get_object_or_404(WallNote, pk=note_id, wall=wall)
    if request.method == "GET":
        form = CorrectForm(initial={"text": found.text, "seen": found.text})
        return form_page(request, activity, "wall/correct", form, note=found, theirs="")
    form = CorrectForm(request.POST)
    if not form.is_valid():
        return form_page(request, activity, "wall/correct", form, note=found, theirs="")
    text = form.cleaned_data["text"]
    # A text field brings its own line ends.
    seen = form.cleaned_data["seen"].replace("\r\n", "\n")
    if found.text.replace("\r\n", "\n") not in (seen, text.replace("\r\n", "\n")):
        theirs = found.text
        again = CorrectForm({**request.POST.dict(), "seen": theirs})
        return form_page(request, activity, "wall/correct", again, status=409, note=found, theirs=theirs)
    with transaction.atomic():
        found.say(text)
        raise_revisions(session_id, *ALL_SCREENS)
    return back(activity)


@door(Staff)
@require_POST
def remove_note(request: Request, session_id: int, activity_id: int, note_id: int) -> HttpResponse:
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    found = WallNote.objects.filter(pk=note_id, wall__activity=activity).first()
    if found is not None and activity.step != Step.HIDDEN:
        with transaction.atomic():
            found.take_back()
            raise_revisions(session_id, *ALL_SCREENS)
    return back(activity)


@door(Staff)
@require_POST
def sort(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    """Put the notes that were tapped in a group, in a new group, or loose."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    wall = Wall.objects.of(activity)
    if wall.is_secret:
        raise Http404
    clusters = {str(one.pk): one for one in wall.clusters.all()}
    # What was removed meanwhile is no reason to leave the others where they were.
    there = [str(pk) for pk in wall.notes.filter(parent=None).values_list("pk", flat=True)]
    data = request.POST.copy()
    data.setlist("notes", [one for one in data.getlist("notes") if one in there])
    form = SortForm(data, notes=there, clusters=list(clusters))
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(str(error) for error in errors))
        return back(activity)
    into = form.cleaned_data["into"]
    try:
        with transaction.atomic():
            wall.sort(
                form.cleaned_data["key"],
                form.cleaned_data["notes"],
                clusters.get(into),
                name="" if into == SortForm.NEW else None,
            )
            raise_revisions(session_id, *ALL_SCREENS)
    except ValidationError as full:
        messages.error(request, " ".join(full.messages))
    return back(activity)


@door(Staff)
@require_POST
def undo(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    """Take back the move that the page showed, whoever made it."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    with transaction.atomic():
        Wall.objects.of(activity).undo(request.POST.get("move", "").replace("\0", "")[:40])
        raise_revisions(session_id, *ALL_SCREENS)
    return back(activity)


def cluster_of(activity: Activity, cluster_id: int) -> WallCluster:
    return get_object_or_404(WallCluster, pk=cluster_id, wall__activity=activity)


@door(Staff)
@require_http_methods(["GET", "POST"])
def cluster(request: Request, session_id: int, activity_id: int, cluster_id: int) -> HttpResponse:
    """The name of a group."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    found = cluster_of(activity, cluster_id)
    if request.method == "GET":
        form = ClusterForm(initial={"name": found.name, "version": found.version})
        return form_page(request, activity, "wall/cluster", form, cluster=found, theirs="")
    form = ClusterForm(request.POST)
    if not form.is_valid():
        return form_page(request, activity, "wall/cluster", form, cluster=found, theirs="")
    try:
        with transaction.atomic():
            found.call(form.cleaned_data["name"], version=form.cleaned_data["version"])
            raise_revisions(session_id, *ALL_SCREENS)
    except SavedElsewhere as other:
        again = ClusterForm({"name": form.cleaned_data["name"], "version": other.version})
        return form_page(request, activity, "wall/cluster", again, status=409, cluster=found, theirs=other.theirs)
    return back(activity)


@door(Staff)
@require_POST
def remove_cluster(request: Request, session_id: int, activity_id: int, cluster_id: int) -> HttpResponse:
    """An empty one only."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    found = WallCluster.objects.filter(pk=cluster_id, wall__activity=activity).first()
    if found is not None:
        with transaction.atomic():
            gone = found.clear_away()
            raise_revisions(session_id, *ALL_SCREENS)
        if not gone:
            messages.info(request, "In dit groepje hangt nog iets. Het blijft staan.")
    return back(activity)


@door(Staff)
@require_POST
def goes_on(request: Request, session_id: int, activity_id: int, cluster_id: int) -> HttpResponse:
    """Verder mee, niet, of nog niet beslist."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    found = cluster_of(activity, cluster_id)
    chosen = {"ja": True, "nee": False}.get(request.POST.get("verder", ""))
    with transaction.atomic():
        WallCluster.objects.filter(pk=found.pk).update(goes_on=chosen)
        raise_revisions(session_id, Screen.REGIE, Screen.SCHERM)
    return back(activity)


@door(Staff)
@require_http_methods(["GET", "POST"])
def paper_dots(request: Request, session_id: int, activity_id: int, cluster_id: int) -> HttpResponse:
    """Dots that were stuck on paper; they stay off the screen until the others are counted."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    found = cluster_of(activity, cluster_id)
    form = PaperDotsForm(request.POST if request.method == "POST" else None, initial={"paper_dots": found.paper_dots})
    if not form.is_valid():
        return form_page(request, activity, "wall/paper_dots", form, cluster=found)
    with transaction.atomic():
        WallCluster.objects.filter(pk=found.pk).update(paper_dots=form.cleaned_data["paper_dots"])
        raise_revisions(session_id, Screen.REGIE, *([Screen.SCHERM] if activity.step == Step.DONE else []))
    return back(activity)


@door(Staff)
@require_POST
def dots_each(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    form = DotsForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Geef iedereen 1 tot 10 stippen.")
    elif activity.step in (Step.WRITING, Step.REVEALED, Step.CLUSTERING):
        with transaction.atomic():
            Wall.objects.of(activity).give_each(form.cleaned_data["dots_each"])
            raise_revisions(session_id, Screen.REGIE)
    return back(activity)


MADE = {
    ClusterOutcome.What.EXPECTATION: "staat bij de verwachtingen",
    ClusterOutcome.What.QUESTION: "staat bij de open vragen",
    ClusterOutcome.What.RULE: "staat bij de spelregels, op de flap",
}


@door(Staff)
@require_POST
def becomes(request: Request, session_id: int, activity_id: int, cluster_id: int, what: str) -> HttpResponse:
    """One tap: an expectation, an open question or a ground rule. Once."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    found = cluster_of(activity, cluster_id)
    if what not in list(MADE):
        raise Http404
    if not found.name:
        messages.error(request, "Geef het groepje eerst een naam: die wordt de zin.")
        return redirect("sessions:wall_cluster", session_id, activity_id, cluster_id)
    with transaction.atomic():
        ClusterOutcome.objects.make(found, what, activity.session)
        raise_revisions(session_id, Screen.REGIE, *([Screen.SCHERM] if what == ClusterOutcome.What.RULE else []))
    messages.success(request, f"‘{found}’ {MADE[ClusterOutcome.What(what)]}.")
    return back(activity)


@door(Staff)
@require_http_methods(["GET", "POST"])
def theme(request: Request, session_id: int, activity_id: int, cluster_id: int) -> HttpResponse:
    """A theme to work on, after two checks."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    found = cluster_of(activity, cluster_id)
    form = ThemeForm(request.POST if request.method == "POST" else None, session=activity.session)
    if form.is_valid() and found.name:
        with transaction.atomic():
            ClusterOutcome.objects.make_theme(found, form.cleaned_data["session"])
            raise_revisions(session_id, *ALL_SCREENS)
        messages.success(request, f"‘{found}’ is het thema van sessie {form.cleaned_data['session'].number}.")
        return back(activity)
    return form_page(request, activity, "wall/theme", form, cluster=found)
