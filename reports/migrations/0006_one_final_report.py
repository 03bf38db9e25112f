import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0005_final_report'),
    ]

    operations = [
        migrations.AlterField(
            model_name='report',
            name='network',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='networks.network'),
        ),
        migrations.AlterField(
            model_name='report',
            name='session',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='report', to='learning_sessions.session'),
        ),
        migrations.AlterField(
            model_name='reportletter',
            name='kind',
            field=models.CharField(choices=[('aanwezig', 'wie erbij was'), ('afwezig', 'wie er niet bij was'), ('vervanger', 'vervangers'), ('iedereen', 'iedereen van het netwerk'), ('verbetering', 'wie het vorige verslag al kreeg')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('session', None)), fields=('network',), name='one_final_report', violation_error_message='Dit netwerk heeft al een eindverslag.'),
        ),
    ]
