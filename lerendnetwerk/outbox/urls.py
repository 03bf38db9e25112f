from django.urls import path

from lerendnetwerk.outbox import views

app_name = "outbox"

urlpatterns = [
    path("oefenpost/", views.sign_in_mail, name="sign_in_mail"),
]
