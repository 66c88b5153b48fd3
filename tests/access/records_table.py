"""The lines of keeping and giving out records in the access matrix: tests/access/table.py says how to read them."""

# ruff: noqa: E501 - a table is read in columns

RECORDS_TABLE = """
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
records:keeping              |                 | GET  in    in    404   404   2f    403   200   404   404
records:change_rule          | kept form       | GET  in    in    404   404   2f    403   200   404   404
records:change_rule          | kept form       | POST in    in    404   404   2f    403   422   404   404
records:change_drafts        |                 | GET  in    in    404   404   2f    403   200   404   404
records:change_drafts        |                 | POST in    in    404   404   2f    403   422   404   404
records:people               |                 | GET  in    in    404   404   2f    403   200   404   404
records:people               |                 | POST in    in    404   404   2f    403   422   404   404
records:erase                |                 | GET  in    in    404   404   2f    403   200   404   404
records:erase                |                 | POST in    in    404   404   2f    403   422   404   404
records:export_file          | export          | GET  in    in    404   404   2f    403   200   404   404
records:place_hold           |                 | GET  in    in    404   404   2f    403   200   404   404
records:place_hold           |                 | POST in    in    404   404   2f    403   422   404   404
records:lift_hold            | hold            | GET  in    in    404   404   2f    403   200   404   404
records:lift_hold            | hold            | POST in    in    404   404   2f    403   200   404   404

# The council itself, its opening, and the history of settings
opening                      |                 | GET  in    in    404   404   2f    403   200   404   404
opening                      |                 | POST in    in    404   404   2f    403   422   404   404
try_council                  | try token       | GET  go    go    go    go    go    go    go    go    go    home
council:names                |                 | GET  in    in    404   404   2f    403   200   404   404
council:names                |                 | POST in    in    404   404   2f    403   422   404   404
council:logo                 |                 | GET  in    in    404   404   2f    403   200   404   404
council:logo                 |                 | POST in    in    404   404   2f    403   go    404   404   council:logo
council:colours              |                 | GET  in    in    404   404   2f    403   200   404   404
council:colours              |                 | POST in    in    404   404   2f    403   422   404   404
council:contact              |                 | GET  in    in    404   404   2f    403   200   404   404
council:contact              |                 | POST in    in    404   404   2f    403   409   404   404
council:hours                |                 | GET  in    in    404   404   2f    403   200   404   404
council:hours                |                 | POST in    in    404   404   2f    403   go    404   404   council:hours
council:languages            |                 | GET  in    in    404   404   2f    403   200   404   404
council:languages            |                 | POST in    in    404   404   2f    403   go    404   404   council:languages
council:area                 |                 | GET  in    in    404   404   2f    403   200   404   404
council:area                 |                 | POST in    in    404   404   2f    403   422   404   404
council:colours_css          |                 | GET  in    in    404   404   2f    403   404   404   404
messages:kinds               |                 | GET  in    in    404   404   2f    403   200   404   404
messages:words               | message words   | GET  in    in    404   404   2f    403   200   404   404
messages:words               | message words   | POST in    in    404   404   2f    403   422   404   404
messages:drop                | message words   | POST in    in    404   404   2f    403   go    404   404   messages:words
messages:form_kinds          | form            | GET  in    in    404   404   2f    403   200   404   404
messages:form_words          | form words      | GET  in    in    404   404   2f    403   200   404   404
messages:form_words          | form words      | POST in    in    404   404   2f    403   422   404   404
messages:form_drop           | form words      | POST in    in    404   404   2f    403   go    404   404   messages:form_words
council:history              |                 | GET  in    in    404   404   2f    403   200   404   404
council:undo                 | setting change  | GET  in    in    404   404   2f    403   200   404   404
council:undo                 | setting change  | POST in    in    404   404   2f    403   200   404   404

# Public computers
council_settings             |                 | GET  in    in    404   404   2f    403   200   404   404
accounts:kiosk_settings      |                 | GET  in    in    404   404   2f    403   200   404   404
accounts:kiosk_settings      |                 | POST in    in    404   404   2f    403   200   404   404
accounts:set_up_kiosk        | kiosk           | GET  200   200   200   200   200   200   200   200   200
accounts:set_up_kiosk        | kiosk           | POST go    go    go    go    go    go    go    go    go    home
accounts:say_public          |                 | POST go    go    go    go    go    go    go    go    go    home
accounts:visit_ended         |                 | GET  200   200   200   200   200   200   200   200   200
"""
