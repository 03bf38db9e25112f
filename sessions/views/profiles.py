"""Wie is wie: what a participant tells of herself, and the group's page for its members and its facilitators only."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lerendnetwerk.doors import Member, Request, Staff, door
from lerendnetwerk.leases import WorkState
from networks.access import network_for, participation_of
from networks.models import Network, Participation
from sessions.group_page import cards_of, digest_of
from sessions.models import GroupBook, Portrait, Profile
from sessions.uploads import check_photo
from sessions.views.files import as_picture


class ProfileForm(forms.ModelForm):
    photo = forms.FileField(
        label="Een foto van jezelf",
        required=False,
        help_text="JPEG, PNG of WebP. We tekenen ze opnieuw: waar en wanneer ze genomen is, bewaren we niet.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp", "data-shrink": ""}),
    )
    share = forms.BooleanField(label="Toon dit aan de groep", required=False)

    class Meta:
        model = Profile
        fields = ["does", "ask_me", "contact"]
        labels = {
            "does": "Wat ik doe",
            "ask_me": "Wat je mij mag vragen",
            "contact": "Zo bereik je mij",
        }
        help_texts = {
            "does": "In gewone woorden: wat vult je dagen?",
            "ask_me": "Waar heb jij al ervaring mee?",
            "contact": "Alleen wat je met de groep wil delen: een gsm-nummer, een adres, of niets.",
        }
        widgets = {"does": forms.Textarea(attrs={"rows": 3}), "ask_me": forms.Textarea(attrs={"rows": 3})}

    def clean_photo(self) -> UploadedFile | None:
        photo: UploadedFile | None = self.cleaned_data["photo"]
        if photo:
            check_photo(photo)
        return photo

    @property
    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("does", "ask_me", "contact")}


@door(Member)
@require_http_methods(["GET", "POST"])
def my_profile(request: Request) -> HttpResponse:
    """Nothing is required, and nobody sees it before she says so."""
    participation = participation_of(request.actor)
    mine = (
        Participation.objects.select_related("profile", "portrait", "person", "organisation")
        .filter(pk=participation.pk)
        .get()
    )
    profile: Profile | None = getattr(mine, "profile", None)
    form: Any = ProfileForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        instance=profile or Profile(participation=participation),
        initial={"share": profile is not None and profile.is_shared},
    )
    if form.is_valid():
        now, share = timezone.now(), form.cleaned_data["share"]
        if photo := form.cleaned_data["photo"]:
            Portrait.keep(participation, photo, now)
        Profile.write(participation, form.words, share=share, now=now)
        messages.success(request, "Bewaard. De groep ziet dit nu." if share else "Bewaard. Alleen jij ziet dit.")
        return redirect("sessions:group" if share else "sessions:my_profile")
    context = {
        "network": participation.network,
        "participation": mine,
        "form": form,
        "portrait": getattr(mine, "portrait", None),
        "is_shared": profile is not None and profile.is_shared,
        "data_user": f"deelname-{participation.pk}",
    }
    return render(request, "sessions/group/my_profile.html", context, status=422 if form.errors else 200)


@door(Member)
@require_POST
def hide_profile(request: Request) -> HttpResponse:
    Profile.hide(participation_of(request.actor))
    messages.success(request, "De groep ziet je profiel niet meer. Jij hebt het nog.")
    return redirect("sessions:my_profile")


@door(Member)
@require_GET
def my_portrait(request: Request) -> HttpResponse:
    return _picture(Portrait.objects.filter(participation=participation_of(request.actor)).first())


@door(Member)
@require_POST
def remove_portrait(request: Request) -> HttpResponse:
    if portrait := Portrait.objects.filter(participation=participation_of(request.actor)).first():
        portrait.remove()
    messages.success(request, "Je foto is weg.")
    return redirect("sessions:my_profile")


@door(Member)
@require_GET
def group(request: Request) -> HttpResponse:
    participation = participation_of(request.actor)
    context = _group(participation.network) | {"me": participation.pk}
    return render(request, "sessions/group/page.html", context)


@door(Staff)
@require_GET
def staff_group(request: Request, network_id: int) -> HttpResponse:
    return render(request, "sessions/group/staff_page.html", _group(network_for(request.actor, network_id)))


@door(Member)
@require_GET
def portrait(request: Request, participation_id: int) -> HttpResponse:
    return _picture(_shared_portrait(participation_of(request.actor).network, participation_id))


@door(Staff)
@require_GET
def staff_portrait(request: Request, network_id: int, participation_id: int) -> HttpResponse:
    return _picture(_shared_portrait(network_for(request.actor, network_id), participation_id))


@door(Member)
@require_http_methods(["GET", "POST"])
def group_book(request: Request) -> HttpResponse:
    """Asked with POST; then the PDF, or where its making stands."""
    network = participation_of(request.actor).network
    return _book(request, network, reverse("sessions:group_book"), reverse("sessions:group"))


@door(Staff)
@require_http_methods(["GET", "POST"])
def staff_group_book(request: Request, network_id: int) -> HttpResponse:
    network = network_for(request.actor, network_id)
    here, page = (reverse(f"sessions:{name}", args=[network.pk]) for name in ("staff_group_book", "staff_group"))
    return _book(request, network, here, page)


def _group(network: Network) -> dict[str, Any]:
    cards = cards_of(network)
    count = network.participations.taking_part().count()  # type: ignore[attr-defined]
    return {
        "network": network,
        "cards": cards,
        "others": count - len(cards),
        "facilitators": [role.user.name for role in network.facilitators.select_related("user").order_by("pk")],
    }


def _book(request: Request, network: Network, here: str, page: str) -> HttpResponse:
    digest = digest_of(cards_of(network))
    if request.method == "POST":
        GroupBook.ask(network, digest, timezone.now())
        return redirect(here)
    book = GroupBook.objects.filter(network=network, digest=digest).first()
    if book is None:
        messages.info(request, "Intussen veranderde er iets op deze pagina. Maak de pdf opnieuw.")
        return redirect(page)
    if book.state != WorkState.DONE:
        context = {"has_failed": book.state == WorkState.FAILED, "again": here, "back": page, "back_to": "wie is wie"}
        template = "look/in_the_making.html" if isinstance(request.actor, Staff) else "sessions/group/book_waits.html"
        return render(request, template, context)
    with book.file.open("rb") as file:
        content = file.read()
    headers = {"Content-Disposition": f'attachment; filename="wie-is-wie-{slugify(network.title)}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _shared_portrait(network: Network, participation_id: int) -> Portrait | None:
    shows = Participation.objects.taking_part().filter(network=network, profile__shared_at__isnull=False)
    participation = shows.select_related("portrait").filter(pk=participation_id).first()
    return getattr(participation, "portrait", None)


def _picture(portrait: Portrait | None) -> HttpResponse:
    if portrait is None or not portrait.is_ready:
        raise Http404
    return as_picture(portrait)
