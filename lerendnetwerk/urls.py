from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from lerendnetwerk.styleguide import styleguide

handler400 = "lerendnetwerk.errors.bad_request"
handler403 = "lerendnetwerk.errors.forbidden"
handler404 = "lerendnetwerk.errors.not_found"
handler500 = "lerendnetwerk.errors.server_error"

# The admin has no sign-in of its own: one door for staff, with the same limits and second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", include("desk.urls")),
    path("", include("networks.urls")),
    path("", include("sessions.urls")),
    path("", include("evaluations.urls")),
    path("", include("reports.urls")),
    path("", include("lerendnetwerk.outbox.urls")),
    path("", include("lerendnetwerk.accounts.urls")),
    path("account/", include("lerendnetwerk.accounts.allauth_urls")),
    path("stijl/", styleguide, name="styleguide"),
    path("beheer/", admin.site.urls),
]
