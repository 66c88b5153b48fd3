"""The lines of the council's desk in the access matrix: tests/access/table.py says how to read them."""

# ruff: noqa: E501 - a table is read in columns

DESK_TABLE = """
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
casework:work_list             |                 | GET  in    in    404   404   2f    200   200   404   404
casework:work_list             |                 | POST in    in    404   404   2f    go    go    404   404   casework:work_list
casework:staff_claim           | reference       | GET  in    in    404   404   2f    200   200   404   404
casework:next_claim            | reference       | GET  in    in    404   404   2f    go    go    404   404   casework:work_list,casework:staff_claim
casework:set_status            | reference       | GET  in    in    404   404   2f    200   403   404   404
casework:set_status            | reference       | POST in    in    404   404   2f    422   403   404   404
casework:set_owner             | reference       | GET  in    in    404   404   2f    200   403   404   404
casework:set_owner             | reference       | POST in    in    404   404   2f    422   403   404   404
casework:add_note              | reference       | POST in    in    404   404   2f    422   403   404   404
casework:write_message         | reference       | GET  in    in    404   404   2f    200   403   404   404
casework:write_message         | reference       | POST in    in    404   404   2f    422   403   404   404
casework:deal_with             | reference       | GET  in    in    404   404   2f    200   403   404   404
casework:deal_with             | reference       | POST in    in    404   404   2f    422   403   404   404
casework:take_back             | reference message | POST in  in    404   404   2f    go    403   404   404   casework:write_message,casework:staff_claim
casework:show_answer           | reference nino  | GET  in    in    404   404   2f    200   403   404   404
casework:show_answer           | reference nino  | POST in    in    404   404   2f    422   403   404   404
casework:paper                 | reference paper | GET  in    in    404   404   2f    200   200   404   404
casework:paper                 | reference paper | POST in    in    404   404   2f    422   403   404   404
casework:add_paper_files       | reference paper | POST in    in    404   404   2f    422   403   404   404
casework:ask_for_paper         | reference       | GET  in    in    404   404   2f    200   403   404   404
casework:ask_for_paper         | reference       | POST in    in    404   404   2f    422   403   404   404
casework:staff_pdf             | reference       | GET  in    in    404   404   2f    200   200   404   404
casework:staff_file            | reference photo | GET  in    in    404   404   2f    200   200   404   404
"""
