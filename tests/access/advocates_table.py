"""The lines of advocates in the access matrix: tests/access/table.py says how to read them.

`given` is what the owner gave a niece who is none of these people; `acted` is what a third person gave the owner;
`asked` is the owner's invitation, `link` is the link of one to a contact that nobody here has; `ask to owner` is what a
third person asks of them, `transfer` whether somebody else goes on with what is `given` (`transfer link` is the link of one to somebody without an account), `own ask` what they ask, and `ask link` is the link of an ask to a contact that nobody here has.
"""

# ruff: noqa: E501 - a table is read in columns

from tests.access.legal_table import LEGAL_TABLE
from tests.access.registering_table import REGISTERING_TABLE

# `case` is the owner's with the council, whose contact the advisor is; `partner case`, `partner note`, `partner team` and
# `partner absence` are those of a partner for whom nobody here works.
CASELOAD_TABLE = """
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
advocates:contacts           |                 | GET  in    in    200   200   200   200   200   200   200
advocates:caseload           |                 | GET  in    in    404   404   2f    200   200   404   404
advocates:caseload           |                 | POST in    in    404   404   2f    go    go    404   404   advocates:caseload
advocates:digest             |                 | POST in    in    404   404   2f    go    go    404   404   advocates:caseload
advocates:away               |                 | GET  in    in    404   404   2f    200   200   404   404
advocates:away               |                 | POST in    in    404   404   2f    422   422   404   404
advocates:back               | absence         | POST in    in    404   404   2f    200   200   404   404
advocates:back               | partner absence | POST in    in    404   404   2f    404   404   404   404
advocates:teams              |                 | GET  in    in    404   404   2f    403   403   404   404
advocates:add_team           |                 | GET  in    in    404   404   2f    403   403   404   404
advocates:add_team           |                 | POST in    in    404   404   2f    403   403   404   404
advocates:team               | partner team    | GET  in    in    404   404   2f    403   403   404   404
advocates:team               | partner team    | POST in    in    404   404   2f    403   403   404   404
advocates:remove_team        | partner team    | POST in    in    404   404   2f    403   403   404   404
advocates:choose             |                 | POST in    in    404   404   2f    go    go    404   404   advocates:caseload
advocates:many               | case batch      | GET  in    in    404   404   2f    200   404   404   404
advocates:many               | case batch      | POST in    in    404   404   2f    422   404   404   404
advocates:case               | case            | GET  in    in    404   404   2f    200   200   404   404
advocates:case               | partner case    | GET  in    in    404   404   2f    404   404   404   404
advocates:case_seen          | case            | POST in    in    404   404   2f    go    go    404   404   advocates:case
advocates:case_seen          | partner case    | POST in    in    404   404   2f    404   404   404   404
advocates:pass_on            | case            | GET  in    in    404   404   2f    200   200   404   404
advocates:pass_on            | case            | POST in    in    404   404   2f    422   422   404   404
advocates:pass_on            | partner case    | POST in    in    404   404   2f    404   404   404   404
advocates:close_case         | case            | GET  in    in    404   404   2f    200   200   404   404
advocates:close_case         | case            | POST in    in    404   404   2f    422   422   404   404
advocates:close_case         | partner case    | POST in    in    404   404   2f    404   404   404   404
advocates:open_again         | case            | POST in    in    404   404   2f    go    go    404   404   advocates:case
advocates:open_again         | partner case    | POST in    in    404   404   2f    404   404   404   404
advocates:new_case_note      | case            | GET  in    in    404   404   2f    200   200   404   404
advocates:new_case_note      | case            | POST in    in    404   404   2f    422   422   404   404
advocates:new_case_note      | partner case    | POST in    in    404   404   2f    404   404   404   404
advocates:case_note          | case note       | GET  in    in    404   404   2f    200   403   404   404
advocates:case_note          | case note       | POST in    in    404   404   2f    422   403   404   404
advocates:case_note          | partner note    | POST in    in    404   404   2f    404   404   404   404
advocates:case_note_done     | case note       | POST in    in    404   404   2f    go    go    404   404   advocates:case
advocates:case_note_done     | partner note    | POST in    in    404   404   2f    404   404   404   404
"""

