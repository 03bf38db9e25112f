from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def take_along(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Who has a place, says it on the own page from now on."""
    placed = apps.get_model("networks", "Enrolment").objects.exclude(needs="").filter(participation__isnull=False)
    for enrolment in placed.filter(state="geplaatst"):
        participations = apps.get_model("networks", "Participation").objects.filter(pk=enrolment.participation_id)
        participations.filter(status="neemt-deel").update(needs=enrolment.needs)
    placed.update(needs="")


def give_back(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for enrolment in apps.get_model("networks", "Enrolment").objects.filter(participation__isnull=False):
        enrolment.needs = enrolment.participation.needs
        enrolment.save(update_fields=["needs"])


class Migration(migrations.Migration):
    dependencies = [("networks", "0013_mails_enrolments")]

    operations = [
        migrations.AddField(
            model_name="participation",
            name="needs",
            field=models.CharField(blank=True, max_length=500, verbose_name="eten en toegang"),
        ),
        migrations.RunPython(take_along, give_back),
    ]
