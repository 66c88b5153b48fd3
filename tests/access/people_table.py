"""The lines of a council's people and partners in the access matrix: tests/access/table.py says how to read them."""

# ruff: noqa: E501 - a table is read in columns

PEOPLE_TABLE = """
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
people:list                  |                 | GET  in    in    404   404   2f    403   200   404   404
people:invite                |                 | GET  in    in    404   404   2f    403   200   404   404
people:invite                |                 | POST in    in    404   404   2f    403   422   404   404
people:person                | colleague       | GET  in    in    404   404   2f    403   200   404   404
people:person                | colleague       | POST in    in    404   404   2f    403   422   404   404
people:end                   | colleague       | POST in    in    404   404   2f    403   200   404   404
people:back                  | colleague       | POST in    in    404   404   2f    403   go    404   404   people:list
people:ask_reset             | colleague       | POST in    in    404   404   2f    403   200   404   404
people:answer_reset          | reset           | POST in    in    404   404   2f    403   go    404   404   people:list
people:take_back             | staff invitation | POST in    in    404   404   2f    403   go    404   404   people:list
people:organisations         |                 | GET  in    in    404   404   2f    403   200   404   404
people:add_organisation      |                 | GET  in    in    404   404   2f    403   200   404   404
people:add_organisation      |                 | POST in    in    404   404   2f    403   422   404   404
people:organisation          | partner         | GET  in    in    404   404   2f    403   200   404   404
people:organisation          | partner         | POST in    in    404   404   2f    403   422   404   404
people:invite_to             | partner         | GET  in    in    404   404   2f    403   200   404   404
people:invite_to             | partner         | POST in    in    404   404   2f    403   422   404   404
people:invited               | invited token   | GET  200   200   403   403   403   403   403   403   403
people:invited               | invited token   | POST 422   422   403   403   403   403   403   403   403
people:new_factor            | reset token     | GET  200   200   403   403   403   403   403   403   403
people:new_factor            | reset token     | POST 422   422   403   403   403   403   403   403   403
"""

# The operator's pages on the platform's own host, and signing in to them.
OPERATOR_TABLE = """
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
operator:home                |                 | GET  in    in    404   404   404   404   404   404   200
operator:add                 |                 | GET  in    in    404   404   404   404   404   404   200
operator:add                 |                 | POST in    in    404   404   404   404   404   404   422
operator:council             | council         | GET  in    in    404   404   404   404   404   404   200
operator:close               | council         | POST in    in    404   404   404   404   404   404   422
operator:reopen              | council         | POST in    in    404   404   404   404   404   404   go    operator:council
operator:invite_admin        | council         | POST in    in    404   404   404   404   404   404   422
operator:agree_reset         | council reset   | POST in    in    404   404   404   404   404   404   403
operator:retry               | council kind    | POST in    in    404   404   404   404   404   404   go    operator:home
accounts:after_sign_in       |                 | GET  in    in    404   404   404   404   404   404   go    operator:home
accounts:second_factor       |                 | GET  in    in    404   404   404   404   404   404   go    accounts:after_sign_in
accounts:sign_out            |                 | POST go    go    go    go    go    go    go    go    go    home
accounts:discard_resubmission |                | POST go    go    go    go    go    go    go    go    go    home
accounts:staff_session_ended |                 | GET  200   200   200   200   200   200   200   200   200
"""
