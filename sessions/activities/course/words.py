"""The questions of the koerskaart in a network's own words."""

from django.db import models, transaction
from django.db.models import F, Q

from networks.models import Network
from sessions.koerskaart import BLOCK_COUNT, OURS, Words
from sessions.models.notes import SavedElsewhere

LONGEST_QUESTION = 110
LONGEST_DO = 160


class OwnCourseBlockQuerySet(models.QuerySet["OwnCourseBlock"]):
    def words_of(self, network_id: int) -> dict[int, Words]:
        """What this network says in each block, ours where it says nothing of its own. One query."""
        return {**OURS, **{own.number: own.words for own in self.filter(network=network_id)}}

    def say(self, network: Network, number: int, words: Words, *, version: int) -> None:
        """Own words for a block; our own words again means none. Raises SavedElsewhere. `version` is 0 for the first ones."""
        with transaction.atomic():
            Network.objects.select_for_update().get(pk=network.pk)
            own = self.filter(network=network, number=number).first()
            now = own.words if own else OURS[number]
            if now == words:
                return  # a repeat whose answer got lost
            if (own.version if own else 0) != version:
                raise SavedElsewhere("\n".join([now.do, *now.questions]), own.version if own else 0)
            if words == OURS[number]:
                self.filter(network=network, number=number).delete()
            elif own is None:
                self.create(network=network, number=number, do=words.do, questions="\n".join(words.questions))
            else:
                self.filter(pk=own.pk).update(
                    do=words.do, questions="\n".join(words.questions), version=F("version") + 1
                )


class OwnCourseBlock(models.Model):
    """A block of the koerskaart as this network asks it."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="own_course_blocks")
    number = models.PositiveSmallIntegerField()
    do = models.CharField("wat doen ze", max_length=LONGEST_DO)
    questions = models.TextField("vragen", max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OwnCourseBlockQuerySet.as_manager()

    class Meta:
        verbose_name = "eigen blok van de koerskaart"
        verbose_name_plural = "eigen blokken van de koerskaart"
        constraints = [
            models.UniqueConstraint(
                fields=["network", "number"],
                name="own_course_block_once",
                violation_error_message="Dit blok heeft al eigen vragen.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=BLOCK_COUNT),
                name="own_course_block_of_nine",
                violation_error_message="De koerskaart heeft negen blokken.",
            ),
        ]

    def __str__(self) -> str:
        return f"blok {self.number}"

    @property
    def words(self) -> Words:
        return Words(self.do, tuple(self.questions.splitlines()))
