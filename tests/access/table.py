"""The access matrix. One line for an address, the things it names, and a method; one column for each kind of person.

People: nobody (signed out) · visitor (signed out, has begun a draft) · owner (the resident whose things these are) ·
other (another resident) · 1factor (advisor who gave only a password) · advisor · admin · foreign (another council's
admin, signed in here) · operator (of the platform; has no role in a council) · pin (opened a share of the owner's journal with
its PIN, and is otherwise nobody) · jobcentre (work coach who keeps that share). A line that leaves the last two out says
that pin reaches what nobody reaches, and jobcentre what another council's admin does, but 403 on pages for staff.

Outcomes: a status; "in" to the sign-in page (staff to theirs); "2f" to the second factor; "go" to the address named last.
What is not listed for an address's other method must answer 405 (or ask to sign in).
"""

# ruff: noqa: E501 - a table is read in columns
from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from tests.access.advocates_table import ADVOCATES_TABLE, CASELOAD_TABLE
from tests.access.desk_table import DESK_TABLE
from tests.access.help_table import HELP_BODIES, HELP_TABLE
from tests.access.papers_table import PAPERS_TABLE
from tests.access.people_table import OPERATOR_TABLE, PEOPLE_TABLE
from tests.access.planning_table import PLANNING_TABLE
from tests.access.records_table import RECORDS_TABLE
from tests.access.studio_table import STUDIO_BODIES, STUDIO_TABLE
from tests.access.world import PERSONAS

