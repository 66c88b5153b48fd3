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

# Public computers
council_settings             |                 | GET  in    in    404   404   2f    403   200   404   404
accounts:kiosk_settings      |                 | GET  in    in    404   404   2f    403   200   404   404
accounts:kiosk_settings      |                 | POST in    in    404   404   2f    403   200   404   404
accounts:set_up_kiosk        | kiosk           | GET  200   200   200   200   200   200   200   200   200
accounts:set_up_kiosk        | kiosk           | POST go    go    go    go    go    go    go    go    go    home
accounts:say_public          |                 | POST go    go    go    go    go    go    go    go    go    home
accounts:visit_ended         |                 | GET  200   200   200   200   200   200   200   200   200
"""
