"""The lines of records for people who are not online in the access matrix: tests/access/table.py says how to read them.

`made` is what the advisor may do for a person whose record they made; `had` is the registration of a record that a
partner made, `doubt` that this may be the owner's. The owner took over a third.
"""

# ruff: noqa: E501 - a table is read in columns

REGISTERING_TABLE = """
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
registering:register         | register step   | GET  in    in    404   404   2f    200   403   404   404
registering:register         | register step   | POST in    in    404   404   2f    go    403   404   404   registering:register
registering:registered       | made            | GET  in    in    404   404   2f    200   403   404   404
registering:consent          | made            | GET  in    in    404   404   2f    200   403   404   404
registering:consent_paper    | made            | GET  in    in    404   404   2f    200   403   404   404
registering:new_code         | made            | POST in    in    404   404   2f    200   403   404   404
registering:withdraw         | made            | POST in    in    404   404   2f    200   403   404   404
registering:take_over        |                 | GET  in    in    200   200   404   404   404   404   404   in    404
registering:take_over        |                 | POST in    in    422   422   404   404   404   404   404   in    404
registering:taken_over       |                 | GET  in    in    200   404   404   404   404   404   404   in    404
registering:people           |                 | GET  in    in    404   404   2f    200   200   404   404
registering:new_code_at_desk | had             | POST in    in    404   404   2f    200   200   404   404
registering:withdraw_at_desk | had             | POST in    in    404   404   2f    200   200   404   404
registering:duplicate        | doubt           | GET  in    in    404   404   2f    200   200   404   404
registering:duplicate        | doubt           | POST in    in    404   404   2f    422   422   404   404
"""