COUNCIL_TABLE = """
# Everybody
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
home                         |                 | GET  200   200   200   200   200   200   200   200   200
accessibility                |                 | GET  200   200   200   200   200   200   200   200   200
privacy                      |                 | GET  200   200   200   200   200   200   200   200   200
contact                      |                 | GET  200   200   200   200   200   200   200   200   200
council_css                  |                 | GET  200   200   200   200   200   200   200   200   200
council_logo                 |                 | GET  200   200   200   200   200   200   200   200   200
set_language                 |                 | POST go    go    go    go    go    go    go    go    go    home
health                       |                 | GET  503   503   503   503   503   503   503   503   503
metrics                      |                 | GET  404   404   404   404   404   404   404   404   404

# Accounts
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
accounts:home                |                 | GET  in    in    200   200   200   200   200   200   200
accounts:sign_in             |                 | GET  200   200   go    go    go    go    go    go    go    accounts:after_sign_in
accounts:sign_in             |                 | POST 200   200   go    go    go    go    go    go    go    accounts:after_sign_in
accounts:enter_code          |                 | GET  in    in    go    go    go    go    go    go    go    accounts:after_sign_in
accounts:enter_code          |                 | POST in    in    go    go    go    go    go    go    go    accounts:after_sign_in
accounts:resend_code         |                 | POST in    in    in    in    in    in    in    in    in
accounts:after_sign_in       |                 | GET  in    in    go    go    2f    go    go    go    go    in    go    accounts:home,casework:work_list,jobjournal:shared_list
accounts:after_sign_in       |                 | POST in    in    go    go    2f    go    go    go    go    in    go    accounts:home,casework:work_list,jobjournal:shared_list
accounts:is_this_yours       |                 | GET  in    in    go    go    go    go    go    go    go    accounts:after_sign_in
accounts:is_this_yours       |                 | POST in    in    404   404   404   404   404   404   404
accounts:finish              |                 | POST go    200   200   go    go    go    go    go    go    home
accounts:sign_out            |                 | POST go    go    go    go    go    go    go    go    go    home
accounts:sign_out_everywhere |                 | POST in    in    go    go    go    go    go    go    go    home
accounts:read_in             |                 | POST go    go    go    go    go    go    go    go    go    home
accounts:session_state       |                 | GET  200   200   200   200   200   200   200   200   200
accounts:stay_signed_in      |                 | POST 200   200   200   200   200   200   200   200   200
accounts:come_back           |                 | GET  200   200   200   200   200   200   200   200   200
accounts:come_back           |                 | POST 410   410   410   410   410   410   410   410   410
accounts:discard_resubmission |                | POST go    go    go    go    go    go    go    go    go    home
accounts:staff_session_ended |                 | GET  200   200   200   200   200   200   200   200   200
accounts:staff_session_ended |                 | POST 200   200   200   200   200   200   200   200   200
accounts:audit_trail         |                 | GET  in    in    200   200   200   200   200   200   200
accounts:change_contact      |                 | GET  in    in    200   200   go    go    go    go    go    in    go    accounts:home
accounts:change_contact      |                 | POST in    in    200   200   go    go    go    go    go    in    go    accounts:home
accounts:confirm_contact     |                 | GET  in    in    go    go    go    go    go    go    go    accounts:change_contact
accounts:confirm_contact     |                 | POST in    in    go    go    go    go    go    go    go    accounts:change_contact
accounts:join_accounts       |                 | GET  in    in    go    go    go    go    go    go    go    accounts:change_contact
accounts:join_accounts       |                 | POST in    in    go    go    go    go    go    go    go    accounts:change_contact
accounts:preferences         |                 | GET  in    in    200   200   go    go    go    go    go    in    go    accounts:home
accounts:preferences         |                 | POST in    in    200   200   go    go    go    go    go    in    go    accounts:home
accounts:set_password        |                 | GET  in    in    200   200   go    200   200   200   200   accounts:home
accounts:set_password        |                 | POST in    in    200   200   go    200   200   200   200   accounts:home
accounts:remove_password     |                 | GET  in    in    go    go    go    200   200   200   200   accounts:home
accounts:remove_password     |                 | POST in    in    go    go    go    200   200   200   200   accounts:home
accounts:second_factor       |                 | GET  in    in    404   404   200   go    go    404   go    in    go    accounts:after_sign_in
accounts:second_factor       |                 | POST in    in    404   404   200   go    go    404   go    in    go    accounts:after_sign_in

# Sign-in with a password and the second factor (allauth)
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
account_login                |                 | GET  200   200   go    go    go    go    go    go    go    accounts:after_sign_in
account_login                |                 | POST 200   200   go    go    go    go    go    go    go    accounts:after_sign_in
account_inactive             |                 | GET  200   200   200   200   200   200   200   200   200
account_reauthenticate       |                 | GET  in    in    404   404   200   200   200   404   200   in    200
account_reauthenticate       |                 | POST in    in    404   404   200   200   200   404   200   in    200
mfa_authenticate             |                 | GET  in    in    go    go    go    go    go    go    go    accounts:after_sign_in
mfa_authenticate             |                 | POST in    in    go    go    go    go    go    go    go    accounts:after_sign_in
mfa_index                    |                 | GET  in    in    404   404   200   200   200   404   200   in    200
mfa_reauthenticate           |                 | GET  in    in    404   404   go    200   200   404   200   in    200   account_reauthenticate
mfa_reauthenticate           |                 | POST in    in    404   404   go    200   200   404   200   in    200   account_reauthenticate
mfa_activate_totp            |                 | GET  in    in    404   404   200   go    go    404   go    in    go    mfa_deactivate_totp
mfa_activate_totp            |                 | POST in    in    404   404   200   go    go    404   go    in    go    mfa_deactivate_totp
mfa_deactivate_totp          |                 | GET  in    in    404   404   404   200   200   404   200   in    200
mfa_deactivate_totp          |                 | POST in    in    404   404   404   go    go    404   go    in    go    mfa_index
mfa_view_recovery_codes      |                 | GET  in    in    404   404   404   404   404   404   404
mfa_generate_recovery_codes  |                 | GET  in    in    404   404   200   200   200   404   200   in    200
mfa_generate_recovery_codes  |                 | POST in    in    404   404   200   go    go    404   go    in    go    mfa_view_recovery_codes
mfa_download_recovery_codes  |                 | GET  in    in    404   404   404   404   404   404   404
mfa_download_recovery_codes  |                 | POST in    in    404   404   404   404   404   404   404
mfa_list_webauthn            |                 | GET  in    in    404   404   200   200   200   404   200   in    200
mfa_add_webauthn             |                 | GET  in    in    404   404   200   200   200   404   200   in    200
mfa_add_webauthn             |                 | POST in    in    404   404   200   200   200   404   200   in    200
mfa_reauthenticate_webauthn  |                 | GET  in    in    404   404   go    200   go    404   go    in    go    account_reauthenticate
mfa_reauthenticate_webauthn  |                 | POST in    in    404   404   go    in    go    404   go    in    go    account_reauthenticate
mfa_remove_webauthn          | passkey         | GET  in    in    404   404   404   200   404   404   404
mfa_remove_webauthn          | passkey         | POST in    in    404   404   404   go    404   404   404   mfa_list_webauthn
mfa_edit_webauthn            | passkey         | GET  in    in    404   404   404   200   404   404   404
mfa_edit_webauthn            | passkey         | POST in    in    404   404   404   200   404   404   404

# Claims: the person whose they are, and nobody else
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
claims:start                 | form            | GET  200   200   200   200   200   200   200   200   200
claims:start                 | form            | POST go    200   200   go    go    go    go    go    go    claims:task_list
claims:my_claims             |                 | GET  200   200   200   200   200   200   200   200   200
claims:task_list             | draft           | GET  404   404   200   404   404   404   404   404   404
claims:task_list             | sent            | GET  404   404   go    404   404   404   404   404   404   claims:sent
claims:task_list             | begun           | GET  404   200   404   404   404   404   404   404   404
claims:page                  | draft page      | GET  404   404   200   404   404   404   404   404   404
claims:page                  | draft page      | POST 404   404   go    404   404   404   404   404   404   claims:page
claims:page                  | sent page       | GET  404   404   go    404   404   404   404   404   404   claims:sent
claims:page                  | sent page       | POST 404   404   go    404   404   404   404   404   404   claims:sent
claims:page                  | begun page      | GET  404   200   404   404   404   404   404   404   404
claims:page                  | begun page      | POST 404   422   404   404   404   404   404   404   404
claims:row                   | draft row       | GET  404   404   200   404   404   404   404   404   404
claims:row                   | draft row       | POST 404   404   go    404   404   404   404   404   404   claims:page
claims:save_answer           | draft           | POST 401   404   200   404   404   404   404   404   404
claims:save_answer           | sent            | POST 401   404   404   404   404   404   404   404   404
claims:save_answer           | begun           | POST 401   200   404   404   404   404   404   404   404
claims:delete_draft          | draft           | GET  404   404   200   404   404   404   404   404   404
claims:delete_draft          | draft           | POST 404   404   go    404   404   404   404   404   404   claims:my_claims
claims:delete_draft          | sent            | GET  404   404   go    404   404   404   404   404   404   claims:sent
claims:delete_draft          | sent            | POST 404   404   go    404   404   404   404   404   404   claims:sent
claims:delete_draft          | begun           | GET  404   200   404   404   404   404   404   404   404
claims:delete_draft          | begun           | POST 404   go    404   404   404   404   404   404   404   claims:my_claims
claims:check_answers         | draft           | GET  404   404   200   404   404   404   404   404   404
claims:check_answers         | sent            | GET  404   404   go    404   404   404   404   404   404   claims:sent
claims:check_answers         | begun           | GET  404   200   404   404   404   404   404   404   404
claims:submit                | draft           | POST 404   404   go    404   404   404   404   404   404   claims:sent
claims:submit                | sent            | POST 404   404   go    404   404   404   404   404   404   claims:sent
claims:submit                | begun           | POST 404   422   404   404   404   404   404   404   404
claims:sent                  | draft           | GET  404   404   go    404   404   404   404   404   404   claims:task_list
claims:sent                  | sent            | GET  404   404   200   404   404   404   404   404   404
claims:thread                | draft           | GET  404   404   404   404   404   404   404   404   404
claims:thread                | sent            | GET  404   404   200   404   404   404   404   404   404
claims:thread                | sent            | POST 404   404   422   404   404   404   404   404   404
claims:thread                | begun           | GET  404   404   404   404   404   404   404   404   404
claims:save_for_later        | draft           | GET  404   404   200   404   404   404   404   404   404
claims:save_for_later        | draft           | POST 404   404   422   404   404   404   404   404   404
claims:save_for_later        | sent            | GET  404   404   go    404   404   404   404   404   404   claims:sent
claims:save_for_later        | sent            | POST 404   404   go    404   404   404   404   404   404   claims:sent
claims:save_for_later        | begun           | GET  404   200   404   404   404   404   404   404   404
claims:save_for_later        | begun           | POST 404   422   404   404   404   404   404   404   404
estimates:estimate              | draft           | GET  404   404   200   404   404   404   404   404   404
estimates:estimate              | begun           | GET  404   200   404   404   404   404   404   404   404
estimates:estimate              | sent            | GET  404   404   200   404   404   404   404   404   404
estimates:ask_estimate          | draft           | POST 404   404   go    404   404   404   404   404   404   estimates:estimate
estimates:ask_estimate          | begun           | POST 404   go    404   404   404   404   404   404   404   estimates:estimate
estimates:ask_estimate          | sent            | POST 404   404   go    404   404   404   404   404   404   estimates:estimate
estimates:ask_estimate_pdf      | draft           | POST 404   404   go    404   404   404   404   404   404   estimates:estimate_pdf
estimates:ask_estimate_pdf      | begun           | POST 404   404   404   404   404   404   404   404   404
estimates:estimate_pdf          | draft           | GET  404   404   200   404   404   404   404   404   404
estimates:estimate_pdf          | begun           | GET  404   404   404   404   404   404   404   404   404
estimates:hours_curve                  | draft           | GET  404   404   200   404   404   404   404   404   404
estimates:hours_curve                  | begun           | GET  404   200   404   404   404   404   404   404   404
estimates:hours_curve                  | sent            | GET  404   404   200   404   404   404   404   404   404
estimates:ask_hours_curve              | draft           | POST 404   404   go    404   404   404   404   404   404   estimates:hours_curve
estimates:ask_hours_curve              | sent            | POST 404   404   go    404   404   404   404   404   404   estimates:hours_curve
estimates:scenarios               | draft           | GET  404   404   200   404   404   404   404   404   404
estimates:scenarios               | begun           | GET  404   200   404   404   404   404   404   404   404
estimates:scenarios               | sent            | GET  404   404   200   404   404   404   404   404   404
estimates:ask_comparison        | draft           | POST 404   404   go    404   404   404   404   404   404   estimates:scenarios
estimates:share_scenarios       | draft           | POST 404   404   go    404   404   404   404   404   404   estimates:scenarios
estimates:add_scenario          | draft kind      | GET  404   404   go    404   404   404   404   404   404   estimates:scenarios
estimates:add_scenario          | draft kind      | POST 404   404   go    404   404   404   404   404   404   estimates:scenarios
estimates:rename_scenario       | draft scenario  | GET  404   404   200   404   404   404   404   404   404
estimates:rename_scenario       | draft scenario  | POST 404   404   422   404   404   404   404   404   404
estimates:remove_scenario       | draft scenario  | POST 404   404   go    404   404   404   404   404   404   estimates:scenarios
estimates:agree_to_alerts       | draft           | POST 404   404   go    404   404   404   404   404   404   estimates:estimate
estimates:agree_to_alerts       | begun           | POST 404   go    404   404   404   404   404   404   404   estimates:estimate
estimates:agree_to_alerts       | sent            | POST 404   404   go    404   404   404   404   404   404   estimates:estimate
estimates:stop_alerts           | draft           | POST 404   404   go    404   404   404   404   404   404   estimates:estimate
estimates:stop_alerts           | sent            | POST 404   404   go    404   404   404   404   404   404   estimates:estimate
estimates:start_from            | draft form      | POST 404   404   go    404   404   404   404   404   404   claims:task_list
claims:pdf                   | draft           | GET  404   404   404   404   404   404   404   404   404
claims:pdf                   | sent            | GET  404   404   200   404   404   404   404   404   404
claims:file                  | draft photo     | GET  404   404   200   404   404   404   404   404   404
claims:file                  | sent photo      | GET  404   404   200   404   404   404   404   404   404
claims:remove_file           | draft photo     | POST 404   404   go    404   404   404   404   404   404   claims:page
claims:remove_file           | sent photo      | POST 404   404   404   404   404   404   404   404   404
claims:add_file              | draft photos    | POST 404   404   go    404   404   404   404   404   404   claims:page
claims:resume                | token           | GET  200   200   200   200   200   200   200   200   200
claims:resume                | token           | POST go    go    go    go    go    go    go    go    go    claims:task_list

# The journal with no connection: what a device keeps is the same for everybody; entries are taken from their owner
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
jobjournal:offline           |                 | GET  200   200   200   200   200   200   200   200   200
jobjournal:offline_worker    |                 | GET  200   200   200   200   200   200   200   200   200
jobjournal:offline_manifest  |                 | GET  200   200   200   200   200   200   200   200   200
jobjournal:offline_icon_192  |                 | GET  200   200   200   200   200   200   200   200   200
jobjournal:offline_icon_512  |                 | GET  200   200   200   200   200   200   200   200   200
jobjournal:offline_library   |                 | GET  200   200   200   200   200   200   200   200   200
jobjournal:offline_who       |                 | GET  200   200   200   200   200   200   200   200   200
jobjournal:save_entry        |                 | POST 401   401   400   400   401   401   401   401   401
jobjournal:choose_device     |                 | POST in    in    go    go    go    go    go    go    go   jobjournal:journal

# The desk
accounts:alerts                |                 | GET  in    in    404   404   2f    403   200   404   404
estimates:engine_settings       |                 | GET  in    in    404   404   2f    403   200   404   404
estimates:engine_settings       |                 | POST in    in    404   404   2f    403   422   404   404
estimates:try_engine            |                 | POST in    in    404   404   2f    403   go    404   404   estimates:engine_settings
estimates:scheme_list           |                 | GET  in    in    404   404   2f    403   200   404   404
estimates:scheme_edit           | scheme year     | GET  in    in    404   404   2f    403   200   404   404
estimates:scheme_edit           | scheme year     | POST in    in    404   404   2f    403   422   404   404
estimates:scheme_copy           | scheme year     | POST in    in    404   404   2f    403   go    404   404   estimates:scheme_list
estimates:scheme                | scheme          | GET  in    in    404   404   2f    403   200   404   404
estimates:scheme_compare        | scheme          | GET  in    in    404   404   2f    403   404   404   404
estimates:scheme_effect         | scheme          | POST in    in    404   404   2f    403   go    404   404   estimates:scheme
estimates:scheme_publish        | scheme          | POST in    in    404   404   2f    403   200   404   404

# Sharing the journal: whoever has code and PIN, the person, and the jobcentre
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  pin   jobce leads to
jobjournal:enter             |                 | GET  200   200   200   200   200   200   200   200   200   200   200
jobjournal:enter             |                 | POST 422   422   422   422   422   422   422   422   422   422   422
jobjournal:enter_code        | share code      | GET  200   200   200   200   200   200   200   200   200   200   200
jobjournal:view              |                 | GET  go    go    go    go    go    go    go    go    go    200   go    jobjournal:enter
jobjournal:view_file         | shown file      | GET  404   404   404   404   404   404   404   404   404   200   404
jobjournal:done              |                 | GET  200   200   200   200   200   200   200   200   200   200   200
jobjournal:done              |                 | POST go    go    go    go    go    go    go    go    go    go    go    jobjournal:done
jobjournal:computer          |                 | GET  200   200   200   200   200   200   200   200   200   go    200   jobjournal:view
jobjournal:computer          |                 | POST go    go    go    go    go    go    go    go    go    go    go    jobjournal:computer
jobjournal:new_share         |                 | GET  in    in    200   200   404   404   404   404   404   in    404
jobjournal:new_share         |                 | POST in    in    422   422   404   404   404   404   404   in    404
jobjournal:shares            |                 | GET  in    in    200   200   200   200   200   200   200   in    200
jobjournal:share             | share           | GET  in    in    200   404   404   404   404   404   404   in    404
jobjournal:revoke_share      | share           | POST in    in    go    404   404   404   404   404   404   in    404   jobjournal:share
jobjournal:renew_pin         | share           | POST in    in    200   404   404   404   404   404   404   in    404
jobjournal:send_share        | share           | POST in    in    422   404   404   404   404   404   404   in    404
jobjournal:show_on_computer  |                 | GET  in    in    200   200   404   404   404   404   404   in    404
jobjournal:show_on_computer  |                 | POST in    in    422   422   404   404   404   404   404   in    404
jobjournal:approve_screen    | screen code     | GET  in    in    200   200   404   404   404   404   404   in    404
jobjournal:approve_screen    | screen code     | POST in    in    422   422   404   404   404   404   404   in    404
jobjournal:shared_list       |                 | GET  in    in    404   404   2f    403   403   404   404   in    200
jobjournal:shared            | kept share      | GET  in    in    404   404   2f    403   403   404   404   in    200
jobjournal:shared            | kept share      | POST in    in    404   404   2f    403   403   404   404   in    422
jobjournal:shared_file       | kept file       | GET  in    in    404   404   2f    403   403   404   404   in    200

# The job journal: the person whose it is, and what the council offers to record
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
jobjournal:journal           |                 | GET  in    in    200   200   404   404   404   404   404
jobjournal:weeks             |                 | GET  in    in    200   200   404   404   404   404   404
jobjournal:add               |                 | GET  in    in    200   200   404   404   404   404   404
jobjournal:jobs              |                 | GET  in    in    200   200   404   404   404   404   404
jobjournal:plan              |                 | GET  in    in    200   200   404   404   404   404   404
jobjournal:change_plan       |                 | GET  in    in    200   200   404   404   404   404   404
jobjournal:export            |                 | GET  in    in    200   200   404   404   404   404   404
jobjournal:add_job           |                 | GET  in    in    200   200   404   404   404   404   404
jobjournal:add_appointment   |                 | GET  in    in    200   200   404   404   404   404   404
jobjournal:calendar          |                 | GET  in    in    200   200   404   404   404   404   404
jobjournal:earlier           | entry place     | GET  in    in    200   200   404   404   404   404   404
jobjournal:add_entry         | activity        | GET  in    in    200   200   404   404   404   404   404
jobjournal:add_entry         | activity        | POST in    in    200   200   404   404   404   404   404
jobjournal:save_draft        | begun entry     | POST 401   401   200   200   404   404   404   404   404
jobjournal:remove_draft      |                 | POST in    in    go    go    404   404   404   404   404   jobjournal:journal
jobjournal:choose_language   |                 | POST in    in    go    go    404   404   404   404   404   jobjournal:add
jobjournal:add_job           |                 | POST in    in    422   422   404   404   404   404   404
jobjournal:change_plan       |                 | POST in    in    422   422   404   404   404   404   404
jobjournal:add_appointment   |                 | POST in    in    422   422   404   404   404   404   404
jobjournal:export            |                 | POST in    in    422   422   404   404   404   404   404
jobjournal:reminder          |                 | POST in    in    go    go    404   404   404   404   404   jobjournal:plan
jobjournal:print_period      | period          | GET  in    in    200   200   404   404   404   404   404
jobjournal:entry             | entry           | GET  in    in    200   404   404   404   404   404   404
jobjournal:change_entry      | entry           | GET  in    in    200   404   404   404   404   404   404
jobjournal:change_entry      | entry           | POST in    in    422   404   404   404   404   404   404
jobjournal:again             | entry           | GET  in    in    200   404   404   404   404   404   404
jobjournal:again             | entry           | POST in    in    422   404   404   404   404   404   404
jobjournal:remove_entry      | entry           | GET  in    in    200   404   404   404   404   404   404
jobjournal:remove_entry      | entry           | POST in    in    go    404   404   404   404   404   404   jobjournal:journal
jobjournal:add_files         | entry           | POST in    in    go    404   404   404   404   404   404   jobjournal:entry
jobjournal:file              | proof           | GET  in    in    200   404   404   404   404   404   404
jobjournal:remove_file       | proof           | POST in    in    go    404   404   404   404   404   404   jobjournal:entry
jobjournal:job               | job             | GET  in    in    200   404   404   404   404   404   404
jobjournal:job               | job             | POST in    in    422   404   404   404   404   404   404
jobjournal:move_job          | job             | POST in    in    go    404   404   404   404   404   404   jobjournal:add_entry
jobjournal:remove_job        | job             | POST in    in    go    404   404   404   404   404   404   jobjournal:jobs
jobjournal:appointment       | appointment     | GET  in    in    200   404   404   404   404   404   404
jobjournal:appointment       | appointment     | POST in    in    422   404   404   404   404   404   404
jobjournal:appointment_file  | appointment     | GET  in    in    200   404   404   404   404   404   404
jobjournal:remove_appointment | appointment     | POST in    in    go    404   404   404   404   404   404   jobjournal:plan
jobjournal:document          | journal pdf     | GET  in    in    200   404   404   404   404   404   404
formspec:form_list           |                 | GET  in    in    404   404   2f    403   200   404   404
formspec:form_questions      | library form    | GET  in    in    404   404   2f    403   200   404   404
formspec:form_questions      | library form    | POST in    in    404   404   2f    403   go    404   404   formspec:form_list
jobjournal:library           |                 | GET  in    in    404   404   2f    403   200   404   404
jobjournal:add_activity      |                 | GET  in    in    404   404   2f    403   200   404   404
jobjournal:add_activity      |                 | POST in    in    404   404   2f    403   422   404   404
jobjournal:activity          | activity        | GET  in    in    404   404   2f    403   200   404   404
jobjournal:activity          | activity        | POST in    in    404   404   2f    403   422   404   404
jobjournal:add_sentence      | activity        | GET  in    in    404   404   2f    403   200   404   404
jobjournal:add_sentence      | activity        | POST in    in    404   404   2f    403   422   404   404
jobjournal:sentence          | sentence        | GET  in    in    404   404   2f    403   200   404   404
jobjournal:sentence          | sentence        | POST in    in    404   404   2f    403   422   404   404

# The public API, and the mailbox of a demo
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
api:estimates                |                 | POST 400   400   400   400   400   400   400   400   400
api:estimate                 | estimate        | GET  200   200   200   200   200   200   200   200   200
api:forms                    |                 | GET  200   200   200   200   200   200   200   200   200
api:form                     | form            | GET  200   200   200   200   200   200   200   200   200
api:household_schema         |                 | GET  200   200   200   200   200   200   200   200   200
api_schema                   |                 | GET  200   200   200   200   200   200   200   200   200
notifications:mailbox        |                 | GET  200   200   200   200   200   200   200   200   200
"""

