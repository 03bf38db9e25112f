"""Whether a text names somebody of the group."""

from collections.abc import Iterable

from networks.names import name_key


def names_in(text: str, names: Iterable[str]) -> bool:
    """Whether one of these people is named in the text: by first or last name, also as in *Griets ploeg*."""
    words = {word.strip(".,;:!?()'\"") for word in name_key(text.replace("-", " ").replace("’", "'")).split()}
    parts = {part for name in names for part in name_key(name).split() if len(part) > 1} - PARTICLES
    return any(not words.isdisjoint({part, f"{part}s", f"{part}'s"}) for part in parts)


# Parts of Flemish names that are ordinary words too.
PARTICLES = {"de", "den", "der", "het", "van", "ten", "ter", "le", "la", "el", "al", "en", "'t"}
