"""Addresses of councillors' enquiries, among those of advocates."""

from django.urls import path

from advocates.enquiring import views

enquiring_urlpatterns = [
    path("staff/enquiries/", views.listing, name="enquiries"),
    path("staff/people/<uuid:public_id>/enquiries/new/", views.record, name="record_enquiry"),
    path("staff/enquiries/<uuid:public_id>/", views.enquiry, name="enquiry"),
    path("staff/enquiries/<uuid:public_id>/consent/", views.consent, name="consent_to_enquiry"),
    path("staff/enquiries/<uuid:public_id>/answer/", views.answer, name="answer_enquiry"),
    path("account/enquiries/<uuid:public_id>/", views.own, name="own_enquiry"),
]
