"""The lines of the council's desk in the access matrix: tests/access/table.py says how to read them."""

# ruff: noqa: E501 - a table is read in columns

DESK_TABLE = """
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
claims:finding_settings         |                 | GET  in    in    404   404   2f    403   200   404   404
claims:finding_settings         |                 | POST in    in    404   404   2f    403   422   404   404
casework:work_list             |                 | GET  in    in    404   404   2f    200   200   404   404
casework:work_list             |                 | POST in    in    404   404   2f    go    go    404   404   casework:work_list
casework:export_list           | list kind       | GET  in    in    404   404   2f    200   200   404   404
casework:choose_claims         |                 | POST in    in    404   404   2f    go    403   404   404   casework:work_list
casework:batch                 | batch           | GET  in    in    404   404   2f    200   403   404   404
casework:batch                 | batch           | POST in    in    404   404   2f    422   403   404   404
reports:gain                  |                 | GET  in    in    404   404   2f    403   200   404   404
reports:help                  |                 | GET  in    in    404   404   2f    403   200   404   404
reports:gain_csv              | gain table      | GET  in    in    404   404   2f    403   200   404   404
reports:opened                |                 | GET  in    in    404   404   2f    403   200   404   404
reports:work                  |                 | GET  in    in    404   404   2f    403   200   404   404
reports:work_csv              |                 | GET  in    in    404   404   2f    403   200   404   404
reports:partners              |                 | GET  in    in    404   404   2f    403   200   404   404
reports:partners_csv          |                 | GET  in    in    404   404   2f    403   200   404   404
casework:filters               |                 | GET  in    in    404   404   2f    200   200   404   404
casework:save_filter           |                 | POST in    in    404   404   2f    422   422   404   404
casework:open_filter           | kept list       | GET  in    in    404   404   2f    go    404   404   404   casework:work_list
casework:change_filter         | kept list       | GET  in    in    404   404   2f    200   404   404   404
casework:change_filter         | kept list       | POST in    in    404   404   2f    422   404   404   404
casework:delete_filter         | kept list       | POST in    in    404   404   2f    200   404   404   404
casework:staff_claim           | reference       | GET  in    in    404   404   2f    200   200   404   404
casework:person                | reference       | GET  in    in    404   404   2f    200   200   404   404
casework:estimate              | reference       | GET  in    in    404   404   2f    200   200   404   404
casework:estimate              | reference       | POST in    in    404   404   2f    go    403   404   404   casework:estimate
casework:next_claim            | reference       | GET  in    in    404   404   2f    go    go    404   404   casework:work_list,casework:staff_claim
casework:previous_claim        | reference       | GET  in    in    404   404   2f    go    go    404   404   casework:work_list,casework:staff_claim
casework:set_status            | reference       | GET  in    in    404   404   2f    200   403   404   404
casework:set_status            | reference       | POST in    in    404   404   2f    422   403   404   404
casework:set_owner             | reference       | GET  in    in    404   404   2f    200   403   404   404
casework:set_owner             | reference       | POST in    in    404   404   2f    422   403   404   404
casework:set_urgency           | reference       | GET  in    in    404   404   2f    200   403   404   404
casework:set_urgency           | reference       | POST in    in    404   404   2f    422   403   404   404
casework:hold                  | reference       | GET  in    in    404   404   2f    200   403   404   404
casework:hold                  | reference       | POST in    in    404   404   2f    422   403   404   404
casework:deal_with_hold        | reference       | POST in    in    404   404   2f    go    403   404   404   casework:staff_claim
casework:add_note              | reference       | POST in    in    404   404   2f    422   403   404   404
casework:new_note              | reference       | GET  in    in    404   404   2f    200   403   404   404
casework:new_note              | reference       | POST in    in    404   404   2f    422   403   404   404
casework:note                  | reference note  | GET  in    in    404   404   2f    200   403   404   404
casework:note                  | reference note  | POST in    in    404   404   2f    422   403   404   404
casework:add_note_files        | reference note  | POST in    in    404   404   2f    422   403   404   404
casework:note_file             | reference note file | GET in in    404   404   2f    200   403   404   404
casework:remove_note_file      | reference note file | POST in in   404   404   2f    200   403   404   404
casework:note_done             | reference note  | POST in    in    404   404   2f    go    403   404   404   casework:staff_claim
casework:waiting_notes         |                 | GET  in    in    404   404   2f    200   200   404   404
casework:write_message         | reference       | GET  in    in    404   404   2f    200   403   404   404
casework:write_message         | reference       | POST in    in    404   404   2f    422   403   404   404
casework:deal_with             | reference       | GET  in    in    404   404   2f    200   403   404   404
casework:deal_with             | reference       | POST in    in    404   404   2f    422   403   404   404
casework:take_back             | reference message | POST in  in    404   404   2f    go    403   404   404   casework:write_message,casework:staff_claim
casework:show_answer           | reference nino  | GET  in    in    404   404   2f    200   403   404   404
casework:show_answer           | reference nino  | POST in    in    404   404   2f    422   403   404   404
casework:verify_answers        | reference       | GET  in    in    404   404   2f    200   403   404   404
casework:verify_answer         | reference nino  | GET  in    in    404   404   2f    200   403   404   404
casework:verify_answer         | reference nino  | POST in    in    404   404   2f    422   403   404   404
casework:take_back_verification | reference nino | POST in    in    404   404   2f    404   403   404   404
casework:paper                 | reference paper | GET  in    in    404   404   2f    200   200   404   404
casework:paper                 | reference paper | POST in    in    404   404   2f    422   403   404   404
casework:add_paper_files       | reference paper | POST in    in    404   404   2f    422   403   404   404
casework:ask_for_paper         | reference       | GET  in    in    404   404   2f    200   403   404   404
casework:ask_for_paper         | reference       | POST in    in    404   404   2f    422   403   404   404
casework:ask_for_correction    | reference       | GET  in    in    404   404   2f    200   403   404   404
casework:ask_for_correction    | reference       | POST in    in    404   404   2f    422   403   404   404
casework:cancel_correction     | reference ask   | GET  in    in    404   404   2f    200   403   404   404
casework:cancel_correction     | reference ask   | POST in    in    404   404   2f    200   403   404   404
casework:correct_answers       | reference officer ask | GET in in 404   404   2f    200   403   404   404
casework:correct_answers       | reference officer ask | POST in in 404  404   2f    200   403   404   404
casework:check_corrected       | reference officer ask | GET in in 404   404   2f    200   403   404   404
casework:check_corrected       | reference officer ask | POST in in 404  404   2f    422   403   404   404
casework:withdraw_claim        | reference       | GET  in    in    404   404   2f    200   403   404   404
casework:withdraw_claim        | reference       | POST in    in    404   404   2f    422   403   404   404
casework:record_signature      | reference signature | GET  in    in    404   404   2f    200   403   404   404
casework:record_signature      | reference signature | POST in    in    404   404   2f    422   403   404   404
casework:review_award          | reference       | GET  in    in    404   404   2f    200   403   404   404
casework:review_award          | reference       | POST in    in    404   404   2f    422   403   404   404
casework:open_review           | reference       | GET  in    in    404   404   2f    200   403   404   404
casework:open_review           | reference       | POST in    in    404   404   2f    422   403   404   404
casework:restore_claim         | reference       | GET  in    in    404   404   2f    200   403   404   404
casework:restore_claim         | reference       | POST in    in    404   404   2f    200   403   404   404
casework:staff_pdf             | reference       | GET  in    in    404   404   2f    200   200   404   404
casework:staff_file            | reference photo | GET  in    in    404   404   2f    200   200   404   404
casework:check_claim           | reference check | GET  in    in    404   404   2f    200   403   404   404
casework:check_claim           | reference check | POST in    in    404   404   2f    422   403   404   404
casework:decide                | reference       | GET  in    in    404   404   2f    200   403   404   404
casework:decide                | reference       | POST in    in    404   404   2f    422   403   404   404
casework:decide                | decided         | GET  in    in    404   404   2f    go    403   404   404   casework:decision
casework:set_status            | decided         | GET  in    in    404   404   2f    go    403   404   404   casework:staff_claim
casework:set_status            | decided         | POST in    in    404   404   2f    go    403   404   404   casework:staff_claim
casework:decision              | reference decision | GET in  in    404   404   2f    200   200   404   404
casework:decision              | reference decision | POST in in    404   404   2f    422   403   404   404
casework:deciding_settings     |                 | GET  in    in    404   404   2f    403   200   404   404
casework:deciding_settings     |                 | POST in    in    404   404   2f    403   422   404   404
casework:targets               |                 | GET  in    in    404   404   2f    403   200   404   404
casework:targets               |                 | POST in    in    404   404   2f    403   422   404   404
casework:form_targets          | form            | GET  in    in    404   404   2f    403   200   404   404
casework:form_targets          | form            | POST in    in    404   404   2f    403   go    404   404   casework:targets
casework:quality_rates         |                 | GET  in    in    404   404   2f    403   200   404   404
casework:quality_rates         |                 | POST in    in    404   404   2f    403   422   404   404
casework:remove_rate           | rate            | POST in    in    404   404   2f    403   go    404   404   casework:quality_rates
casework:quality               |                 | GET  in    in    404   404   2f    200   200   404   404
casework:letters_to_post       |                 | GET  in    in    404   404   2f    200   403   404   404
casework:letters_to_post       |                 | POST in    in    404   404   2f    422   403   404   404
casework:films                 |                 | GET  in    in    404   404   2f    200   403   404   404
casework:film                  | reference film  | GET  in    in    404   404   2f    200   403   404   404
casework:film                  | reference film  | POST in    in    404   404   2f    422   403   404   404
casework:remove_film           | reference film  | POST in    in    404   404   2f    200   403   404   404
casework:print_letters         | postal key      | GET  in    in    404   404   2f    go    403   404   404   casework:letters_to_post
casework:told_otherwise        | postal letter   | GET  in    in    404   404   2f    200   403   404   404
casework:told_otherwise        | postal letter   | POST in    in    404   404   2f    422   403   404   404
casework:wording               |                 | GET  in    in    404   404   2f    403   200   404   404
casework:form_statuses         | form            | GET  in    in    404   404   2f    403   200   404   404
casework:add_form_status       | form            | GET  in    in    404   404   2f    403   200   404   404
casework:add_form_status       | form            | POST in    in    404   404   2f    403   422   404   404
casework:form_status           | form status     | GET  in    in    404   404   2f    403   200   404   404
casework:form_status           | form status     | POST in    in    404   404   2f    403   422   404   404
casework:add_status            |                 | GET  in    in    404   404   2f    403   200   404   404
casework:add_status            |                 | POST in    in    404   404   2f    403   422   404   404
casework:change_status_words   | status          | GET  in    in    404   404   2f    403   200   404   404
casework:change_status_words   | status          | POST in    in    404   404   2f    403   422   404   404
casework:remove_status         | status          | POST in    in    404   404   2f    403   200   404   404
casework:add_ready_words       |                 | GET  in    in    404   404   2f    403   200   404   404
casework:add_ready_words       |                 | POST in    in    404   404   2f    403   422   404   404
casework:change_ready_words    | ready words     | GET  in    in    404   404   2f    403   200   404   404
casework:change_ready_words    | ready words     | POST in    in    404   404   2f    403   422   404   404
casework:remove_ready_words    | ready words     | POST in    in    404   404   2f    403   200   404   404
casework:handover              |                 | GET  in    in    404   404   2f    403   200   404   404
casework:want_no_handover      |                 | POST in    in    404   404   2f    403   go    404   404   casework:handover
casework:add_destination       |                 | GET  in    in    404   404   2f    403   200   404   404
casework:add_destination       |                 | POST in    in    404   404   2f    403   422   404   404
casework:change_destination    | destination     | GET  in    in    404   404   2f    403   200   404   404
casework:change_destination    | destination     | POST in    in    404   404   2f    403   422   404   404
casework:renew_secret          | destination     | POST in    in    404   404   2f    403   200   404   404
casework:hand_over_older       | destination     | POST in    in    404   404   2f    403   200   404   404
casework:deliveries            |                 | GET  in    in    404   404   2f    403   200   404   404
casework:send_again            | reference delivery | POST in in    404   404   2f    403   go    404   404   casework:staff_claim
casework:api_keys              |                 | GET  in    in    404   404   2f    403   200   404   404
casework:api_keys              |                 | POST in    in    404   404   2f    403   422   404   404
casework:revoke_key            | api key         | POST in    in    404   404   2f    403   go    404   404   casework:api_keys
# Only a key of the council gets in, whoever is signed in
casework:api_claims            |                 | GET  401   401   401   401   401   401   401   401   401   401   401
casework:api_claim             | reference       | GET  401   401   401   401   401   401   401   401   401   401   401
casework:api_claim_file        | reference photo | GET  401   401   401   401   401   401   401   401   401   401   401
casework:api_acknowledge       | reference       | POST 401   401   401   401   401   401   401   401   401   401   401
casework:api_set_status        | reference       | POST 401   401   401   401   401   401   401   401   401   401   401
casework:claim_schema          |                 | GET  200   200   200   200   200   200   200   200   200
casework:letter                | letter          | GET  404   404   200   404   404   404   404   404   404
casework:letter_pdf            | letter          | GET  404   404   200   404   404   404   404   404   404
casework:letter_text           | letter          | GET  404   404   200   404   404   404   404   404   404
"""
