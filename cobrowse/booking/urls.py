"""Addresses of bookings, among those of live help."""

from django.urls import path

from cobrowse.booking.views import own, settings, staff

booking_urlpatterns = [
    path("help/bookings/", own.bookings, name="bookings"),
    path("help/bookings/<uuid:public_id>/", own.booking, name="booking"),
    path("help/bookings/<uuid:public_id>/move/", own.move_booking, name="move_booking"),
    path("help/bookings/<uuid:public_id>/cancel/", own.cancel_booking, name="cancel_booking"),
    path("help/bookings/<uuid:public_id>/calendar.ics", own.calendar, name="calendar"),
    path("staff/help/bookings/", staff.staff_bookings, name="staff_bookings"),
    path("staff/help/bookings/visits/", staff.visits, name="visits"),
    path("staff/help/bookings/to-move/", staff.to_move, name="to_move"),
    path("staff/help/bookings/<uuid:public_id>/", staff.staff_booking, name="staff_booking"),
    path("staff/help/bookings/<uuid:public_id>/move/", staff.staff_move, name="staff_move"),
    path("staff/help/bookings/<uuid:public_id>/cancel/", staff.staff_cancel, name="staff_cancel"),
    path("staff/settings/help/bookings/", settings.booking_settings, name="booking_settings"),
    path("staff/settings/help/places/add/", settings.add_place, name="add_place"),
    path("staff/settings/help/places/<int:key>/", settings.change_place, name="change_place"),
    path("staff/settings/help/places/<int:key>/remove/", settings.remove_place, name="remove_place"),
    path("staff/settings/help/booking-times/add/", settings.add_booking_time, name="add_booking_time"),
    path("staff/settings/help/booking-times/<int:key>/", settings.change_booking_time, name="change_booking_time"),
    path(
        "staff/settings/help/booking-times/<int:key>/remove/", settings.remove_booking_time, name="remove_booking_time"
    ),
    path("staff/settings/help/leave/add/", settings.add_leave, name="add_leave"),
    path("staff/settings/help/leave/<int:key>/remove/", settings.remove_leave, name="remove_leave"),
]
