"""How a screen knows that something changed: three numbers per session, one for each kind of screen.

Whoever writes something that a screen shows raises that screen's number in the same transaction, and only that one:
what is hidden until it is revealed raises `REGIE` alone, so that a phone cannot even tell that somebody wrote.
"""

from enum import StrEnum

from django.db.models import F

from sessions.models.run import Run


class Screen(StrEnum):
    REGIE = "regie"
    SCHERM = "scherm"
    GSM = "gsm"


ALL_SCREENS = tuple(Screen)


def raise_revisions(session_id: int, *screens: Screen) -> None:
    """Inside the caller's transaction, as the last write in it: the row is locked until it ends. One query."""
    raised = {f"{screen}_revision": F(f"{screen}_revision") + 1 for screen in set(screens)}
    if not Run.objects.filter(session=session_id).update(**raised):
        run, _ = Run.objects.get_or_create(session_id=session_id)
        Run.objects.filter(pk=run.pk).update(**raised)
