import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill_network(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Each report until now is of a session, and belongs to the network of that session."""
    report = apps.get_model("reports", "Report")
    session = apps.get_model("learning_sessions", "Session")
    of_session = session.objects.filter(pk=models.OuterRef("session")).values("network")
    report.objects.update(network=models.Subquery(of_session))


class Migration(migrations.Migration):

    dependencies = [
        ('learning_sessions', '0028_agenda_outlines'),
        ('networks', '0012_next_network'),
        ('reports', '0004_certificates'),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='network',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='networks.network'),
        ),
        migrations.RunPython(fill_network, migrations.RunPython.noop),
    ]
