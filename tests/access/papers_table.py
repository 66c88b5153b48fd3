"""The lines of the claimant's papers in the access matrix: tests/access/table.py says how to read them."""

# ruff: noqa: E501 - a table is read in columns

PAPERS_TABLE = """
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
accounts:begin_file          |                 | POST 422   422   422   422   422   422   422   422   422
accounts:file_part           | incoming        | POST 410   410   409   410   410   410   410   410   410
claims:papers                | draft           | GET  404   404   200   404   404   404   404   404   404
claims:papers                | sent            | GET  404   404   200   404   404   404   404   404   404
claims:papers                | begun           | GET  404   200   404   404   404   404   404   404   404
claims:paper                 | draft paper     | GET  404   404   200   404   404   404   404   404   404
claims:paper                 | draft paper     | POST 404   404   422   404   404   404   404   404   404
claims:paper                 | sent paper      | GET  404   404   200   404   404   404   404   404   404
claims:paper                 | sent paper      | POST 404   404   422   404   404   404   404   404   404
claims:corrections           | sent            | GET  404   404   200   404   404   404   404   404   404
claims:correct               | sent ask        | GET  404   404   200   404   404   404   404   404   404
claims:correct               | sent ask        | POST 404   404   200   404   404   404   404   404   404
claims:check_correction      | sent ask        | GET  404   404   200   404   404   404   404   404   404
claims:check_correction      | sent ask        | POST 404   404   422   404   404   404   404   404   404
claims:withdraw              | sent            | GET  404   404   200   404   404   404   404   404   404
claims:withdraw              | sent            | POST 404   404   go    404   404   404   404   404   404   claims:withdraw
claims:restore               | sent            | POST 404   404   go    404   404   404   404   404   404   claims:sent
claims:beside_paper          | draft paper     | GET  404   404   200   404   404   404   404   404   404
claims:beside_paper          | sent paper      | GET  404   404   200   404   404   404   404   404   404
claims:beside_paper          | sent paper      | POST 404   404   go    404   404   404   404   404   404   claims:beside_paper
claims:beside_question       | draft photos    | GET  404   404   200   404   404   404   404   404   404
claims:beside_question       | draft photos    | POST 404   404   go    404   404   404   404   404   404   claims:beside_question
claims:phone                 |                 | GET  200   200   200   200   200   200   200   200   200
claims:phone                 |                 | POST 422   422   422   422   422   422   422   422   422
claims:phone_code            | phone words     | GET  200   200   200   200   200   200   200   200   200
claims:phone_photos          |                 | GET  410   410   410   410   410   410   410   410   410
claims:phone_photos          |                 | POST 410   410   410   410   410   410   410   410   410
claims:phone_begin_file      |                 | POST 410   410   410   410   410   410   410   410   410
claims:phone_file_part       | incoming        | POST 410   410   410   410   410   410   410   410   410
claims:phone_finish          |                 | POST 410   410   410   410   410   410   410   410   410
claims:ask_for_signature     | sent signature  | GET  404   404   200   404   404   404   404   404   404
claims:ask_for_signature     | sent signature  | POST 404   404   422   404   404   404   404   404   404
claims:sign                  | signing token   | GET  200   200   403   200   200   200   200   200   200
claims:sign                  | signing token   | POST 422   422   403   422   422   422   422   422   422
claims:sign_code             |                 | GET  410   410   410   410   410   410   410   410   410
claims:sign_code             |                 | POST 410   410   410   410   410   410   410   410   410
claims:sign_statement        |                 | GET  410   410   410   410   410   410   410   410   410
claims:sign_statement        |                 | POST 410   410   410   410   410   410   410   410   410
claims:change                | draft           | GET  404   404   404   404   404   404   404   404   404
claims:change                | sent            | GET  404   404   200   404   404   404   404   404   404
claims:change                | sent            | POST 404   404   409   404   404   404   404   404   404
claims:review                | draft           | GET  404   404   404   404   404   404   404   404   404
claims:review                | sent            | GET  404   404   200   404   404   404   404   404   404
claims:review                | sent            | POST 404   404   422   404   404   404   404   404   404
claims:remove_paper          | sent paper file | POST 404   404   go    404   404   404   404   404   404   claims:paper
"""
