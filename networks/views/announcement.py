"""The announcement goes into the world: online, on a flyer, and by mail to the contacts of the programme."""

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lerendnetwerk.audit.record import record
from lerendnetwerk.doors import Request, Staff, Visitor, door, user_of
from lerendnetwerk.leases import WorkState
from networks.access import Role, network_for
from networks.announcement.flyer import left_out
from networks.announcement.forms import MailingForm
from networks.announcement.guide import missing_in
from networks.announcement.mailing import failed_mails, mail_text, progress_of, waiting_contacts
from networks.announcement.printing import flyer_of, print_anew
from networks.announcement.public import digest_of, public_url, story_of
from networks.models import Announcement, Flyer, Mailing, Network, OptOut

# So many are named on the page; the rest is counted.
MOST_FAILED = 100
EITHER = Role.FACILITATOR | Role.COORDINATOR


@door(Staff)
@require_GET
def announcement(request: Request, network_id: int) -> HttpResponse:
    """Where the announcement stands: what is missing, whether it is online, the flyer, who got it."""
    network = network_for(request.actor, network_id, needs=EITHER)
    announcement = Announcement.objects.filter(network=network).first()
    prefetch_related_objects([network], "engagement_lines")
    story = story_of(network)
    context = {
        "network": network,
        "story": story,
        "announcement": announcement,
        "missing": missing_in(network),
        "url": public_url(announcement) if announcement else "",
        "mailings": list(Mailing.objects.filter(network=network)),
        "progress": progress_of(network),
        "today": timezone.localdate(),
        "left_out": left_out(story),
    }
    return render(request, "networks/announcement.html", context)


@door(Staff)
@require_POST
def publish(request: Request, network_id: int) -> HttpResponse:
    network = network_for(request.actor, network_id, needs=EITHER)
    if missing := missing_in(network):
        messages.error(request, f"Er staat nog niets online. Vul eerst aan: {', '.join(one.what for one in missing)}.")
    else:
        now = timezone.now()
        print_anew(Announcement.publish(network, by=user_of(request), now=now), now)
        messages.success(request, "De aankondiging staat online. Stuur het adres rond, of print de flyer.")
    return redirect("networks:announcement", network.pk)


@door(Staff)
@require_http_methods(["GET", "POST"])
def take_offline(request: Request, network_id: int) -> HttpResponse:
    network = network_for(request.actor, network_id, needs=EITHER)
    announcement = Announcement.objects.filter(network=network).first()
    if announcement is None:
        raise Http404
    if request.method == "GET":
        return render(request, "networks/take_offline.html", {"network": network, "announcement": announcement})
    announcement.take_offline(by=user_of(request), now=timezone.now())
    messages.success(request, "De aankondiging staat niet meer online. Het adres blijft bewaard voor later.")
    return redirect("networks:announcement", network.pk)


@door(Staff)
@require_POST
def ask_flyer(request: Request, network_id: int) -> HttpResponse:
    """The flyer of the text as it is now; the worker makes it once."""
    network, announcement = online_announcement(request, network_id)
    flyer = flyer_of(announcement, network, timezone.now())
    flyer.put_back(timezone.now())
    return redirect("networks:flyer", network.pk, flyer.pk)


