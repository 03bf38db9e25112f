from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lerendnetwerk.doors import Request, Staff, door
from lerendnetwerk.outbox.models import OutgoingMail
from networks.access import network_for
from networks.models import Network
from networks.post import as_read
from sessions.answers import (
    letter_for,
    mail_answer,
    occasion_of,
    questions_now,
    session_of_answer,
    why_no_mail,
)
from sessions.models import Question
from sessions.models.notes import SavedElsewhere


class AnswerForm(forms.Form):
    answer = forms.CharField(label="Antwoord", max_length=4000, error_messages={"required": "Schrijf het antwoord op."})
    answered_by = forms.CharField(label="Wie gaf het antwoord?", max_length=160, required=False)
    version = forms.IntegerField(required=False, min_value=0, max_value=2_000_000_000)


@door(Staff)
@require_GET
def questions(request: Request, network_id: int) -> HttpResponse:
    """Each question of the group: from which session, of whom, and how it stands."""
    return questions_page(request, network_for(request.actor, network_id))


@door(Staff)
@require_POST
def give_answer(request: Request, network_id: int, question_id: int) -> HttpResponse:
    network, question = _question(request, network_id, question_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return questions_page(request, network, form=form, of=question.pk, status=422)
    answered_in = question.answered_in_id or session_of_answer(question, timezone.now())
    words = {name: form.cleaned_data[name] for name in ("answer", "answered_by")}
    try:
        question.correct(form.cleaned_data["version"] or 0, answered_in_id=answered_in, **words)
    except SavedElsewhere:
        question.refresh_from_db()
        return questions_page(request, network, form=form, of=question.pk, theirs=question.answer, status=409)
    return _to_question(network, question)


@door(Staff)
@require_POST
def close_question(request: Request, network_id: int, question_id: int) -> HttpResponse:
    """Without an answer: the group lets it rest."""
    network, question = _question(request, network_id, question_id)
    if question.is_open:
        question.correct(question.version, answered_in_id=session_of_answer(question, timezone.now()))
    return _to_question(network, question)


@door(Staff)
@require_POST
def reopen_question(request: Request, network_id: int, question_id: int) -> HttpResponse:
    """Open once more; an answer that was written stays with it."""
    network, question = _question(request, network_id, question_id)
    if not question.is_open:
        question.correct(question.version, answered_in_id=None)
    return _to_question(network, question)


@door(Staff)
@require_POST
def ask_expert(request: Request, network_id: int, question_id: int) -> HttpResponse:
    """For somebody from outside, or after all not."""
    network, question = _question(request, network_id, question_id)
    Question.objects.filter(pk=question.pk).update(for_expert="expert" in request.POST)
    return _to_question(network, question)


@door(Staff)
@require_http_methods(["GET", "POST"])
def send_answer(request: Request, network_id: int, question_id: int) -> HttpResponse:
    """First who gets what, then the mail to who asked."""
    network, question = _question(request, network_id, question_id)
    sent = OutgoingMail.objects.filter(occasion=occasion_of(question), scope=network.mail_scope).first()
    if request.method == "POST":
        if mail := mail_answer(question, network, now=timezone.now()):
            messages.success(request, f"Het antwoord vertrekt naar {mail.to_name}.")
        else:
            messages.error(request, why_no_mail(question))
        return _to_question(network, question)
    why_not = why_no_mail(question)
    subject, text = ("", "") if why_not else letter_for(question, network)
    context = {
        "network": network,
        "question": question,
        "why_not": why_not,
        "subject": subject,
        "shown": as_read(text),
        "sent": sent,
    }
    return render(request, "sessions/questions/send.html", context)


def _question(request: Request, network_id: int, question_id: int) -> tuple[Network, Question]:
    network = network_for(request.actor, network_id)
    found = Question.objects.select_related("session", "asked_by__person").filter(pk=question_id)
    question = found.filter(session__network=network).first()
    if question is None:
        raise Http404
    return network, question


def _to_question(network: Network, question: Question) -> HttpResponse:
    return redirect(reverse("sessions:questions", args=[network.pk]) + f"#vraag-{question.pk}")


def questions_page(
    request: Request,
    network: Network,
    *,
    form: AnswerForm | None = None,
    of: int = 0,
    theirs: str | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = questions_now(network)
    context = {
        "network": network,
        "rows": rows,
        "open_count": sum(row.question.is_open for row in rows),
        "form": form,
        "of": of,
        "theirs": theirs,
    }
    return render(request, "sessions/questions/page.html", context, status=status)
