from django.urls import path, register_converter

from reports.about import AboutConverter
from reports.views import certificates, download, paper, send, trim

register_converter(AboutConverter, "about")

app_name = "reports"

urlpatterns = [
    path("<about:about>/verslag/", trim.report, name="report"),
    path("<about:about>/verslag/deel/<slug:key>/", trim.section, name="section"),
    path("<about:about>/verslag/deel/<slug:key>/verplaats/", trim.move, name="move"),
    path("<about:about>/verslag/deel/<slug:key>/opnemen/", trim.include, name="include"),
    path("<about:about>/verslag/deel/<slug:key>/vanzelf/", trim.automatic, name="automatic"),
    path("<about:about>/verslag/voorbeeld/<slug:audience>/", trim.preview, name="preview"),
    path("<about:about>/verslag/versturen/", send.send, name="send"),
    path("<about:about>/verslag/brief/<slug:kind>/", send.letter, name="letter"),
    path("<about:about>/verslag/brief/<slug:kind>/vanzelf/", send.automatic_letter, name="automatic_letter"),
    path("sessies/<int:session_id>/afdrukken/", paper.paper, name="paper"),
    path("sessies/<int:session_id>/afdrukken/<int:pack_id>/", paper.paper_pack, name="paper_pack"),
    path("sessies/<int:session_id>/afdrukken/<int:pack_id>/opnieuw/", paper.paper_again, name="paper_again"),
    path("netwerken/<int:network_id>/attesten/", certificates.certificates, name="certificates"),
    path("attesten/<int:certificate_id>/", certificates.certificate, name="certificate"),
    path("attesten/<int:certificate_id>/opnieuw/", certificates.certificate_again, name="certificate_again"),
    path("mijn/attesten/<int:certificate_id>/", certificates.my_certificate, name="my_certificate"),
    path("verslagen/<int:edition_id>/", download.edition, name="edition"),
    path("verslag/<int:report_id>/", trim.find_report, name="find_report"),
    path("verslagen/<int:edition_id>/opnieuw/", download.make_again, name="make_again"),
    path("mijn/verslagen/<int:edition_id>/", download.member_edition, name="member_edition"),
]
