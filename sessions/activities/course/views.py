"""A table writes on the phone of its writer; the facilitator follows, and types what stands on paper."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lerendnetwerk.doors import Request, Seat, Staff, door
from lerendnetwerk.together import read_together
from sessions.access import activity_for, place_and_activity
from sessions.activities.back import back_to
from sessions.activities.course.forms import PaperSheetForm, PlanForm, SheetForm
from sessions.activities.course.models import DONE, ROLES, CoursePlan, CourseStage, CourseTable, members_of
from sessions.activities.form_page import form_page
from sessions.activities.subgroups.models import takes_from_phones
from sessions.models import Activity, Place

SLUG = "koerskaart"
OVER = "De koerskaart is afgerond, dus dit kwam te laat. Je tekst staat hier nog: zeg het straks in de grote groep."
ANOTHER_WRITES = (
    "Iemand anders schrijft nu voor jullie groep. Je tekst staat hier nog: geef hem door, of neem zelf de pen."
)
SAVED_BY_TABLE = "De groep schreef intussen zelf: ‘{}’. Bewaar opnieuw als jouw tekst moet gelden."


def _number(request: Request, name: str) -> int:
    typed = request.POST.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else 0


def _own_table(request: Request, activity_id: int) -> tuple[Place, CourseTable]:
    """The table at which the holder of this phone sits."""
    place, activity = place_and_activity(request.actor, activity_id, SLUG)
    tables = CourseTable.objects.select_related("course", "group")
    table = get_object_or_404(tables, course__activity=activity, group__members__place=place)
    table.course.activity = activity
    return place, table


def _why_not(table: CourseTable) -> str:
    return ANOTHER_WRITES if takes_from_phones(table.course.activity) else OVER


def _phone_page(request: Request, table: CourseTable, name: str, form: forms.Form, **more: object) -> HttpResponse:
    context = {"activity": table.course.activity, "table": table, "form": form} | more
    return render(request, f"sessions/activities/course/{name}.html", context, status=422)


@door(Seat)
@require_POST
def take_role(request: Request, activity_id: int) -> HttpResponse:
    place, table = _own_table(request, activity_id)
    role = request.POST.get("role", "")
    if role not in ROLES:
        raise Http404
    table.take_role(role, place, take=request.POST.get("take") != "0")
    return redirect("sessions:phone")


@door(Seat)
@require_POST
def move(request: Request, activity_id: int) -> HttpResponse:
    """To the next block, or one back."""
    _, table = _own_table(request, activity_id)
    if takes_from_phones(table.course.activity):
        table.go_to(_number(request, "to"), seen=_number(request, "seen"), now=timezone.now())
    return redirect("sessions:phone")


@door(Seat)
@require_POST
def write(request: Request, activity_id: int, number: int) -> HttpResponse:
    """All answers of a block, and perhaps on to the next one."""
    place, table = _own_table(request, activity_id)
    stage = get_object_or_404(CourseStage, course=table.course, number=number)
    form = SheetForm(request.POST, stage=stage, now=timezone.now())
    if form.is_valid():
        if table.write(number, form.texts, place, turn=form.cleaned_data["turn"]):
            if request.POST.get("to"):
                table.go_to(_number(request, "to"), seen=number, now=timezone.now())
            return redirect("sessions:phone")
        form.add_error(None, _why_not(table))
    return _phone_page(request, table, "own_sheet", form, stage=stage)


@door(Seat)
@require_POST
def plan(request: Request, activity_id: int) -> HttpResponse:
    place, table = _own_table(request, activity_id)
    form = PlanForm(request.POST, members=members_of(table))
    if form.is_valid():
        values = form.cleaned_data
        if table.plan(
            values["kind"],
            values["text"],
            key=values["key"],
            who=form.person("who"),
            asks=form.person("asks"),
            due_on=values["due_on"],
            by=place,
        ):
            return redirect("sessions:phone")
        form.add_error(None, _why_not(table))
    return _phone_page(request, table, "own_plan", form)


@door(Seat)
@require_POST
def drop_plan(request: Request, activity_id: int, plan_id: int) -> HttpResponse:
    place, table = _own_table(request, activity_id)
    table.drop_plan(plan_id, by=place)
    return redirect("sessions:phone")


def _table(activity: Activity, group_id: int) -> CourseTable:
    tables = CourseTable.objects.select_related("course", "group")
    table = get_object_or_404(tables, course__activity=activity, group=group_id)
    table.course.activity = activity
    return table


@door(Staff)
@require_POST
def move_table(request: Request, session_id: int, activity_id: int, group_id: int) -> HttpResponse:
    """For a group on paper: where the facilitator sees it is."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    number = _number(request, "to")
    if 1 <= number <= DONE:
        _table(activity, group_id).go_to(number, seen=_number(request, "seen"), now=timezone.now())
    return redirect(back_to(activity))


@door(Staff)
@require_http_methods(["GET", "POST"])
def type_sheet(request: Request, session_id: int, activity_id: int, group_id: int) -> HttpResponse:
    """The whole sheet of one group, as it hangs there on paper; also after closing."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    table = _table(activity, group_id)
    members = members_of(table)
    found = read_together(stages=table.course.stages.all(), answers=table.answers.all(), plans=table.plans.all())
    stages, answers = found["stages"], found["answers"]
    by_id = {place.pk: place for place in members}
    for one in found["plans"]:
        one.who = by_id.get(one.who_id)
    data = request.POST if request.method == "POST" else None
    form = PaperSheetForm(data, stages=stages, answers=answers, members=members)
    status = None
    if form.is_valid():
        key = form.cleaned_data["key"]
        clash = table.type_in(form.texts, turn=int(timezone.now().timestamp() * 1000))
        for number, text in enumerate(form.cleaned_data["plans"]):
            table.plan(CoursePlan.Kind.PLAN, text, key=f"{key}-{number}")
        for name, place in form.members.items():
            if text := " ".join(form.cleaned_data[name].split()):
                table.plan(CoursePlan.Kind.STEP, text, key=f"{key}-{name}", who=place)
        if not clash:
            messages.success(request, f"De kaart van groep {table.group.number} is bewaard.")
            return redirect(back_to(activity))
        form, status = _again(request, table, form, clash), 409
    return form_page(request, activity, "course/sheet", form, status=status, group=table.group, plans=found["plans"])


def _again(request: Request, table: CourseTable, form: PaperSheetForm, clash: list[tuple[int, int]]) -> PaperSheetForm:
    """What was typed, now knowing what the table wrote in between: saving once more is meant."""
    theirs = {(one.number, one.question): one.text for one in table.answers.all()}
    data = request.POST.copy()
    for number, question in clash:
        data[form.add_initial_prefix(f"answer-{number}-{question}")] = theirs.get((number, question), "")
    again = PaperSheetForm(
        data, stages=[stage for stage, _ in form.rows], answers=[], members=list(form.members.values())
    )
    for number, question in clash:
        again.add_error(f"answer-{number}-{question}", SAVED_BY_TABLE.format(theirs.get((number, question), "")))
    return again


@door(Staff)
@require_POST
def remove_plan(request: Request, session_id: int, activity_id: int, group_id: int, plan_id: int) -> HttpResponse:
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    _table(activity, group_id).drop_plan(plan_id)
    return redirect("sessions:koerskaart_sheet", session_id, activity_id, group_id)