@door(Staff)
@require_GET
def flyer(request: Request, network_id: int, flyer_id: int) -> HttpResponse:
    network = network_for(request.actor, network_id, needs=EITHER)
    flyer = Flyer.objects.filter(pk=flyer_id, announcement__network=network).first()
    if flyer is None:
        raise Http404
    if flyer.state != WorkState.DONE:
        context = {
            "has_failed": flyer.state == WorkState.FAILED,
            "again": reverse("networks:ask_flyer", args=[network.pk]),
            "back": reverse("networks:announcement", args=[network.pk]),
            "back_to": "de aankondiging",
        }
        return render(request, "look/in_the_making.html", context)
    with flyer.file.open("rb") as file:
        content = file.read()
    name = f"flyer-{slugify(network.title)}.pdf"
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@door(Visitor)
@require_GET
def public_picture(request: Request, slug: str) -> HttpResponse:
    """The picture beside a shared link: of the words as they are, or the last one while that is being made."""
    announcement = Announcement.objects.for_public_page().filter(slug=slug).first()
    if announcement is None:
        raise Http404
    digest = digest_of(story_of(announcement.network), public_url(announcement))
    made = list(Flyer.objects.filter(announcement=announcement, state=WorkState.DONE).order_by("-pk"))
    flyer = next((one for one in made if one.digest == digest), made[0] if made else None)
    if flyer is None:
        raise Http404
    with flyer.picture.open("rb") as file:
        content = file.read()
    return HttpResponse(content, content_type="image/png", headers={"Cache-Control": "public, max-age=3600"})


@door(Staff)
@require_http_methods(["GET", "POST"])
def send_announcement(request: Request, network_id: int) -> HttpResponse:
    """First who gets it and what it says, then one mail to each contact that did not get it yet."""
    network, announcement = online_announcement(request, network_id)
    waiting = list(waiting_contacts(network))
    prefetch_related_objects([network], "engagement_lines")
    story = story_of(network)
    subject, text = mail_text(story, public_url(announcement))
    form = MailingForm(request.POST if request.method == "POST" else None, initial={"subject": subject, "text": text})
    if form.is_valid() and waiting:
        mailing = form.mailing_of(network, timezone.now())
        to = "één contact" if len(waiting) == 1 else f"{len(waiting)} contacten"
        messages.success(request, f"Onderweg naar {to}. Je kan deze pagina gerust sluiten.")
        return redirect("networks:mailing", network.pk, mailing.pk)
    context = {"network": network, "form": form, "waiting": waiting, "key": form["key"].value()}
    if not waiting:
        context["knows_who_said_no"] = OptOut.objects.can_be_recognised()
    return render(request, "networks/send_announcement.html", context, status=422 if form.errors else 200)


@door(Staff)
@require_GET
def mailing(request: Request, network_id: int, mailing_id: int) -> HttpResponse:
    """How far it is: written, sent, and what did not arrive."""
    network = network_for(request.actor, network_id, needs=EITHER)
    mailing = Mailing.objects.filter(pk=mailing_id, network=network).first()
    if mailing is None:
        raise Http404
    failed = failed_mails(network).order_by("to_address").only("to_name", "to_address", "error")
    context = {
        "network": network,
        "mailing": mailing,
        "progress": progress_of(network),
        "failed": list(failed[:MOST_FAILED]),
        "more_failed": max(0, failed.count() - MOST_FAILED),
    }
    return render(request, "networks/mailing.html", context)


@door(Staff)
@require_POST
def send_failed_again(request: Request, network_id: int, mailing_id: int) -> HttpResponse:
    """What did not arrive, once more; pressed twice it leaves once."""
    network = network_for(request.actor, network_id, needs=EITHER)
    if not Mailing.objects.filter(pk=mailing_id, network=network).exists():
        raise Http404
    now = timezone.now()
    if count := failed_mails(network).send_failed_again(now):
        record("mail.sent-again", network, now=now, user=user_of(request), network_id=network.pk)
        messages.success(
            request, "Het bericht vertrekt opnieuw." if count == 1 else f"{count} berichten vertrekken opnieuw."
        )
    else:
        messages.warning(request, "Er is niets meer om opnieuw te versturen.")
    return redirect("networks:mailing", network.pk, mailing_id)


def online_announcement(request: Request, network_id: int) -> tuple[Network, Announcement]:
    network = network_for(request.actor, network_id, needs=EITHER)
    announcement = Announcement.objects.online().filter(network=network).first()
    if announcement is None:
        raise Http404
    announcement.network = network
    return network, announcement
