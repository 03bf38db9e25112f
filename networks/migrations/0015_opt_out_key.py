from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import networks.models.announcement


def mark(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Until now they were made with the key of the links, which is that of the opt-outs unless another one is set."""
    apps.get_model("networks", "OptOut").objects.update(made_with=networks.models.announcement.mark_of_key())


class Migration(migrations.Migration):
    dependencies = [("networks", "0014_participation_needs")]

    operations = [
        migrations.AddField(
            model_name="optout",
            name="made_with",
            field=models.CharField(default=networks.models.announcement.mark_of_key, editable=False, max_length=16),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
