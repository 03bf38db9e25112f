"""Each model that can hold a participant is taken care of when she is erased, or it is said here why it need not be."""

from django.apps import apps
from django.db import models

from lerendnetwerk.erasing import erasers
from networks.models import Participation, Person
from sessions.models import Place

# Whose name or address stands there is no participant.
OF_NO_PARTICIPANT = {
    "account.EmailAddress": "of who has an account",
    "accounts.User": "of who has an account",
    "auth.Group": "not used",
    "auth.Permission": "names of models",
    "learning_sessions.WallCluster": "what a group of notes is called",
    "networks.Organisation": "of an organisation",
    "networks.Programme": "of a programme",
}
# What refers to a participant and says nothing more of her once she is called *een deelnemer*.
ANONYMOUS_ONCE_ERASED = {
    "evaluations.Invitee": "that somebody is asked, until the round closes; without it the numbers of the round would not add up",
    "learning_sessions.ActionPoint": "what was agreed with somebody; the report that went out says the same",
    "learning_sessions.SpeedDate": "who sat with whom, so that the others meet somebody else next time",
    "learning_sessions.SubgroupMember": "as speed dates",
    "learning_sessions.WallDot": "until the dots are counted",
}
NOT_OF_PEOPLE = {"file_name", "codename", "name_key"}


def points_at_somebody(field: models.Field) -> bool:
    return field.is_relation and field.related_model in (Person, Participation, Place)


def names_somebody(field: models.Field) -> bool:
    if isinstance(field, models.EmailField):
        return True
    is_word = isinstance(field, models.CharField) and not isinstance(field, models.FileField)
    return is_word and field.name.endswith(("name", "address")) and field.name not in NOT_OF_PEOPLE


def must_be_taken_care_of() -> set[str]:
    return {
        model._meta.label
        for model in apps.get_models()
        if any(points_at_somebody(field) or names_somebody(field) for field in model._meta.concrete_fields)
    }


def taken_care_of() -> set[str]:
    return {model._meta.label for _, eraser in erasers() for model in eraser.models}


def test_every_model_that_can_hold_a_participant_has_an_eraser() -> None:
    left = must_be_taken_care_of() - taken_care_of() - set(OF_NO_PARTICIPANT) - set(ANONYMOUS_ONCE_ERASED)
    assert left == set(), "say in the erasing.py of its floor what erasing a person does to it"


def test_no_excuse_is_made_for_what_has_an_eraser_or_is_not_there() -> None:
    excused = set(OF_NO_PARTICIPANT) | set(ANONYMOUS_ONCE_ERASED)
    assert (excused & taken_care_of(), excused - must_be_taken_care_of()) == (set(), set())


def test_the_person_herself_is_erased_last() -> None:
    assert [path for path, _ in erasers()][-1] == "networks.erasing.forget_person"
