from django.urls import path

from networks.views import post, practice

MAIL = "netwerken/<int:network_id>/berichten/"
ONE = MAIL + "<int:mail_id>/"
PRACTICE = "netwerken/<int:network_id>/oefenpost/"

post_urlpatterns = [
    path(MAIL, post.mail, name="mail"),
    path(MAIL + "pauze/", post.pause_post, name="pause_post"),
    path(MAIL + "hervatten/", post.resume_post, name="resume_post"),
    path(MAIL + "versturen/", post.release_drafts, name="release_drafts"),
    path(ONE, post.mail_message, name="mail_message"),
    path(ONE + "tekst/", post.edit_mail, name="edit_mail"),
    path(ONE + "adres/", post.other_address, name="other_address"),
    path(ONE + "versturen/", post.release_mail, name="release_mail"),
    path(ONE + "opnieuw/", post.send_again, name="send_again"),
    path(ONE + "zo-laten/", post.leave_mail, name="leave_mail"),
    path(ONE + "intrekken/", post.withdraw_mail, name="withdraw_mail"),
    path(ONE + "terugzetten/", post.restore_mail, name="restore_mail"),
    path(ONE + "bijlagen/<int:file_id>/", post.mail_file, name="mail_file"),
    path(PRACTICE, practice.practice_mailbox, name="practice_mailbox"),
    path(PRACTICE + "<int:letter_id>/", practice.practice_letter, name="practice_letter"),
    path(PRACTICE + "<int:letter_id>/bijlagen/<int:number>/", practice.practice_file, name="practice_file"),
]
