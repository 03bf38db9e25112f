from django.urls import path

from reports.views import certificates, download, paper, send, trim

app_name = "reports"

urlpatterns = [
    path("sessies/<int:session_id>/verslag/", trim.report, name="report"),
    path("sessies/<int:session_id>/verslag/deel/<slug:key>/", trim.section, name="section"),
    path("sessies/<int:session_id>/verslag/deel/<slug:key>/verplaats/", trim.move, name="move"),
    path("sessies/<int:session_id>/verslag/deel/<slug:key>/opnemen/", trim.include, name="include"),
    path("sessies/<int:session_id>/verslag/deel/<slug:key>/vanzelf/", trim.automatic, name="automatic"),
    path("sessies/<int:session_id>/verslag/voorbeeld/<slug:audience>/", trim.preview, name="preview"),
    path("sessies/<int:session_id>/verslag/versturen/", send.send, name="send"),
    path("sessies/<int:session_id>/verslag/brief/<slug:kind>/", send.letter, name="letter"),
    path("sessies/<int:session_id>/verslag/brief/<slug:kind>/vanzelf/", send.automatic_letter, name="automatic_letter"),
    path("sessies/<int:session_id>/afdrukken/", paper.paper, name="paper"),
    path("sessies/<int:session_id>/afdrukken/<int:pack_id>/", paper.paper_pack, name="paper_pack"),
    path("sessies/<int:session_id>/afdrukken/<int:pack_id>/opnieuw/", paper.paper_again, name="paper_again"),
    path("netwerken/<int:network_id>/attesten/", certificates.certificates, name="certificates"),
    path("attesten/<int:certificate_id>/", certificates.certificate, name="certificate"),
    path("attesten/<int:certificate_id>/opnieuw/", certificates.certificate_again, name="certificate_again"),
    path("mijn/attesten/<int:certificate_id>/", certificates.my_certificate, name="my_certificate"),
    path("verslagen/<int:edition_id>/", download.edition, name="edition"),
    path("verslagen/<int:edition_id>/opnieuw/", download.make_again, name="make_again"),
    path("mijn/verslagen/<int:edition_id>/", download.member_edition, name="member_edition"),
]
