"""The lines of plans, hand-overs and enquiries in the access matrix: tests/access/table.py says how to read them.

`plan action`, `plan share`, `hand-over` (to the council) and `enquiry` are the owner's; `acted` is what a third person gave the
owner, who works for no organisation.
"""

# ruff: noqa: E501 - a table is read in columns

PLANNING_TABLE = """
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
advocates:own_plan           |                 | GET  in    in    200   200   404   404   404   404   404
advocates:own_new_action     |                 | GET  in    in    200   200   404   404   404   404   404
advocates:own_new_action     |                 | POST in    in    422   422   404   404   404   404   404
advocates:own_action         | plan action     | GET  in    in    200   404   404   404   404   404   404
advocates:own_action         | plan action     | POST in    in    422   404   404   404   404   404   404
advocates:share_plan         |                 | GET  in    in    200   200   404   404   404   404   404
advocates:share_plan         |                 | POST in    in    422   422   404   404   404   404   404
advocates:stop_sharing_plan  | plan share      | POST in    in    200   404   404   404   404   404   404
advocates:yes_to_plan_in_person | acted           | GET  in    in    404   404   404   404   404   404   404
advocates:yes_to_plan_in_person | acted           | POST in    in    404   404   404   404   404   404   404
advocates:helped_plan        | acted           | GET  in    in    404   404   404   404   404   404   404
advocates:helped_new_action  | acted           | GET  in    in    404   404   404   404   404   404   404
advocates:helped_new_action  | acted           | POST in    in    404   404   404   404   404   404   404
advocates:helped_action      | acted action    | GET  in    in    404   404   404   404   404   404   404
advocates:helped_action      | acted action    | POST in    in    404   404   404   404   404   404   404
advocates:staff_plan         | owner person    | GET  in    in    404   404   2f    200   200   404   404
advocates:staff_new_action   | owner person    | GET  in    in    404   404   2f    200   403   404   404
advocates:staff_new_action   | owner person    | POST in    in    404   404   2f    422   403   404   404
advocates:staff_action       | owner action    | GET  in    in    404   404   2f    200   403   404   404
advocates:staff_action       | owner action    | POST in    in    404   404   2f    422   403   404   404
advocates:helped_hand_over   | acted           | GET  in    in    404   404   2f    404   404   404   404   in    404
advocates:helped_hand_over   | acted           | POST in    in    404   404   2f    404   404   404   404   in    404
advocates:staff_hand_over    | owner person    | GET  in    in    404   404   2f    200   403   404   404
advocates:staff_hand_over    | owner person    | POST in    in    404   404   2f    422   403   404   404
advocates:hand_overs         |                 | GET  in    in    404   404   2f    200   200   404   404
advocates:hand_over          | hand-over       | GET  in    in    404   404   2f    200   200   404   404
advocates:accept_hand_over   | hand-over       | POST in    in    404   404   2f    200   403   404   404
advocates:decline_hand_over  | hand-over       | POST in    in    404   404   2f    422   403   404   404
advocates:outcome_of_hand_over | hand-over       | POST in    in    404   404   2f    422   403   404   404
advocates:take_back_hand_over | hand-over       | POST in    in    404   404   2f    404   403   404   404
advocates:own_hand_over      | hand-over       | GET  in    in    200   404   404   404   404   404   404
advocates:own_hand_over      | hand-over       | POST in    in    200   404   404   404   404   404   404
advocates:refuse_hand_over   | hand-over       | POST in    in    200   404   404   404   404   404   404
advocates:enquiries          |                 | GET  in    in    404   404   2f    200   200   404   404
advocates:record_enquiry     | owner person    | GET  in    in    404   404   2f    200   403   404   404
advocates:record_enquiry     | owner person    | POST in    in    404   404   2f    422   403   404   404
advocates:enquiry            | enquiry         | GET  in    in    404   404   2f    200   200   404   404
advocates:consent_to_enquiry | enquiry         | POST in    in    404   404   2f    422   403   404   404
advocates:answer_enquiry     | enquiry         | POST in    in    404   404   2f    422   403   404   404
advocates:own_enquiry        | enquiry         | GET  in    in    200   404   404   404   404   404   404
advocates:own_enquiry        | enquiry         | POST in    in    go    404   404   404   404   404   404   advocates:own_plan
"""
