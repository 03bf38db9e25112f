from django.urls import path

from networks import post_views, practice_views

MAIL = "netwerken/<int:network_id>/berichten/"
ONE = MAIL + "<int:mail_id>/"
PRACTICE = "netwerken/<int:network_id>/oefenpost/"

post_urlpatterns = [
    path(MAIL, post_views.mail, name="mail"),
    path(MAIL + "pauze/", post_views.pause_post, name="pause_post"),
    path(MAIL + "hervatten/", post_views.resume_post, name="resume_post"),
    path(MAIL + "versturen/", post_views.release_drafts, name="release_drafts"),
    path(ONE, post_views.mail_message, name="mail_message"),
    path(ONE + "tekst/", post_views.edit_mail, name="edit_mail"),
    path(ONE + "adres/", post_views.other_address, name="other_address"),
    path(ONE + "versturen/", post_views.release_mail, name="release_mail"),
    path(ONE + "opnieuw/", post_views.send_again, name="send_again"),
    path(ONE + "zo-laten/", post_views.leave_mail, name="leave_mail"),
    path(ONE + "intrekken/", post_views.withdraw_mail, name="withdraw_mail"),
    path(ONE + "terugzetten/", post_views.restore_mail, name="restore_mail"),
    path(ONE + "bijlagen/<int:file_id>/", post_views.mail_file, name="mail_file"),
    path(PRACTICE, practice_views.practice_mailbox, name="practice_mailbox"),
    path(PRACTICE + "<int:letter_id>/", practice_views.practice_letter, name="practice_letter"),
    path(PRACTICE + "<int:letter_id>/bijlagen/<int:number>/", practice_views.practice_file, name="practice_file"),
]
