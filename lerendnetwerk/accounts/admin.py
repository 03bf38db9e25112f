from django.contrib import admin

from lerendnetwerk.accounts.models import User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ["name", "email", "is_active", "second_factor_required", "is_superuser"]
    search_fields = ["name", "email"]
    fields = ["name", "email", "is_active", "second_factor_required", "is_staff", "is_superuser"]
