"""The lines of permission to act by law in the access matrix: tests/access/table.py says how to read them.

`by law said` is what the owner said, which waits; `by law begun` is a grant to a third person in the owner's record.
"""

# ruff: noqa: E501 - a table is read in columns

LEGAL_TABLE = """
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
legal:said                   |                 | GET  in    in    200   200   404   404   404   404   404
legal:say                    | by law step     | GET  in    in    200   200   404   404   404   404   404
legal:say                    | by law step     | POST in    in    go    go    404   404   404   404   404   legal:say
legal:take_back              | by law said     | POST in    in    go    404   404   404   404   404   404   legal:said
legal:stop                   | by law said     | POST in    in    200   404   404   404   404   404   404
legal:not_right              | by law grant    | GET  in    in    200   404   404   404   404   404   404
legal:not_right              | by law grant    | POST in    in    go    404   404   404   404   404   404   advocates:helpers
legal:desk                   |                 | GET  in    in    404   404   2f    200   403   404   404
legal:rules                  |                 | GET  in    in    404   404   2f    403   200   404   404
legal:rules                  |                 | POST in    in    404   404   2f    403   422   404   404
legal:case                   | by law said     | GET  in    in    404   404   2f    200   403   404   404
legal:case                   | by law said     | POST in    in    404   404   2f    422   403   404   404
legal:paper                  | by law paper    | GET  in    in    404   404   2f    200   403   404   404
legal:look                   | by law begun    | GET  in    in    404   404   2f    200   403   404   404
legal:look                   | by law begun    | POST in    in    404   404   2f    422   403   404   404
legal:end                    | by law begun    | GET  in    in    404   404   2f    200   403   404   404
legal:end                    | by law begun    | POST in    in    404   404   2f    422   403   404   404
"""
