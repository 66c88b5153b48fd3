"""Addresses of sharing: short ones for whoever opens a share, and those of the person and of the jobcentre."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from jobjournal.sharing.views import pairing as screens
from jobjournal.sharing.views import shared, sharing, viewing


class ShareCodeConverter(StringConverter):
    """A share code in an address, with or without its hyphen."""

    regex = "[0-9A-Za-z]{4}-?[0-9A-Za-z]{4}"


register_converter(ShareCodeConverter, "sharecode")

share_urlpatterns = [
    path("j/", viewing.enter, name="enter"),
    path("j/view/", viewing.view, name="view"),
    path("j/view/files/<uuid:file_id>/", viewing.view_file, name="view_file"),
    path("j/done/", viewing.done, name="done"),
    # Before the codes: no code reads COMPUTER, which has a U.
    path("j/computer/", screens.computer, name="computer"),
    path("j/<sharecode:code>/", viewing.enter_code, name="enter_code"),
    path("journal/share/", sharing.share, name="new_share"),
    path("journal/shares/", sharing.shares, name="shares"),
    path("journal/shares/<uuid:public_id>/", sharing.share_page, name="share"),
    path("journal/shares/<uuid:public_id>/revoke/", sharing.revoke_share, name="revoke_share"),
    path("journal/shares/<uuid:public_id>/pin/", sharing.renew_pin, name="renew_pin"),
    path("journal/shares/<uuid:public_id>/send/", sharing.send_share, name="send_share"),
    path("journal/computer/", screens.show_on_computer, name="show_on_computer"),
    path("journal/computer/<sharecode:code>/", screens.show_on_computer, name="approve_screen"),
    path("staff/journals/", shared.shared_list, name="shared_list"),
    path("staff/journals/<uuid:public_id>/", shared.shared, name="shared"),
    path("staff/journals/<uuid:public_id>/files/<uuid:file_id>/", shared.shared_file, name="shared_file"),
]
