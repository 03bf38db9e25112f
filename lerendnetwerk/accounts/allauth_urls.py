"""The pages of django-allauth that we use, under the names that it expects.

Nobody has a password and nobody signs up, so its other pages do not exist here.
"""

from allauth.account import views
from django.urls import include, path

urlpatterns = [
    path("aanmelden/", views.request_login_code, name="account_login"),
    path("aanmelden/nieuwe-code/", views.request_login_code, name="account_request_login_code"),
    path("aanmelden/code/", views.confirm_login_code, name="account_confirm_login_code"),
    path("afmelden/", views.logout, name="account_logout"),
    path("gesloten/", views.account_inactive, name="account_inactive"),
    path("bevestig/", views.reauthenticate, name="account_reauthenticate"),
    path("inschrijven/", views.signup, name="account_signup"),
    path("beveiliging/", include("allauth.mfa.urls")),
]
