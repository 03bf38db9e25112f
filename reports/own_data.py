"""What the reports keep of a participant: that there are reports in which her name may stand."""

from django.db.models import F, Q

from lerendnetwerk.own_data import Kept
from lerendnetwerk.templatetags.look import moment
from reports.models import Certificate, Edition

KEPT = [
    Kept(
        "Verslagen waarin je naam kan staan",
        "om te bewijzen wat verstuurd is, zolang het netwerk bestaat",
        Edition,
        lambda one: (
            Edition.objects.filter(
                Q(report__session=None) | Q(report__session__number__gte=one.from_session),
                report__network=one.network_id,
                audience=Edition.Audience.GROUP,
            )
            .only("version")
            .annotate(session_number=F("report__session__number"))
            .order_by("session_number", "version")
        ),
        lambda row: {
            "Verslag": f"sessie {row.session_number}, versie {row.version}"
            if row.session_number
            else f"eindverslag, versie {row.version}"
        },
    ),
    Kept(
        "Je attest van aanwezigheid",
        "om te tonen hoe lang je er was, zolang het netwerk bestaat",
        Certificate,
        lambda one: Certificate.objects.filter(participation=one.pk).order_by("version"),
        lambda row: {"Naam": row.frozen["name"], "Uren": row.frozen["total"], "Gegeven op": moment(row.given_at)},
    ),
]
