"""The lines of the studio in the access matrix: tests/access/table.py says how to read them."""

# ruff: noqa: E501 - a table is read in columns
STUDIO_TABLE = """
# Building forms
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
studio:forms                 |                 | GET  in    in    404   404   2f    403   200   404   404

# Publishing forms
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
studio:publish               | drafted form    | GET  in    in    404   404   2f    403   200   404   404
studio:publish               | drafted form    | POST in    in    404   404   2f    403   422   404   404
studio:approve               | drafted form    | POST in    in    404   404   2f    403   go    404   404   studio:publish
studio:versions              | drafted form    | GET  in    in    404   404   2f    403   200   404   404
studio:compare               | drafted form    | GET  in    in    404   404   2f    403   200   404   404
studio:restore               | form version    | POST in    in    404   404   2f    403   200   404   404
studio:export_version        | form version    | GET  in    in    404   404   2f    403   200   404   404
studio:export_draft          | drafted form    | GET  in    in    404   404   2f    403   200   404   404
studio:import                |                 | GET  in    in    404   404   2f    403   200   404   404
studio:import                |                 | POST in    in    404   404   2f    403   422   404   404
studio:publishing_settings   |                 | GET  in    in    404   404   2f    403   200   404   404
studio:publishing_settings   |                 | POST in    in    404   404   2f    403   422   404   404
"""
