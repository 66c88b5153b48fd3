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
