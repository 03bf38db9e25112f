"""Which werkvormen fit a moment of a session, best first, each with its reason in one sentence. Without database.

First what cannot be is left out: another phase or step, too few or too many people, too little time, more trust than a
first session has, what stands in this agenda already. Then each consideration below gives points and perhaps a few
words; the sum decides. Another consideration (how much a werkvorm was liked, say) is one more function in that list.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from networks.phase_guide import step_guide
from sessions.method_search import listed
from sessions.method_traits import Aim, Energy, Safety

MOST = 3
# A step that is the session itself says nothing about a werkvorm; there its aim does, and these come first.
CONTENT = {
    "onderhoud.session": (Aim.EXCHANGE, Aim.DEPTH),
    "afronding.final_evaluation": (Aim.LOOK_BACK,),
}


class Choice(Protocol):
    slug: str
    title: str
    phases: str
    fits: str
    aims: str
    energy: str
    safety: str
    least_people: int
    most_people: int
    least_minutes: int
    usual_minutes: int
    most_minutes: int

    @property
    def is_own(self) -> bool: ...


# What a step is called where its title on the road says something else.
CALLED = {
    "onderhoud.session": "leren van elkaar",
    "onderhoud.agenda": "de agenda van de volgende keer",
    "afronding.final_evaluation": "terugkijken en afronden",
}


def step_name(step: str) -> str:
    phase, _, key = step.partition(".")
    return CALLED.get(step) or step_guide(phase, key).title.lower()


@dataclass(frozen=True)
class Moment:
    """What is known of the place in the agenda where something has to come."""

    phase: str
    number: int  # of the session
    people: int
    minutes: int
    step: str = ""  # of the road, as "opstart.ground_rules"; empty: any
    aim: str = ""  # a value of Aim; empty: any
    done: Mapping[str, int] = field(default_factory=dict)  # slug -> the last session before this one that had it
    here: frozenset[str] = frozenset()  # slugs that stand in this agenda
    before: str = ""  # energy of the werkvorm that comes just before
    full: Mapping[str, int] = field(default_factory=dict)  # slug -> minutes, of one that fits itself to what there is


@dataclass(frozen=True)
class Weight:
    points: float
    words: str = ""


@dataclass(frozen=True)
class Proposal[AnyChoice: Choice]:
    method: AnyChoice
    minutes: int
    reason: str


def propose[AnyChoice: Choice](
    methods: Iterable[AnyChoice], moment: Moment, most: int = MOST
) -> list[Proposal[AnyChoice]]:
    weighed = []
    for method in methods:
        if can_be(method, moment):
            weights = [consider(method, moment) for consider in CONSIDERATIONS]
            weighed.append((sum(weight.points for weight in weights), method, weights))
    weighed.sort(key=lambda row: (-row[0], row[1].title))
    return [
        Proposal(method, min(minutes_of(method, moment), moment.minutes), sentence(weights))
        for _, method, weights in weighed[:most]
    ]


def can_be(method: Choice, moment: Moment) -> bool:
    return (
        moment.phase in listed(method.phases)
        and (not moment.step or method.is_own or moment.step in listed(method.fits))
        and (not moment.aim or moment.aim in listed(method.aims))
        and method.least_people <= moment.people <= method.most_people
        and method.least_minutes <= moment.minutes
        and not (moment.number == 1 and method.safety == Safety.MUCH)
        and method.slug not in moment.here
    )


def minutes_of(method: Choice, moment: Moment) -> int:
    """What it usually takes; one that fits itself takes what there is, up to its full length."""
    return max(method.usual_minutes, min(moment.full.get(method.slug, 0), moment.minutes))


def for_the_step(method: Choice, moment: Moment) -> Weight:
    fits, aims = listed(method.fits), listed(method.aims)
    if not moment.step or moment.step in CONTENT:
        first = CONTENT.get(moment.step, ())
        aim = moment.aim or next((one for one in first if one in aims), "") or next(iter(aims), "")
        points = 5 if not moment.aim and aims and aims[0] in first else 0
        return Weight(points, f"dient om {DOING[Aim(aim)]}" if aim in Aim else "")
    if moment.step not in fits:
        return Weight(-5)
    # A werkvorm that was made for this step names it first.
    return Weight(12 if fits[0] == moment.step else 0, f"past bij {step_name(moment.step)}")


def for_the_time(method: Choice, moment: Moment) -> Weight:
    """The nearer to the minutes that there are, the better; having to cut is worse than leaving some over."""
    group = f"lukt met {moment.people} {'mens' if moment.people == 1 else 'mensen'}"
    if method.usual_minutes > moment.minutes:
        missing = (method.usual_minutes - moment.minutes) / method.usual_minutes
        return Weight(20 - 30 * missing, f"{group} in {moment.minutes} minuten als je het kort houdt")
    # Who fits itself to any time is not better for that.
    return Weight(20 * method.usual_minutes / moment.minutes, f"{group} in {minutes_of(method, moment)} minuten")


def for_the_trust(method: Choice, moment: Moment) -> Weight:
    if method.safety == Safety.MUCH:
        return Weight(-12) if moment.number == 2 else Weight(3)
    if method.safety == Safety.SOME and moment.number == 1:
        return Weight(-4)
    return Weight(0)


def for_a_change(method: Choice, moment: Moment) -> Weight:
    """Wissel af: what a group did last time can wait, what it never did is fresh."""
    last = moment.done.get(method.slug)
    if last is None:
        return Weight(4, "is nieuw voor jullie" if moment.done else "")
    ago = moment.number - last
    return Weight(-30 if ago <= 1 else -12 if ago == 2 else -4, f"kwam het laatst in sessie {last}")


def for_the_energy(method: Choice, moment: Moment) -> Weight:
    if moment.before == Energy.CALM and method.energy == Energy.LIVELY:
        return Weight(7, "brengt beweging na een rustig stuk")
    return Weight(-3) if moment.before == method.energy == Energy.CALM else Weight(0)


def for_who_wrote_it(method: Choice, moment: Moment) -> Weight:
    return Weight(3) if method.is_own else Weight(0)


CONSIDERATIONS = (for_the_step, for_the_time, for_the_energy, for_a_change, for_the_trust, for_who_wrote_it)

DOING = {
    Aim.ACQUAINTANCE: "elkaar te leren kennen",
    Aim.AGREEMENTS: "af te spreken wat jullie verwachten",
    Aim.EXCHANGE: "ervaringen te delen",
    Aim.DEPTH: "een vraag uit te diepen",
    Aim.IDEAS: "ideeën te vinden",
    Aim.CHOICE: "te kiezen",
    Aim.LOOK_BACK: "terug te kijken",
    Aim.TO_WORK: "iets mee te nemen naar het werk",
    Aim.APPRECIATION: "te waarderen wat goed ging",
}


def sentence(weights: Iterable[Weight]) -> str:
    """The words of the considerations, in their order, as one sentence."""
    parts = [weight.words for weight in weights if weight.words]
    text = " en ".join(filter(None, [", ".join(parts[:-1]), parts[-1]])) if parts else "past in de tijd die er is"
    return f"{text[0].upper()}{text[1:]}."