ADVOCATES_TABLE = f"""{REGISTERING_TABLE}{CASELOAD_TABLE}{LEGAL_TABLE}
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
advocates:helpers            |                 | GET  in    in    200   200   200   200   200   200   200
advocates:invite             | invitation step | GET  in    in    200   200   404   404   404   404   404
advocates:invite             | invitation step | POST in    in    go    go    404   404   404   404   404   advocates:invite
advocates:grant              | given           | GET  in    in    200   404   404   404   404   404   404
advocates:renew              | given           | GET  in    in    200   404   404   404   404   404   404
advocates:renew              | given           | POST in    in    422   404   404   404   404   404   404
advocates:change             | given           | GET  in    in    200   404   404   404   404   404   404
advocates:change             | given           | POST in    in    422   404   404   404   404   404   404
advocates:left_out           | given           | GET  in    in    200   404   404   404   404   404   404
advocates:left_out           | given           | POST in    in    go    404   404   404   404   404   404   advocates:grant
advocates:successor          | given           | GET  in    in    200   404   404   404   404   404   404
advocates:successor          | given           | POST in    in    422   404   404   404   404   404   404
advocates:transfer           | transfer        | GET  in    in    200   404   404   404   404   404   404
advocates:transfer           | transfer        | POST in    in    200   404   404   404   404   404   404
advocates:transfer_asked     | transfer link   | GET  200   200   200   200   200   200   200   200   200
advocates:transfer_asked     | transfer link   | POST go    go    go    go    go    go    go    go    go    advocates:transfer_code
advocates:transfer_code      | transfer link   | GET  go    go    go    go    go    go    go    go    go    advocates:transfer_asked
advocates:transfer_code      | transfer link   | POST go    go    go    go    go    go    go    go    go    advocates:transfer_asked
advocates:ask_successor      | passed on       | GET  in    in    200   404   404   200   404   404   404
advocates:ask_successor      | passed on       | POST in    in    422   404   404   422   404   404   404
advocates:ask_successor      | may be passed on | GET  in    in    404   404   404   200   404   404   404
advocates:ask_successor      | may be passed on | POST in    in    404   404   404   422   404   404   404
advocates:answer             | ask to owner    | GET  in    in    200   404   404   404   404   404   404
advocates:answer             | ask to owner    | POST in    in    422   404   404   404   404   404   404
advocates:asked              | ask link        | GET  403   403   403   403   403   403   403   403   403
advocates:ask                |                 | GET  in    in    200   200   404   404   404   404   404
advocates:ask                |                 | POST in    in    422   422   404   404   404   404   404
advocates:take_back_ask      | own ask         | POST in    in    go    404   404   404   404   404   404   advocates:people
advocates:end_helper         | given           | POST in    in    200   404   404   404   404   404   404
advocates:take_back          | asked           | POST in    in    go    404   404   404   404   404   404   advocates:helpers
advocates:invited            | link            | GET  403   403   403   403   403   403   403   403   403
advocates:invited            | link            | POST 403   403   403   403   403   403   403   403   403
advocates:confirm            | draft           | GET  in    in    go    404   404   404   404   404   404   claims:check_answers
advocates:confirm            | draft           | POST in    in    go    404   404   404   404   404   404   claims:check_answers
advocates:confirm_code       | draft           | GET  in    in    go    404   404   404   404   404   404   advocates:confirm
advocates:confirm_code       | draft           | POST in    in    go    404   404   404   404   404   404   advocates:confirm
advocates:people             |                 | GET  in    in    200   200   200   200   200   200   200
advocates:person             | acted           | GET  in    in    200   404   404   404   404   404   404
advocates:person             | given           | GET  in    in    404   404   404   404   404   404   404
advocates:start_for          | acted form      | POST in    in    go    404   404   404   404   404   404   claims:task_list
advocates:give_up            | acted           | POST in    in    200   404   404   404   404   404   404
"""
