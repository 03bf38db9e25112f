from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from django import forms

from networks.models import Network
from sessions.models import Document, Session
from sessions.uploads import check_document


class DocumentForm(forms.ModelForm):
    """What may be said of a document; what it is stays as it came."""

    session = forms.ChoiceField(label="Waarbij hoort het?", required=False)

    class Meta:
        model = Document
        fields = ["title", "session", "audience", "moment"]
        widgets = {"audience": forms.RadioSelect, "moment": forms.RadioSelect}

    def __init__(self, *args: Any, sessions: Sequence[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sessions = {str(session.pk): session for session in sessions}
        choices = [(pk, f"sessie {session.number}") for pk, session in self.sessions.items()]
        self.fields["session"].choices = [("", "heel het netwerk"), *choices]  # type: ignore[attr-defined]

    def clean_session(self) -> Session | None:
        return self.sessions.get(self.cleaned_data["session"])


class NewDocumentForm(DocumentForm):
    link = forms.URLField(
        label="of een link",
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none"}),
    )
    file = forms.FileField(
        label="Bestand",
        required=False,
        max_length=200,
        help_text="PDF, Word, Excel, PowerPoint, LibreOffice of een afbeelding, hoogstens 20 MB.",
    )

    class Meta(DocumentForm.Meta):
        fields = ["file", "link", "title", "session", "audience", "moment"]

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, instance=Document(network=network), **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = "Leeg: de naam van het bestand of de site."
        self.order_fields(["file", "link", "title", "session", "audience", "moment"])

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        if link and urlsplit(link).scheme not in ("http", "https"):
            raise forms.ValidationError("Een link begint met https:// of http://.")
        return link

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        file, link = data.get("file"), data.get("link")
        if "file" in self.errors or "link" in self.errors:
            return data
        if bool(file) == bool(link):
            self.add_error("file", "Kies een bestand of geef een link, een van de twee.")
            return data
        if file:
            try:
                self.instance.content_type = check_document(file)
            except forms.ValidationError as error:
                self.add_error("file", error)
            self.instance.file_name = PurePath(file.name).name[-200:]
            self.instance.size = file.size
        data["title"] = data.get("title") or (file.name if file else urlsplit(link or "").hostname or "")[:200]
        return data
