"""Each model that can hold a participant is taken care of when she is erased, or it is said here why it need not be."""

from django.apps import apps
from django.db import models

from lerendnetwerk.erasing import erasers
from lerendnetwerk.own_data import all_kept
from lerendnetwerk.texts import all_texts, is_free_text
from networks.models import Participation, Person
from sessions.models import Place

# Whose name or address stands there is no participant.
OF_NO_PARTICIPANT = {
    "account.EmailAddress": "of who has an account",
    "accounts.User": "of who has an account",
    "auth.Group": "not used",
    "auth.Permission": "names of models",
    "learning_sessions.Theme": "a heading over what people bring",
    "learning_sessions.WallCluster": "what a group of notes is called",
    "networks.Organisation": "of an organisation",
    "networks.Programme": "of a programme",
}
# What refers to a participant and says nothing more of her once she is called *een deelnemer*.
ANONYMOUS_ONCE_ERASED = {
    "evaluations.Invitee": "that somebody is asked, until the round closes; without it the numbers of the round would not add up",
    "learning_sessions.ActionPoint": "what was agreed with somebody; the report that went out says the same",
    "learning_sessions.CaseTalk": "that the group worked with somebody's case, for the report",
    "learning_sessions.MapFlag": "that somebody handed in two numbers, until they are added up; then it goes for everybody",
    "learning_sessions.StatementVote": "until that vote is closed; then only three numbers stay",
    "learning_sessions.SpeedDate": "who sat with whom, so that the others meet somebody else next time",
    "learning_sessions.SubgroupMember": "as speed dates",
    "learning_sessions.WallDot": "until the dots are counted",
    "networks.Erasure": "that somebody was erased, and when",
}
# Words in which nobody looks for the name of who is erased, and why.
NOT_SEARCHED = {
    "learning_sessions.SubstituteEntry": "the place of a session, as a calendar knows it",
    "learning_sessions.OutsideNotice": "the place of a session, as a host or a guest knows it",
    "accounts.User": "who has an account",
    "admin.LogEntry": "has an eraser; the rest is names of fields",
    "auth.Group": "not used",
    "auth.Permission": "names of models",
    "contenttypes.ContentType": "names of models",
    "evaluations.Answer": "nobody reads sentences one by one before there are five; an administrator takes a name out",
    "learning_sessions.AgendaOutline": "titles without names: a block that named somebody did not come along",
    "learning_sessions.AdviceCard": "for one person: nobody else reads it",
    "learning_sessions.Attendance": "a reason is only read by who opens it",
    "learning_sessions.Invitation": "the place of a session",
    "learning_sessions.Ballot": "nobody reads it before the vote closes, and then it is gone",
    "learning_sessions.CourseStage": "a copy of the questions as they were asked; those of the network are searched",
    "learning_sessions.Method": "how one works, from text files or from a facilitator, for every group",
    "learning_sessions.MethodRun": "the steps and questions of such a text, as it stood",
    "learning_sessions.Postcard": "a card to oneself: nobody else reads it",
    "learning_sessions.Place": "a name and nothing else: has an eraser",
    "learning_sessions.Substitute": "a name and nothing else: has an eraser",
    "learning_sessions.TakenHome": "somebody's own notes, which only she may change",
    "mfa.Authenticator": "a key",
    "networks.Contact": "has an eraser",
    "networks.NameInText": "places in texts",
    "networks.Organisation": "the name of an organisation",
    "networks.Person": "has an eraser",
    "networks.Programme": "the coordinators' own words, about the programme",
    "outbox.Attempt": "the answer of a mail server",
    "outbox.MailAttachment": "names of files",
    "outbox.OutgoingMail": "has an eraser; what was sent is not read again",
    "outbox.PostOffice": "who paused the post",
    "outbox.PracticeMessage": "has an eraser",
    "reports.Certificate": "has an eraser",
    "reports.Overview": "figures of networks",
    "reports.PaperPack": "names of parts",
    "sessions.Session": "of a browser",
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


def test_every_text_is_searched_for_a_name_that_should_go() -> None:
    written = {
        model._meta.label
        for model in apps.get_models()
        if any(is_free_text(field) for field in model._meta.concrete_fields)
    }
    searched = set(all_texts())
    assert written - searched - set(NOT_SEARCHED) == set(), "add it to TEXTS in the erasing.py of its floor"
    assert (set(NOT_SEARCHED) & searched, set(NOT_SEARCHED) - written) == (set(), set())


# What points at a participant and does not stand on the page with her own data, and why.
NOT_TOLD = {
    "learning_sessions.CourseTable": "who wrote or kept the time at a table: stands with the groups that she was in",
    "learning_sessions.Ballot": "only until the vote closes",
    "learning_sessions.Objection": "what the group decides on; it stands in the report without a name",
    "learning_sessions.CheckWord": "only until the round closes",
    "learning_sessions.HistoryMark": "only until the line closes",
    "learning_sessions.MapFlag": "only until the numbers are added up",
    "learning_sessions.SpeedDate": "who sat with whom is of two people",
    "learning_sessions.StatementVote": "only until that vote closes",
    "learning_sessions.Subgroup": "who reported: stands with the groups that she was in",
    "learning_sessions.SubgroupWish": "the facilitator's, only until the groups are done, and about somebody else too",
    "learning_sessions.Substitute": "who came instead is somebody else; it stands with her place",
    "learning_sessions.WallDot": "only until the dots are counted",
    "networks.Erasure": "she asked for it, and it says nothing of her",
    "networks.OwnDataCopy": "the copy of this very page",
    "networks.Participation": "opens the page",
}


def test_whatever_points_at_a_participant_is_told_to_her() -> None:
    pointing = {
        model._meta.label
        for model in apps.get_models()
        if any(points_at_somebody(field) for field in model._meta.concrete_fields)
    }
    told = {kept.model._meta.label for kept in all_kept()}
    assert pointing - told - set(NOT_TOLD) == set(), "say in the own_data.py of its floor what is kept of her"
    assert (set(NOT_TOLD) & told, set(NOT_TOLD) - pointing) == (set(), set())
