from django.urls import path

from lerendnetwerk.accounts import views

app_name = "accounts"

urlpatterns = [path("tweede-sleutel/", views.second_factor, name="second_factor")]
