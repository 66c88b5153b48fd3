"""The lines of the studio in the access matrix: tests/access/table.py says how to read them."""

STUDIO_TABLE = """
# Building forms
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
studio:forms                 |                 | GET  in    in    404   404   2f    403   200   404   404
"""
