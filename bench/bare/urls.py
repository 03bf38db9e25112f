"""The bare views: one query, and a session with fifteen people and a form for each."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from networks.models import Network
from sessions.models import Attendance

ROWS = 15


class AttendanceForm(forms.Form):
    state = forms.ChoiceField(choices=Attendance.State.choices)
    reason = forms.CharField(max_length=300, required=False)


def one_query(request: HttpRequest, network_id: int) -> HttpResponse:
    """One row, one small template."""
    return render(request, "bare/one.html", {"network": Network.objects.get(pk=network_id)})


@login_required
def session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Three queries: the web session, the account, and the rows with who they are about. Each row with a form."""
    rows = Attendance.objects.filter(session=session_id).select_related("participation__person")[:ROWS]
    rows_with_forms = [(row, AttendanceForm(prefix=str(row.pk), initial={"state": row.state})) for row in rows]
    return render(request, "bare/session.html", {"rows": rows_with_forms})


@login_required
def session_by_hand(request: HttpRequest, session_id: int) -> HttpResponse:
    """The same with each form written out in the template, without Django's forms: the least that it can cost."""
    rows = Attendance.objects.filter(session=session_id).select_related("participation__person")[:ROWS]
    return render(request, "bare/by_hand.html", {"rows": rows, "states": Attendance.State.choices})


urlpatterns = [
    path("een/<int:network_id>/", one_query),
    path("sessie/<int:session_id>/", session),
    path("sessie/<int:session_id>/met-de-hand/", session_by_hand),
]
