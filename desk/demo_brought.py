"""What the people of a demo network bring along, through the same verbs as their own pages use."""

from collections.abc import Mapping
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from desk.demo_content.brought import BROUGHT
from desk.demo_drawings import LOOKS, draw_portrait
from networks.models import Network, Participation
from sessions.models import AgendaItem, Case, Contribution, Portrait, Prepared, Profile, Theme


def load_brought(network: Network, people: Mapping[str, Participation], now: datetime) -> None:
    told = BROUGHT.get(network.title)
    if told is None:
        return
    themes = {name: Theme.objects.create(network=network, name=name) for name in told.themes}
    placed: list[tuple[Contribution, str]] = [
        (Contribution.objects.beforehand(people[who], now), theme) for who, theme in told.question_themes.items()
    ]
    for number, line in enumerate(told.lines):
        key = f"demo-{number}"
        Contribution.objects.bring(people[line.who], line.kind, line.text, key=key, now=now)
        placed += [(made, line.theme) for made in Contribution.objects.filter(participation=people[line.who], key=key)]
    for number, brought in enumerate(told.cases):
        words = {"title": brought.title, "question": brought.question, "story": brought.story}
        case = Case.bring(people[brought.who], words, key=f"demo-case-{number}", now=now)
        if brought.shared:
            case.share(now)
        placed.append((Contribution.objects.get(case=case), brought.theme))
    for contribution, name in placed:
        Contribution.objects.filter(pk=contribution.pk).update(theme=themes.get(name))
    for profile in told.profiles:
        words = {"does": profile.does, "ask_me": profile.ask_me, "contact": profile.contact}
        Profile.write(people[profile.who], words, share=True, now=now)
        if profile.portrait:
            drawn = SimpleUploadedFile("portret.jpg", draw_portrait(LOOKS[profile.portrait]), "image/jpeg")
            Portrait.keep(people[profile.who], drawn, now)
    asked = AgendaItem.objects.filter(session__network=network, session__closed_at=None).exclude(preparation="")
    for item in asked:
        for who in told.ready:
            Prepared.mark(item, people[who], ready=True, now=now)
