"""The post of one network: what leaves, what left, and what only a person may decide."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lerendnetwerk.accounts.models import User
from lerendnetwerk.audit.record import record
from lerendnetwerk.doors import Request, Staff, door
from lerendnetwerk.outbox.models import (
    REPEATABLE,
    RETRACTABLE,
    WAITING,
    MailState,
    NewerVersionError,
    OutgoingMail,
    PostOffice,
)
from networks.access import mail_for, network_for
from networks.models import Network
from networks.post import letter, sort_post, to_come
from networks.post_forms import MailTextForm, OtherAddressForm

NEWER = "Er is een nieuwere versie van dit bericht: die vertrekt in de plaats."
LEFT = "Het bericht is intussen vertrokken. Er is niets veranderd."


@door(Staff)
@require_GET
def mail(request: Request, network_id: int) -> HttpResponse:
    """All post of the network, and one mail beside it as its reader sees it (`?bericht=`)."""
    network = network_for(request.actor, network_id)
    now, office = timezone.now(), PostOffice.objects.current()
    post = sort_post(OutgoingMail.objects.for_post(network.mail_scope), now, to_come(network, now))
    asked = request.GET.get("bericht", "")
    beside = OutgoingMail.objects.filter(scope=network.mail_scope)
    selected = beside.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 19 else None
    if selected is None and post.first:
        selected = beside.get(pk=post.first.pk)
    return render(
        request,
        "outbox/mail.html",
        {
            "network": network,
            "post": post,
            "shown": selected,
            "letter": letter(selected) if selected else "",
            "may_edit": selected is not None and selected.state in WAITING,
            "office": office,
            # Known here already: base.html need not ask once more.
            "post_silent_since": office.silent_since(now),
            "practice": settings.PRACTICE_MAILBOX,
        },
    )


@door(Staff)
@require_GET
def mail_message(request: Request, network_id: int, mail_id: int) -> HttpResponse:
    """One mail: its text, what went along, and each try to hand it over."""
    network, mail = mail_for(request.actor, network_id, mail_id)
    return render(
        request,
        "outbox/message.html",
        {
            "network": network,
            "mail": mail,
            "letter": letter(mail),
            "attempts": mail.tries.all(),
            "files": [
                {"name": file.file_name, "url": reverse("networks:mail_file", args=[network.pk, mail.pk, file.pk])}
                for file in mail.attachments.all()
            ],
            "may_edit": mail.state in WAITING,
            "may_withdraw": mail.state in RETRACTABLE,
            "may_repeat": mail.state in REPEATABLE,
            "may_release": mail.state == MailState.DRAFT,
            "may_restore": mail.state == MailState.WITHDRAWN and bool(mail.withdrawn_from),
            "undecided": mail.state == MailState.MAYBE and mail.settled_at is None,
        },
    )


@door(Staff)
@require_GET
def mail_file(request: Request, network_id: int, mail_id: int, file_id: int) -> HttpResponse:
    """A file that goes or went along: always a download."""
    _, mail = mail_for(request.actor, network_id, mail_id)
    attachment = mail.attachments.filter(pk=file_id).first()
    if attachment is None or not default_storage.exists(attachment.file_path):
        raise Http404
    with default_storage.open(attachment.file_path) as file:
        return download(file.read(), attachment.file_name)


@door(Staff)
@require_http_methods(["GET", "POST"])
def edit_mail(request: Request, network_id: int, mail_id: int) -> HttpResponse:
    """Change the text of a mail that has not left."""
    network, mail = mail_for(request.actor, network_id, mail_id)
    if mail.state not in WAITING:
        messages.warning(request, "Dit bericht is niet meer te wijzigen.")
        return redirect("networks:mail_message", network_id, mail_id)
    known, theirs = mail.text_version, ""
    form = MailTextForm(
        request.POST if request.method == "POST" else None, instance=mail, initial={"known_version": known}
    )
    status = 200
    if request.method == "POST":
        if not form.is_valid():
            status = 422
        elif mail.rewrite(form.cleaned_data["subject"], form.cleaned_data["text"], form.cleaned_data["known_version"]):
            note(request, "mail.rewritten", mail, network)
            messages.success(request, "De tekst is bewaard.")
            return redirect("networks:mail_message", network_id, mail_id)
        else:
            # Keep what was typed, show what stands there now, and let the next save go over it.
            mail.refresh_from_db()
            status, theirs = 409, mail.text
            form = MailTextForm(request.POST.dict() | {"known_version": mail.text_version}, instance=mail)
    return render(
        request,
        "outbox/edit.html",
        {"network": network, "mail": mail, "form": form, "theirs": theirs, "conflict": status == 409},
        status=status,
    )


@door(Staff)
@require_http_methods(["GET", "POST"])
def other_address(request: Request, network_id: int, mail_id: int) -> HttpResponse:
    """Send a mail that failed to another address."""
    network, mail = mail_for(request.actor, network_id, mail_id)
    if mail.state not in REPEATABLE:
        messages.warning(request, LEFT)
        return redirect("networks:mail_message", network_id, mail_id)
    form = OtherAddressForm(request.POST if request.method == "POST" else None, initial={"address": mail.to_address})
    if request.method == "POST" and form.is_valid():
        return once_more(request, network, mail, form.cleaned_data["address"])
    return render(
        request,
        "outbox/address.html",
        {"network": network, "mail": mail, "form": form},
        status=422 if form.is_bound else 200,
    )


@door(Staff)
@require_POST
def send_again(request: Request, network_id: int, mail_id: int) -> HttpResponse:
    """Once more, on a person's word: a mail that failed, or that may have arrived."""
    network, mail = mail_for(request.actor, network_id, mail_id)
    return once_more(request, network, mail)


