"""What is planned beforehand, and what happens in the room and after."""

from sessions import join_urls, planning_urls, room_urls

app_name = "sessions"

urlpatterns = [*join_urls.urlpatterns, *planning_urls.urlpatterns, *room_urls.urlpatterns]
