"""What an import of contacts would do, row by row: rows and who is known in, a plan out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from networks.models.announcement import address_digest
from networks.spreadsheet import Kind, SheetRow

MOST_CONTACTS = 5000
CONTACTS = Kind(
    frozenset({"email"}),
    MOST_CONTACTS,
    "We vinden geen kolom met e-mailadressen. Zet boven die kolom een kop, zoals: e-mail.",
    f"Er staan meer dan {MOST_CONTACTS} rijen in. Splits de lijst.",
)
LONGEST = {"name": 160, "organisation": 160}


class Verdict(StrEnum):
    NEW = "nieuw"
    SAME = "al bekend"
    NO_MAIL = "wil geen mail"
    REFUSED = "geweigerd"


@dataclass(frozen=True)
class PlannedContact:
    number: int
    name: str
    email: str
    organisation: str
    verdict: Verdict
    why: str = ""


def plan_contacts(rows: Iterable[SheetRow], known: Collection[str], opted_out: Collection[str]) -> list[PlannedContact]:
    """`known`: addresses in small letters; `opted_out`: digests of addresses."""
    plan: list[PlannedContact] = []
    seen: dict[str, int] = {}
    for row in rows:
        cells = row.cells
        name = cells.get("name") or f"{cells.get('first_name', '')} {cells.get('last_name', '')}".strip()
        name, organisation = " ".join(name.split()), " ".join(cells.get("organisation", "").split())
        email = cells.get("email", "").strip()
        verdict, why = _judge(name, email, organisation, known, opted_out, seen)
        if verdict is not Verdict.REFUSED:
            seen[email.lower()] = row.number
        plan.append(PlannedContact(row.number, name, email, organisation, verdict, why))
    return plan


def _judge(
    name: str,
    email: str,
    organisation: str,
    known: Collection[str],
    opted_out: Collection[str],
    seen: dict[str, int],
) -> tuple[Verdict, str]:
    if not email:
        return Verdict.REFUSED, "Er staat geen e-mailadres in deze rij."
    try:
        validate_email(email)
    except ValidationError:
        return Verdict.REFUSED, f"{email[:80]} is geen e-mailadres."
    if len(email) > 254:
        return Verdict.REFUSED, "Dit e-mailadres is te lang."
    if email.lower() in seen:
        return Verdict.REFUSED, f"Dit adres staat ook op rij {seen[email.lower()]}."
    if len(name) > LONGEST["name"] or len(organisation) > LONGEST["organisation"]:
        return Verdict.REFUSED, "De naam of de organisatie is te lang, hoogstens 160 tekens."
    if address_digest(email) in opted_out:
        return Verdict.NO_MAIL, "Dit adres vroeg om geen aankondigingen meer te krijgen."
    return (Verdict.SAME, "") if email.lower() in known else (Verdict.NEW, "")
