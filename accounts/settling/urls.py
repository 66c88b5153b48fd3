"""Addresses of what a council says of itself, and of the history of everything that it can set."""

from django.urls import path

from accounts.settling import views

app_name = "council"
urlpatterns = [
    path("staff/settings/council/names/", views.topic, {"topic": "council.names"}, name="names"),
    path("staff/settings/council/logo/", views.topic, {"topic": "council.logo"}, name="logo"),
    path("staff/settings/council/colours/", views.topic, {"topic": "council.colours"}, name="colours"),
    path("staff/settings/council/colours.css", views.colours_css, name="colours_css"),
    path("staff/settings/council/contact/", views.topic, {"topic": "council.contact"}, name="contact"),
    path("staff/settings/council/hours/", views.topic, {"topic": "council.hours"}, name="hours"),
    path("staff/settings/council/languages/", views.topic, {"topic": "council.languages"}, name="languages"),
    path("staff/settings/council/area/", views.topic, {"topic": "council.area"}, name="area"),
    path("staff/settings/history/", views.history, name="history"),
    path("staff/settings/history/<int:key>/undo/", views.undo, name="undo"),
]
