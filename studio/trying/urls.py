"""Addresses of trying; studio/urls.py has them among its own."""

from django.urls import path

from studio.trying.views import around, examples, pages

FORM = "staff/studio/<slug:slug>/"
PAGE = f"{FORM}try/pages/<slug:page>/"

urlpatterns = [
    path(f"{FORM}try/", around.start, name="try"),
    path(f"{FORM}try/beside/", around.beside, name="try_beside"),
    path(f"{FORM}try/check/", around.check, name="try_check"),
    path(f"{FORM}try/again/", around.clear, name="try_again"),
    path(PAGE, pages.page, name="try_page"),
    path(f"{PAGE}<slug:row>/", pages.row, name="try_row"),
    path(f"{FORM}examples/", examples.examples, name="examples"),
    path(f"{FORM}examples/remove/", examples.remove_example, name="remove_example"),
]