# On the platform's own hosts. "in" is the password page there; for whoever is no operator there is nothing behind it.
PLATFORM_TABLE = """
home                         |                 | GET  200   200   200   200   200   200   200   200   200
health                       |                 | GET  503   503   503   503   503   503   503   503   503
metrics                      |                 | GET  404   404   404   404   404   404   404   404   404

# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
account_login                |                 | GET  200   200   go    go    go    go    go    go    go    accounts:after_sign_in
account_login                |                 | POST 200   200   go    go    go    go    go    go    go    accounts:after_sign_in
account_inactive             |                 | GET  200   200   200   200   200   200   200   200   200
"""

# What is posted where an empty form would not do, and with which content type.
JSON = {"content_type": "application/json"}
BODIES: dict[str, tuple[Any, dict[str, str]]] = (
    {
        # The account number in these things looks wrong; the page has said so already.
        "claims:page": ({"_warned": "account"}, {}),
        "claims:save_for_later": ({"contact": ""}, {}),
        "claims:delete_draft": ({"_sure": "yes"}, {}),
        "claims:remove_file": ({"_sure": "yes"}, {}),
        "claims:remove_paper": ({"_sure": "yes"}, {}),
        "estimates:remove_scenario": ({"_sure": "yes"}, {}),
        "jobjournal:remove_draft": ({"_sure": "yes"}, {}),
        "jobjournal:remove_file": ({"_sure": "yes"}, {}),
        "jobjournal:save_draft": ('{"question": "own_words", "raw": "a", "base": 0}', JSON),
        "jobjournal:remove_job": ({"_sure": "yes"}, {}),
        "jobjournal:remove_appointment": ({"_sure": "yes"}, {}),
        "jobjournal:choose_language": ({"language": "ur"}, {}),
        "jobjournal:move_job": ({"status": "applied"}, {}),
        "claims:save_answer": ('{"question": "story", "raw": "a", "base": 0}', JSON),
        "api:estimates": ("{}", JSON),
        "jobjournal:save_entry": ("{}", JSON),
        "jobjournal:choose_device": ({"device": "own"}, {}),
    }
    | HELP_BODIES
    | STUDIO_BODIES
)


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    names: str
    method: str
    outcomes: dict[str, str]
    leads_to: tuple[str, ...]


