"""The lines of live help in the access matrix: tests/access/table.py says how to read them."""

# ruff: noqa: E501 - a table is read in columns

from __future__ import annotations

from typing import Any

HELP_TABLE = """
# Live help: asking, waiting and talking, for the person. Staff at work are led to where everybody asks
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
cobrowse:begin               |                 | GET  go    go    go    go    go    go    go    go    go    cobrowse:ask
cobrowse:mine                |                 | GET  200   200   200   200   200   200   200   200   200
cobrowse:ask                 | help step       | GET  200   200   go    200   200   200   200   200   200   cobrowse:request
cobrowse:ask                 | help step       | POST 200   200   go    200   200   200   200   200   200   cobrowse:request
cobrowse:request             | help            | GET  in    in    200   404   404   404   404   404   404
cobrowse:request             | help            | POST 404   404   422   404   404   404   404   404   404
cobrowse:changes             | help            | GET  404   404   200   404   404   404   404   404   404
cobrowse:standing            | help            | GET  404   404   200   404   404   404   404   404   404
cobrowse:leave               | help            | POST 404   404   go    404   404   404   404   404   404   cobrowse:request
cobrowse:end                 | help            | POST 404   404   go    404   404   404   404   404   404   cobrowse:request
cobrowse:give                | help            | POST 404   404   422   404   404   404   404   404   404
cobrowse:file                | help file       | GET  404   404   200   404   404   404   404   404   404
cobrowse:share               | help            | GET  404   404   200   404   404   404   404   404   404
cobrowse:share               | help            | POST 404   404   422   404   404   404   404   404   404
cobrowse:stop_editing        | help            | POST 404   404   go    404   404   404   404   404   404   cobrowse:request
cobrowse:stop_sharing        | help            | POST 404   404   go    404   404   404   404   404   404   cobrowse:request
cobrowse:shared_edits        | help            | GET  404   404   200   404   404   404   404   404   404
cobrowse:undo_edit           | help edit       | POST 404   404   go    404   404   404   404   404   404   cobrowse:shared_edits
cobrowse:sharing_changes     | help            | GET  404   404   200   404   404   404   404   404   404
cobrowse:by_phone            |                 | GET  200   200   200   200   200   200   200   200   200
cobrowse:by_phone            |                 | POST 200   200   200   200   200   200   200   200   200
cobrowse:sharing_changes     | help            | POST 404   404   200   404   404   404   404   404   404
cobrowse:transcript          | help ended      | GET  404   404   200   404   404   404   404   404   404
cobrowse:send_transcript     | help ended      | POST 404   404   go    404   404   404   404   404   404   cobrowse:request
cobrowse:rating              | help ended      | GET  in    404   200   404   404   404   404   404   404
cobrowse:rating              | help ended      | POST 404   404   422   404   404   404   404   404   404
cobrowse:bookings            |                 | GET  200   200   200   200   200   200   200   200   200
cobrowse:booking             | booking         | GET  404   404   200   404   404   404   404   404   404
cobrowse:move_booking        | booking         | GET  404   404   200   404   404   404   404   404   404
cobrowse:move_booking        | booking         | POST 404   404   200   404   404   404   404   404   404
cobrowse:cancel_booking      | booking         | POST 404   404   go    404   404   404   404   404   404   cobrowse:booking
cobrowse:calendar            | booking         | GET  404   404   200   404   404   404   404   404   404

# Live help: the advisers' desk, and what an admin sets
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
cobrowse:desk                |                 | GET  in    in    404   404   2f    200   403   404   404
cobrowse:desk_again          |                 | GET  in    in    404   404   2f    200   403   404   404
cobrowse:desk_state          |                 | GET  in    in    404   404   2f    200   403   404   404
cobrowse:desk_here           |                 | GET  in    in    404   404   2f    200   403   404   404
cobrowse:duty                |                 | POST in    in    404   404   2f    422   403   404   404
cobrowse:take_next           |                 | POST in    in    404   404   2f    go    403   404   404   cobrowse:desk
cobrowse:staff_request       | help            | GET  in    in    404   404   2f    200   403   404   404
cobrowse:staff_request       | help            | POST in    in    404   404   2f    422   403   404   404
cobrowse:staff_changes       | help            | GET  in    in    404   404   2f    200   403   404   404
cobrowse:staff_give          | help            | POST in    in    404   404   2f    422   403   404   404
cobrowse:staff_file          | help file       | GET  in    in    404   404   2f    200   403   404   404
cobrowse:shared_form         | help            | GET  in    in    404   404   2f    200   403   404   404
cobrowse:shared_form         | help            | POST in    in    404   404   2f    go    403   404   404   cobrowse:staff_request
cobrowse:shared_form_changes | help            | GET  in    in    404   404   2f    200   403   404   404
cobrowse:code                |                 | GET  in    in    404   404   2f    200   403   404   404
cobrowse:code                |                 | POST in    in    404   404   2f    422   403   404   404
cobrowse:typed_code          | phone code      | GET  in    in    404   404   2f    200   403   404   404
cobrowse:take                | help left       | POST in    in    404   404   2f    go    403   404   404   cobrowse:staff_request
cobrowse:add_note            | help            | POST in    in    404   404   2f    422   403   404   404
cobrowse:put_back            | help            | POST in    in    404   404   2f    go    403   404   404   cobrowse:desk
cobrowse:pass_on             | help            | GET  in    in    404   404   2f    200   403   404   404
cobrowse:pass_on             | help            | POST in    in    404   404   2f    422   403   404   404
cobrowse:staff_end           | help            | POST in    in    404   404   2f    go    403   404   404   cobrowse:wrap_up
cobrowse:wrap_up             | help ended      | GET  in    in    404   404   2f    200   403   404   404
cobrowse:wrap_up             | help ended      | POST in    in    404   404   2f    422   403   404   404
cobrowse:settings            |                 | GET  in    in    404   404   2f    403   200   404   404
cobrowse:add_time            |                 | GET  in    in    404   404   2f    403   200   404   404
cobrowse:add_time            |                 | POST in    in    404   404   2f    403   422   404   404
cobrowse:change_time         | opening time    | GET  in    in    404   404   2f    403   200   404   404
cobrowse:change_time         | opening time    | POST in    in    404   404   2f    403   422   404   404
cobrowse:remove_time         | opening time    | POST in    in    404   404   2f    403   go    404   404   cobrowse:settings
cobrowse:days                |                 | GET  in    in    404   404   2f    403   200   404   404
cobrowse:add_day             |                 | GET  in    in    404   404   2f    403   200   404   404
cobrowse:add_day             |                 | POST in    in    404   404   2f    403   422   404   404
cobrowse:remove_day          | closed day      | POST in    in    404   404   2f    403   go    404   404   cobrowse:days
cobrowse:change_rules        |                 | GET  in    in    404   404   2f    403   200   404   404
cobrowse:change_rules        |                 | POST in    in    404   404   2f    403   422   404   404
cobrowse:add_topic           |                 | GET  in    in    404   404   2f    403   200   404   404
cobrowse:add_topic           |                 | POST in    in    404   404   2f    403   422   404   404
cobrowse:change_topic        | topic           | GET  in    in    404   404   2f    403   200   404   404
cobrowse:change_topic        | topic           | POST in    in    404   404   2f    403   422   404   404
cobrowse:remove_topic        | topic           | POST in    in    404   404   2f    403   go    404   404   cobrowse:settings
cobrowse:add_team            |                 | GET  in    in    404   404   2f    403   200   404   404
cobrowse:add_team            |                 | POST in    in    404   404   2f    403   422   404   404
cobrowse:change_team         | team            | GET  in    in    404   404   2f    403   200   404   404
cobrowse:change_team         | team            | POST in    in    404   404   2f    403   422   404   404
cobrowse:remove_team         | team            | POST in    in    404   404   2f    403   go    404   404   cobrowse:settings
cobrowse:add_reply           |                 | GET  in    in    404   404   2f    403   200   404   404
cobrowse:add_reply           |                 | POST in    in    404   404   2f    403   422   404   404
cobrowse:change_reply        | reply           | GET  in    in    404   404   2f    403   200   404   404
cobrowse:change_reply        | reply           | POST in    in    404   404   2f    403   422   404   404
cobrowse:remove_reply        | reply           | POST in    in    404   404   2f    403   go    404   404   cobrowse:settings
cobrowse:staff_bookings      |                 | GET  in    in    404   404   2f    200   403   404   404
cobrowse:visits              |                 | GET  in    in    404   404   2f    200   403   404   404
cobrowse:to_move             |                 | GET  in    in    404   404   2f    200   403   404   404
cobrowse:staff_booking       | booking         | GET  in    in    404   404   2f    200   403   404   404
cobrowse:staff_booking       | booking         | POST in    in    404   404   2f    422   403   404   404
cobrowse:staff_move          | booking         | GET  in    in    404   404   2f    200   403   404   404
cobrowse:staff_move          | booking         | POST in    in    404   404   2f    200   403   404   404
cobrowse:staff_cancel        | booking         | POST in    in    404   404   2f    go    403   404   404   cobrowse:staff_bookings
cobrowse:booking_settings    |                 | GET  in    in    404   404   2f    403   200   404   404
cobrowse:add_place           |                 | GET  in    in    404   404   2f    403   200   404   404
cobrowse:add_place           |                 | POST in    in    404   404   2f    403   422   404   404
cobrowse:change_place        | place           | GET  in    in    404   404   2f    403   200   404   404
cobrowse:change_place        | place           | POST in    in    404   404   2f    403   422   404   404
cobrowse:remove_place        | place           | POST in    in    404   404   2f    403   go    404   404   cobrowse:booking_settings
cobrowse:add_booking_time    |                 | GET  in    in    404   404   2f    403   200   404   404
cobrowse:add_booking_time    |                 | POST in    in    404   404   2f    403   422   404   404
cobrowse:change_booking_time | booking time    | GET  in    in    404   404   2f    403   200   404   404
cobrowse:change_booking_time | booking time    | POST in    in    404   404   2f    403   422   404   404
cobrowse:remove_booking_time | booking time    | POST in    in    404   404   2f    403   go    404   404   cobrowse:booking_settings
cobrowse:add_leave           |                 | GET  in    in    404   404   2f    403   200   404   404
cobrowse:add_leave           |                 | POST in    in    404   404   2f    403   422   404   404
cobrowse:remove_leave        | leave           | POST in    in    404   404   2f    403   go    404   404   cobrowse:booking_settings
"""

# What is posted where an empty form would not do.
HELP_BODIES: dict[str, tuple[Any, dict[str, str]]] = {
    "cobrowse:ask": ({"ask_for_help-current_step": "about"}, {}),
    "cobrowse:leave": ({"_sure": "yes"}, {}),
    "cobrowse:end": ({"_sure": "yes"}, {}),
    "cobrowse:staff_end": ({"_sure": "yes"}, {}),
    "cobrowse:remove_time": ({"_sure": "yes"}, {}),
    "cobrowse:remove_day": ({"_sure": "yes"}, {}),
    "cobrowse:remove_reply": ({"_sure": "yes"}, {}),
    "cobrowse:remove_place": ({"_sure": "yes"}, {}),
    "cobrowse:remove_booking_time": ({"_sure": "yes"}, {}),
    "cobrowse:remove_leave": ({"_sure": "yes"}, {}),
    "cobrowse:cancel_booking": ({"_sure": "yes", "revision": "1"}, {}),
    "cobrowse:staff_cancel": ({"_sure": "yes", "revision": "1"}, {}),
    "cobrowse:remove_topic": ({"_sure": "yes"}, {}),
    "cobrowse:remove_team": ({"_sure": "yes"}, {}),
}
