"""The two kinds of report. Trimming, freezing and sending are the same for both; what they say stands here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from networks.models import Network
from reports.composing import COMPOSERS, header
from reports.final.composing import FINAL_COMPOSERS, final_header
from reports.final.gathering import FinalMaterial, gather_final
from reports.final.outward import final_for_programme, withheld_from_final
from reports.final.sections import FINAL_KINDS
from reports.material import Material, gather
from reports.outward import session_for_programme, withheld_from_session
from reports.sections import KINDS, Content, SectionKind
from sessions.models import Session

type AnyMaterial = Material | FinalMaterial


@dataclass(frozen=True)
class Genre:
    kinds: tuple[SectionKind, ...]
    composers: Mapping[str, Callable[[Any], Content]]
    header: Callable[[Any], dict[str, Any]]
    programme_edition: Callable[[Any], dict[str, Any]]
    withheld: Callable[[Any], list[str]]

    @property
    def by_key(self) -> dict[str, SectionKind]:
        return {kind.key: kind for kind in self.kinds}


OF_SESSION = Genre(KINDS, COMPOSERS, header, session_for_programme, withheld_from_session)
FINAL = Genre(FINAL_KINDS, FINAL_COMPOSERS, final_header, final_for_programme, withheld_from_final)


def genre_of(what: AnyMaterial | Session | Network) -> Genre:
    return OF_SESSION if isinstance(what, Material | Session) else FINAL


def material_of(subject: Session | Network) -> AnyMaterial:
    return gather(subject) if isinstance(subject, Session) else gather_final(subject)