@door(Staff)
@require_POST
def leave_mail(request: Request, network_id: int, mail_id: int) -> HttpResponse:
    """It may have arrived; that is good enough."""
    network, mail = mail_for(request.actor, network_id, mail_id)
    if mail.let_it_rest(timezone.now()):
        note(request, "mail.let-rest", mail, network)
        messages.success(request, f"Het bericht aan {mail.to_name} blijft zoals het is.")
    return redirect("networks:mail", network_id)


@door(Staff)
@require_POST
def release_mail(request: Request, network_id: int, mail_id: int) -> HttpResponse:
    """Let one draft go."""
    network, mail = mail_for(request.actor, network_id, mail_id)
    return let_go(request, network, mail.occasion, mail.recipient)


@door(Staff)
@require_POST
def release_drafts(request: Request, network_id: int) -> HttpResponse:
    """Let all drafts of one occasion go."""
    network = network_for(request.actor, network_id)
    # PostgreSQL cannot compare with a NUL.
    return let_go(request, network, request.POST.get("occasion", "").replace("\0", ""))


@door(Staff)
@require_POST
def withdraw_mail(request: Request, network_id: int, mail_id: int) -> HttpResponse:
    """Take back what has not left; the page offers to undo it."""
    network, mail = mail_for(request.actor, network_id, mail_id)
    if mail.withdraw():
        note(request, "mail.withdrawn", mail, network)
        messages.success(request, f"Het bericht aan {mail.to_name} is ingetrokken. Onderaan kan je het terugzetten.")
    else:
        messages.warning(request, LEFT)
    return redirect("networks:mail", network_id)


@door(Staff)
@require_POST
def restore_mail(request: Request, network_id: int, mail_id: int) -> HttpResponse:
    """Undo a withdrawal."""
    network, mail = mail_for(request.actor, network_id, mail_id)
    try:
        restored = mail.undo_withdrawal()
    except NewerVersionError:
        messages.warning(request, NEWER)
    else:
        if restored:
            note(request, "mail.restored", mail, network)
            messages.success(request, f"Het bericht aan {mail.to_name} staat terug waar het stond.")
    return redirect("networks:mail", network_id)


@door(Staff)
@require_POST
def pause_post(request: Request, network_id: int) -> HttpResponse:
    """Stop all post of this installation; nothing is lost, everything waits."""
    network = network_for(request.actor, network_id)
    PostOffice.objects.pause(staff_of(request).name, timezone.now())
    note(request, "post.paused", network, network)
    messages.success(request, "De post is gepauzeerd. Wat klaarstaat, wacht.")
    return redirect("networks:mail", network_id)


@door(Staff)
@require_POST
def resume_post(request: Request, network_id: int) -> HttpResponse:
    network = network_for(request.actor, network_id)
    PostOffice.objects.resume()
    note(request, "post.resumed", network, network)
    messages.success(request, "De post vertrekt weer.")
    return redirect("networks:mail", network_id)


def once_more(request: Request, network: Network, mail: OutgoingMail, address: str = "") -> HttpResponse:
    try:
        again = mail.send_again(timezone.now(), address)
    except NewerVersionError:
        messages.warning(request, NEWER)
    else:
        if again:
            note(request, "mail.sent-again", mail, network)
            messages.success(request, f"Het bericht aan {mail.to_name} vertrekt opnieuw.")
        else:
            messages.warning(request, "Dit bericht was al onderweg. Er is niets veranderd.")
    return redirect("networks:mail", network.pk)


def let_go(request: Request, network: Network, occasion: str, recipient: str = "") -> HttpResponse:
    drafts = OutgoingMail.objects.filter(scope=network.mail_scope, occasion=occasion)
    if recipient:
        drafts = drafts.filter(recipient=recipient)
    if count := drafts.release(timezone.now()):
        note(request, "mail.released", network, network)
        messages.success(request, "Het bericht vertrekt." if count == 1 else f"{count} berichten vertrekken.")
    return redirect("networks:mail", network.pk)


def staff_of(request: Request) -> User:
    if not isinstance(request.actor, Staff):
        raise PermissionDenied
    return request.actor.user


def note(request: Request, action: str, subject: Model, network: Network) -> None:
    record(action, subject, now=timezone.now(), user=staff_of(request), network_id=network.pk)


def download(content: bytes, name: str) -> HttpResponse:
    """Bytes that a browser keeps as a file, whatever is in them."""
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
