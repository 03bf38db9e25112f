from django.urls import reverse

from sessions.models import Activity


def back_to(activity: Activity) -> str:
    """Where an activity stands: on the regie while it runs, on its own page afterwards."""
    if activity.is_open:
        return reverse("sessions:regie", args=[activity.session_id])
    return reverse("sessions:activity", args=[activity.session_id, activity.pk])
