"""What becomes of a group of notes: it stays to be found back, and is made once."""

from typing import Any

from django.db import models, transaction

from networks.models import Expectation, GroundRule
from sessions.activities.wall.models import Wall, WallCluster
from sessions.models.notes import Question
from sessions.models.session import Session


class OutcomeQuerySet(models.QuerySet["ClusterOutcome"]):
    def make(self, cluster: WallCluster, what: str, session: Session) -> "ClusterOutcome":
        """An expectation, an open question or a ground rule in the words of the group; the second time the same one."""
        with transaction.atomic():
            Wall.objects.select_for_update().get(pk=cluster.wall_id)
            found = self.filter(cluster=cluster, what=what).first()
            if found is not None:
                return found
            made: dict[str, Any] = {}
            if what == ClusterOutcome.What.EXPECTATION:
                made["expectation"] = Expectation.objects.write_down(session.network, [str(cluster)])[0]
            elif what == ClusterOutcome.What.RULE:
                made["ground_rule"] = GroundRule.objects.write_down(session.network, [str(cluster)])[0]
            else:
                made["question"] = Question.write(session, f"wall-{cluster.pk}", 0, text=str(cluster))
            return self.create(cluster=cluster, what=what, **made)

    def make_theme(self, cluster: WallCluster, session: Session) -> "ClusterOutcome":
        """The theme of a session; the last choice stands."""
        with transaction.atomic():
            Wall.objects.select_for_update().get(pk=cluster.wall_id)
            Session.objects.filter(pk=session.pk).update(theme=str(cluster))
            outcome, _ = self.update_or_create(
                cluster=cluster, what=ClusterOutcome.What.THEME, defaults={"session": session}
            )
            return outcome


class ClusterOutcome(models.Model):
    """What a group of notes became, once per kind: from here one finds it back."""

    class What(models.TextChoices):
        EXPECTATION = "verwachting", "verwachting"
        THEME = "thema", "thema"
        QUESTION = "vraag", "open vraag"
        RULE = "spelregel", "spelregel"

    cluster = models.ForeignKey(WallCluster, on_delete=models.CASCADE, related_name="outcomes")
    what = models.CharField(max_length=12, choices=What)
    expectation = models.ForeignKey(Expectation, null=True, on_delete=models.CASCADE, related_name="from_walls")
    ground_rule = models.ForeignKey(GroundRule, null=True, on_delete=models.CASCADE, related_name="from_walls")
    question = models.ForeignKey(Question, null=True, on_delete=models.CASCADE, related_name="from_walls")
    session = models.ForeignKey(Session, null=True, on_delete=models.CASCADE, related_name="themes_from_walls")

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["cluster", "what"], name="cluster_outcome_once")]

    def __str__(self) -> str:
        return self.get_what_display()
