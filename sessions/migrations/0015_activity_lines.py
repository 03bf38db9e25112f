import django.db.models.deletion
from django.db import migrations, models


def move_lines(apps, schema_editor):
    """What was noted at receptions and after speed dating becomes lines of the activity."""
    line = apps.get_model("learning_sessions", "ActivityLine")
    point = apps.get_model("learning_sessions", "ReceptionPoint")
    said = apps.get_model("learning_sessions", "SpeedDatingLine")
    line.objects.bulk_create(
        [
            *(
                line(activity_id=one.activity_id, part="kring", text=one.text, key=one.key)
                for one in point.objects.order_by("pk")
            ),
            *(
                line(
                    activity_id=one.dating.activity_id, part="kring", text=one.text, key=one.key, position=one.position
                )
                for one in said.objects.select_related("dating").order_by("pk")
            ),
        ]
    )


class Migration(migrations.Migration):
    dependencies = [("learning_sessions", "0014_library")]

    operations = [
        migrations.CreateModel(
            name="ActivityLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="learning_sessions.activity",
                    ),
                ),
                ("part", models.SlugField(max_length=30)),
                ("text", models.CharField(max_length=500, verbose_name="regel")),
                ("key", models.CharField(editable=False, max_length=40)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name": "regel bij een activiteit",
                "verbose_name_plural": "regels bij activiteiten",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("activity", "key", "position"),
                        name="activity_line_once",
                        violation_error_message="Deze regel staat er al.",
                    )
                ],
            },
        ),
        migrations.RunPython(move_lines, migrations.RunPython.noop),
        migrations.DeleteModel(name="ReceptionPoint"),
        migrations.DeleteModel(name="SpeedDatingLine"),
    ]
