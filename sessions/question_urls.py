from django.urls import URLPattern, path

from sessions.views import questions

QUESTIONS = "netwerken/<int:network_id>/vragen/"
QUESTION = f"{QUESTIONS}<int:question_id>/"

urlpatterns: list[URLPattern] = [
    path(QUESTIONS, questions.questions, name="questions"),
    path(f"{QUESTION}antwoord/", questions.give_answer, name="give_answer"),
    path(f"{QUESTION}sluiten/", questions.close_question, name="close_question"),
    path(f"{QUESTION}heropenen/", questions.reopen_question, name="reopen_question"),
    path(f"{QUESTION}expert/", questions.ask_expert, name="ask_expert"),
    path(f"{QUESTION}mail/", questions.send_answer, name="send_answer"),
]
