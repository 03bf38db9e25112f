"""For a superuser: programmes are made here; everything else has pages of its own."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone

from lerendnetwerk.accounts.models import User
from networks.mail import mail_coordinator, mail_new_colleague, mail_welcome
from networks.models import (
    EngagementLine,
    Expectation,
    GroundRule,
    Network,
    NetworkFacilitator,
    Organisation,
    Participation,
    Person,
    Programme,
    ProgrammeCoordinator,
)


def new_rows(formsets: Any, model: type[Model]) -> list[Any]:
    return [row for formset in formsets for row in formset.new_objects if isinstance(row, model)]


def tell_of(role: NetworkFacilitator, request: HttpRequest) -> None:
    """A role that is given here brings the same mails as one given on a page."""
    mail_welcome(role.user, role.network, now=timezone.now())
    mail_new_colleague(role.user, role.network, by=cast("User", request.user), now=timezone.now())


class WithoutRehearsals(admin.ModelAdmin):
    """What somebody practises with is on no list here either; `network` leads from a row to its network."""

    network = "network"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        lead = f"{self.network}__" if self.network else ""
        return super().get_queryset(request).exclude(**{f"{lead}is_rehearsal": True})


class CoordinatorInline(admin.TabularInline):
    model = ProgrammeCoordinator
    extra = 1
    raw_id_fields = ("user",)


class FacilitatorInline(admin.TabularInline):
    model = NetworkFacilitator
    extra = 1
    raw_id_fields = ("user",)


class EngagementLineInline(admin.TabularInline):
    model = EngagementLine
    extra = 1


@admin.register(Programme)
class ProgrammeAdmin(WithoutRehearsals):
    network = "networks"
    list_display = ("title", "organiser")
    search_fields = ("title", "organiser")
    inlines = (CoordinatorInline,)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        # The role brings the duty of a second factor and a mail, also when it is given here.
        for role in form.instance.coordinators.select_related("user"):
            form.instance.appoint_coordinator(role.user)
        for role in new_rows(formsets, ProgrammeCoordinator):
            mail_coordinator(role.user, form.instance, now=timezone.now())


@admin.register(Network)
class NetworkAdmin(WithoutRehearsals):
    network = ""
    list_display = ("title", "programme", "phase")
    list_filter = ("programme", "phase")
    search_fields = ("title",)
    inlines = (FacilitatorInline, EngagementLineInline)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        for role in new_rows(formsets, NetworkFacilitator):
            tell_of(role, request)


@admin.register(Organisation)
class OrganisationAdmin(WithoutRehearsals):
    network = "programme__networks"
    list_display = ("name", "place", "programme")
    list_filter = ("programme",)
    search_fields = ("name",)


@admin.register(Person)
class PersonAdmin(WithoutRehearsals):
    network = "programme__networks"
    list_display = ("first_name", "last_name", "email", "organisation", "programme")
    list_filter = ("programme",)
    list_select_related = ("organisation", "programme")
    search_fields = ("first_name", "last_name", "email")
    raw_id_fields = ("organisation",)


@admin.register(Participation)
class ParticipationAdmin(WithoutRehearsals):
    list_display = ("person", "network", "status", "from_session")
    list_filter = ("network", "status")
    list_select_related = ("person", "network")
    search_fields = ("person__first_name", "person__last_name")
    raw_id_fields = ("person", "organisation", "network")


@admin.register(Expectation, GroundRule)
class LineAdmin(WithoutRehearsals):
    list_display = ("text", "network", "position")
    list_filter = ("network",)


@admin.register(NetworkFacilitator)
class NetworkFacilitatorAdmin(WithoutRehearsals):
    list_display = ("user", "network")
    list_select_related = ("user", "network")
    raw_id_fields = ("user", "network")

    def save_model(self, request: HttpRequest, obj: NetworkFacilitator, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            tell_of(obj, request)


@admin.register(EngagementLine)
class EngagementLineAdmin(WithoutRehearsals):
    list_display = ("text", "kind", "network")
    list_select_related = ("network",)
    raw_id_fields = ("network",)
