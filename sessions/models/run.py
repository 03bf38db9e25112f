import secrets

from django.db import models

from sessions.models.session import CODE_LETTERS, Session


def new_screen_code() -> str:
    """8 characters, 38 bits: opens the projection on another device, so it is longer than the code of the room."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(8))


class Run(models.Model):
    """A session while it is held: what its three screens show, and how often each of them changed."""

    class Shows(models.TextChoices):
        AUTO = "vanzelf", "wat er loopt"
        FLAP = "flap", "de spelregels"
        BLANK = "stil", "niets"

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="run")
    started_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    shows = models.CharField(max_length=8, choices=Shows, default=Shows.AUTO)
    screen_code = models.CharField(max_length=8, unique=True, default=new_screen_code, editable=False)
    # Raised to withdraw every address that a screen polls.
    epoch = models.PositiveIntegerField(default=1, editable=False)
    # See sessions/live/revisions.py.
    regie_revision = models.PositiveIntegerField(default=0, editable=False)
    scherm_revision = models.PositiveIntegerField(default=0, editable=False)
    gsm_revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "verloop"
        verbose_name_plural = "verlopen"

    def __str__(self) -> str:
        return f"verloop van sessie {self.session_id}"
