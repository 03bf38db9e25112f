from django.db import models
from django.db.models.functions import Lower

from networks.models.programme import Programme
from networks.names import name_key


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def by_key(self) -> "dict[str, Organisation]":
        return {name_key(organisation.name): organisation for organisation in self}

    def named(self, programme: Programme | int, name: str) -> "Organisation | None":
        """The organisation of that name, accents and capitals aside; made when it is new. None without a name."""
        if not name:
            return None
        programme_id = programme if isinstance(programme, int) else programme.pk
        known = self.filter(programme=programme_id).by_key().get(name_key(name))
        return known or self.create(programme_id=programme_id, name=name)


class Organisation(models.Model):
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="organisations")
    name = models.CharField("naam", max_length=160)
    place = models.CharField("gemeente", max_length=120, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "programme",
                Lower("name"),
                name="organisation_once",
                violation_error_message="Deze organisatie staat al in het programma.",
            )
        ]

    def __str__(self) -> str:
        return self.name
