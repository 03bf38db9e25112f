from django.urls import URLPattern, path

from sessions.views import joint

TOGETHER = "netwerken/<int:network_id>/samen/"
ACTION = f"{TOGETHER}<int:action_id>/"

urlpatterns: list[URLPattern] = [
    path(TOGETHER, joint.together, name="together"),
    path(f"{TOGETHER}nieuw/", joint.add_joint_action, name="add_joint_action"),
    path(f"{ACTION}stap/", joint.add_step, name="add_step"),
    path(f"{ACTION}stap/<int:step_id>/weg/", joint.remove_step, name="remove_step"),
    path(f"{ACTION}gedaan/", joint.tick_joint_action, name="tick_joint_action"),
    path(f"{ACTION}scherm/", joint.celebrate, name="celebrate"),
    path("sessies/<int:session_id>/terugblik/nu-anders/", joint.add_group_change, name="add_group_change"),
]
