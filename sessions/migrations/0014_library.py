from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def rename_the_history_line(apps: Any, schema_editor: Any) -> None:
    """Blocks keep pointing at the same row; the loader would otherwise make a second one beside it."""
    methods = apps.get_model("learning_sessions", "Method").objects
    if not methods.filter(slug="historielijn").exists():
        methods.filter(slug="geschiedenislijn").update(slug="historielijn")


class Migration(migrations.Migration):

    dependencies = [
        ('learning_sessions', '0013_workings'),
        ('networks', '0004_announcement'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='method',
            options={'ordering': ['title', 'pk'], 'verbose_name': 'werkvorm', 'verbose_name_plural': 'werkvormen'},
        ),
        migrations.AddField(
            model_name='method',
            name='aims',
            field=models.CharField(blank=True, max_length=120, verbose_name='waarvoor'),
        ),
        migrations.AddField(
            model_name='method',
            name='based_on',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to='learning_sessions.method'),
        ),
        migrations.AddField(
            model_name='method',
            name='energy',
            field=models.CharField(choices=[('rustig', 'rustig: zitten, schrijven, luisteren'), ('gemengd', 'gemengd: van alles wat'), ('levendig', 'levendig: rechtstaan en bewegen')], default='gemengd', max_length=12, verbose_name='energie'),
        ),
        migrations.AddField(
            model_name='method',
            name='fits',
            field=models.CharField(blank=True, max_length=200, verbose_name='stappen'),
        ),
        migrations.AddField(
            model_name='method',
            name='key',
            field=models.CharField(blank=True, editable=False, max_length=32),
        ),
        migrations.AddField(
            model_name='method',
            name='occasion',
            field=models.TextField(blank=True, max_length=2000, verbose_name='wanneer'),
        ),
        migrations.AddField(
            model_name='method',
            name='owner',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='method',
            name='removed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='method',
            name='safety',
            field=models.CharField(choices=[('weinig', 'kan van bij het begin'), ('enige', 'als mensen elkaar al wat kennen'), ('veel', 'vraagt vertrouwen in de groep')], default='enige', max_length=12, verbose_name='vertrouwen'),
        ),
        migrations.AddField(
            model_name='method',
            name='shared_with',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='networks.programme', verbose_name='gedeeld met'),
        ),
        migrations.AddField(
            model_name='method',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AlterField(
            model_name='method',
            name='goal',
            field=models.TextField(max_length=2000, verbose_name='doel'),
        ),
        migrations.AlterField(
            model_name='method',
            name='large_group',
            field=models.TextField(blank=True, max_length=2000, verbose_name='met een grote groep'),
        ),
        migrations.AlterField(
            model_name='method',
            name='least_minutes',
            field=models.PositiveSmallIntegerField(verbose_name='minstens (minuten)'),
        ),
        migrations.AlterField(
            model_name='method',
            name='least_people',
            field=models.PositiveSmallIntegerField(verbose_name='vanaf hoeveel mensen'),
        ),
        migrations.AlterField(
            model_name='method',
            name='material',
            field=models.TextField(blank=True, max_length=1000, verbose_name='materiaal'),
        ),
        migrations.AlterField(
            model_name='method',
            name='most_minutes',
            field=models.PositiveSmallIntegerField(verbose_name='hoogstens (minuten)'),
        ),
        migrations.AlterField(
            model_name='method',
            name='most_people',
            field=models.PositiveSmallIntegerField(verbose_name='tot hoeveel mensen'),
        ),
        migrations.AlterField(
            model_name='method',
            name='paper_form',
            field=models.TextField(blank=True, max_length=2000, verbose_name='op papier'),
        ),
        migrations.AlterField(
            model_name='method',
            name='phases',
            field=models.CharField(max_length=60, verbose_name='fasen'),
        ),
        migrations.AlterField(
            model_name='method',
            name='pitfalls',
            field=models.TextField(blank=True, max_length=3000, verbose_name='valkuilen'),
        ),
        migrations.AlterField(
            model_name='method',
            name='questions',
            field=models.TextField(blank=True, max_length=3000, verbose_name='vragen om te stellen'),
        ),
        migrations.AlterField(
            model_name='method',
            name='room',
            field=models.TextField(blank=True, max_length=500, verbose_name='zaal'),
        ),
        migrations.AlterField(
            model_name='method',
            name='steps',
            field=models.TextField(max_length=6000, verbose_name='stappen'),
        ),
        migrations.AlterField(
            model_name='method',
            name='title',
            field=models.CharField(max_length=120, verbose_name='naam'),
        ),
        migrations.AlterField(
            model_name='method',
            name='usual_minutes',
            field=models.PositiveSmallIntegerField(verbose_name='meestal (minuten)'),
        ),
        migrations.AlterField(
            model_name='method',
            name='yields',
            field=models.TextField(blank=True, max_length=2000, verbose_name='wat het oplevert'),
        ),
        migrations.AddConstraint(
            model_name='method',
            constraint=models.CheckConstraint(condition=models.Q(('least_people__gte', 1), ('least_people__lte', models.F('most_people'))), name='method_people_go_up', violation_error_message='Het kleinste aantal mensen kan niet boven het grootste liggen.'),
        ),
        migrations.AddConstraint(
            model_name='method',
            constraint=models.CheckConstraint(condition=models.Q(('least_minutes__gte', 1), ('least_minutes__lte', models.F('usual_minutes')), ('usual_minutes__lte', models.F('most_minutes'))), name='method_minutes_go_up', violation_error_message='De minuten gaan van minstens over meestal naar hoogstens.'),
        ),
        migrations.AddConstraint(
            model_name='method',
            constraint=models.CheckConstraint(condition=models.Q(('owner__isnull', False), models.Q(('removed_at', None), ('shared_with', None)), _connector='OR'), name='method_of_the_library_is_for_everybody', violation_error_message='Een werkvorm uit de bibliotheek is van iedereen.'),
        ),
        migrations.AddConstraint(
            model_name='method',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('owner', 'key'), name='method_once_by_key', violation_error_message='Deze werkvorm is al bewaard.'),
        ),
        migrations.RunPython(rename_the_history_line, migrations.RunPython.noop),
    ]