def _rows(table: str) -> list[Row]:
    return [_row(line) for line in table.strip().splitlines() if line.strip() and not line.startswith("#")]


def _row(line: str) -> Row:
    name, names, rest = (part.strip() for part in line.split("|", 2))
    method, *outcomes = rest.split()
    leads_to = () if re.fullmatch(r"\d{3}|in|2f|go", outcomes[-1]) else tuple(outcomes.pop().split(","))
    if len(outcomes) == len(PERSONAS) - 2:
        for_staff = outcomes[PERSONAS.index("one_factor")] == "2f"
        outcomes += [outcomes[PERSONAS.index("nobody")], "403" if for_staff else outcomes[PERSONAS.index("foreign")]]
    assert len(outcomes) == len(PERSONAS), f"Every kind of person has a column: {line}"
    return Row(name, names, method, dict(zip(PERSONAS, outcomes, strict=True)), leads_to)


def _on_the_platform(row: Row) -> Row:
    """A page of the second factor on the platform's own host: operators' as at a council, and nobody else's."""
    kept = {"nobody", "visitor", "pin", "operator"}
    return replace(row, outcomes={who: what if who in kept else "404" for who, what in row.outcomes.items()})


TABLES = [COUNCIL_TABLE, DESK_TABLE, HELP_TABLE, PAPERS_TABLE, RECORDS_TABLE, PEOPLE_TABLE]
TABLES += [ADVOCATES_TABLE, CASELOAD_TABLE, PLANNING_TABLE, STUDIO_TABLE]
ROWS = [row for table in TABLES for row in _rows(table)]
PLATFORM = [
    *_rows(OPERATOR_TABLE),
    *_rows(PLATFORM_TABLE),
    *(_on_the_platform(row) for row in ROWS if row.name.startswith(("mfa_", "account_reauthenticate"))
      and row.name != "mfa_authenticate"),
    *(replace(row, outcomes=dict.fromkeys(PERSONAS, "go"), leads_to=("account_login", *row.leads_to))
      for row in ROWS if row.name == "mfa_authenticate"),
]  # fmt: skip
