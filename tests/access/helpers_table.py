"""People who act for the owner, in the access matrix: where they reach something else than those whom they are like.

viewer (a niece, whom the owner lets look at their claims) · filler (a nephew, who may fill them in and send them too) ·
adviser (of a partner whom the owner lets do so) · without (an adviser of another partner) · chief (the admin of that
one) · elsewhere (a partner's adviser at another council, signed in here) · left (has worked for the adviser's
organisation, and has a session from before). A dot says: as those whom they are like.
"""

# ruff: noqa: E501 - a table is read in columns
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.access.table import ROWS, Row

# Of the people of tests/access/table.py.
LIKE = {
    "viewer": "other",
    "filler": "other",
    "adviser": "jobcentre",
    "without": "jobcentre",
    "chief": "jobcentre",
    "elsewhere": "foreign",
    "left": "nobody",
}
HELPERS = list(LIKE)

HELPERS_TABLE = """
# address                    | names           |      view  fill  advis witho chief elsew left  leads to
accounts:after_sign_in       |                 | GET  .     .     .     .     go    .     .     people:list
accounts:after_sign_in       |                 | POST .     .     .     .     go    .     .     people:list
advocates:add_team           |                 | GET  .     .     .     .     200   .     .
advocates:away               |                 | GET  .     .     200   200   200   .     .
advocates:case               | case            | GET  .     .     404   404   404   .     .
advocates:case               | partner case    | GET  .     .     404   404   404   .     .
advocates:case_note          | case note       | GET  .     .     404   404   404   .     .
advocates:caseload           |                 | GET  .     .     200   200   200   .     .
advocates:close_case         | case            | GET  .     .     404   404   404   .     .
advocates:confirm            | draft           | GET  go    go    go    .     .     .     .     claims:check_answers
advocates:confirm_code       | draft           | GET  go    go    go    .     .     .     .     advocates:confirm
advocates:hand_over          | hand-over       | GET  .     .     404   404   404   .     .
advocates:hand_overs         |                 | GET  .     .     200   200   200   .     .
advocates:many               | case batch      | GET  .     .     404   404   404   .     .
advocates:new_case_note      | case            | GET  .     .     404   404   404   .     .
advocates:pass_on            | case            | GET  .     .     404   404   404   .     .
advocates:team               | partner team    | GET  .     .     .     .     404   .     .
advocates:teams              |                 | GET  .     .     .     .     200   .     .
advocates:accept_hand_over   | hand-over       | POST .     .     404   404   404   .     .
legal:said                   |                 | GET  .     .     200   200   .     .     .
legal:say                    | by law step     | GET  .     .     200   200   .     .     .
legal:say                    | by law step     | POST .     .     go    go    .     .     .     legal:say
advocates:add_team           |                 | POST .     .     .     .     422   .     .
advocates:away               |                 | POST .     .     422   422   422   .     .
advocates:back               | absence         | POST .     .     404   404   404   .     .
advocates:back               | partner absence | POST .     .     404   404   404   .     .
advocates:case_note          | case note       | POST .     .     404   404   404   .     .
advocates:case_note          | partner note    | POST .     .     404   404   404   .     .
advocates:case_note_done     | case note       | POST .     .     404   404   404   .     .
advocates:case_note_done     | partner note    | POST .     .     404   404   404   .     .
advocates:case_seen          | case            | POST .     .     404   404   404   .     .
advocates:case_seen          | partner case    | POST .     .     404   404   404   .     .
advocates:caseload           |                 | POST .     .     go    go    go    .     .     advocates:caseload
advocates:choose             |                 | POST .     .     go    go    go    .     .     advocates:caseload
advocates:close_case         | case            | POST .     .     404   404   404   .     .
advocates:close_case         | partner case    | POST .     .     404   404   404   .     .
advocates:confirm            | draft           | POST 403   go    go    .     .     .     .     claims:check_answers
advocates:confirm_code       | draft           | POST 403   go    go    .     .     .     .     advocates:confirm
advocates:decline_hand_over  | hand-over       | POST .     .     404   404   404   .     .
advocates:digest             |                 | POST .     .     go    go    go    .     .     advocates:caseload
advocates:many               | case batch      | POST .     .     404   404   404   .     .
advocates:new_case_note      | case            | POST .     .     404   404   404   .     .
advocates:new_case_note      | partner case    | POST .     .     404   404   404   .     .
advocates:open_again         | case            | POST .     .     404   404   404   .     .
advocates:open_again         | partner case    | POST .     .     404   404   404   .     .
advocates:outcome_of_hand_over | hand-over       | POST .     .     404   404   404   .     .
advocates:pass_on            | case            | POST .     .     404   404   404   .     .
advocates:pass_on            | partner case    | POST .     .     404   404   404   .     .
advocates:remove_team        | partner team    | POST .     .     .     .     404   .     .
advocates:take_back_hand_over | hand-over       | POST .     .     404   404   404   .     .
advocates:team               | partner team    | POST .     .     .     .     404   .     .
casework:letter              | letter          | GET  200   200   200   .     .     .     .
casework:letter_pdf          | letter          | GET  200   200   200   .     .     .     .
casework:letter_text         | letter          | GET  200   200   200   .     .     .     .
claims:beside_paper          | draft paper     | GET  403   200   200   .     .     .     .
claims:beside_paper          | sent paper      | GET  403   200   200   .     .     .     .
claims:beside_question       | draft photos    | GET  403   200   200   .     .     .     .
claims:check_answers         | draft           | GET  200   200   200   .     .     .     .
claims:check_answers         | sent            | GET  go    go    go    .     .     .     .     claims:sent
claims:check_correction      | sent ask        | GET  .     200   200   .     .     .     .
claims:correct               | sent ask        | GET  .     200   200   .     .     .     .
claims:corrections           | sent            | GET  .     200   200   .     .     .     .
claims:delete_draft          | sent            | GET  go    go    go    .     .     .     .     claims:sent
claims:file                  | draft photo     | GET  200   200   200   .     .     .     .
claims:file                  | sent photo      | GET  200   200   200   .     .     .     .
claims:page                  | draft page      | GET  200   200   200   .     .     .     .
claims:page                  | sent page       | GET  go    go    go    .     .     .     .     claims:sent
claims:paper                 | draft paper     | GET  200   200   200   .     .     .     .
claims:paper                 | sent paper      | GET  200   200   200   .     .     .     .
claims:papers                | draft           | GET  200   200   200   .     .     .     .
claims:papers                | sent            | GET  200   200   200   .     .     .     .
claims:pdf                   | sent            | GET  200   200   200   .     .     .     .
claims:row                   | draft row       | GET  200   200   200   .     .     .     .
claims:save_for_later        | sent            | GET  go    go    go    .     .     .     .     claims:sent
claims:sent                  | draft           | GET  go    go    go    .     .     .     .     claims:task_list
claims:sent                  | sent            | GET  200   200   200   .     .     .     .
claims:task_list             | draft           | GET  200   200   200   .     .     .     .
claims:task_list             | sent            | GET  go    go    go    .     .     .     .     claims:sent
claims:thread                | sent            | GET  .     200   .     .     .     .     .
claims:add_file              | draft photos    | POST go    go    go    .     .     .     .     claims:page
claims:beside_paper          | sent paper      | POST 403   go    go    .     .     .     .     claims:beside_paper
claims:beside_question       | draft photos    | POST 403   go    go    .     .     .     .     claims:beside_question
claims:check_correction      | sent ask        | POST 403   422   422   .     .     .     .
claims:correct               | sent ask        | POST 403   200   200   .     .     .     .
claims:delete_draft          | sent            | POST go    go    go    .     .     .     .     claims:sent
claims:page                  | draft page      | POST 403   go    go    .     .     .     .     claims:page
claims:page                  | sent page       | POST 403   go    go    .     .     .     .     claims:sent
claims:paper                 | draft paper     | POST 403   422   422   .     .     .     .
claims:paper                 | sent paper      | POST 403   422   422   .     .     .     .
claims:remove_file           | draft photo     | POST 403   go    go    .     .     .     .     claims:page
claims:remove_file           | sent photo      | POST 403   .     .     .     .     .     .
claims:remove_paper          | sent paper file | POST 403   go    go    .     .     .     .     claims:paper
claims:restore               | sent            | POST 403   .     .     .     .     .     .
claims:row                   | draft row       | POST 403   go    go    .     .     .     .     claims:page
claims:save_answer           | draft           | POST 403   200   200   .     .     .     .
claims:save_answer           | sent            | POST 403   .     .     .     .     .     .
claims:thread                | sent            | POST .     422   .     .     .     .     .
claims:save_for_later        | sent            | POST go    go    go    .     .     .     .     claims:sent
claims:submit                | draft           | POST 403   go    go    .     .     .     .     claims:sent
claims:submit                | sent            | POST 403   go    go    .     .     .     .     claims:sent
claims:withdraw              | sent            | POST 403   .     .     .     .     .     .
estimates:add_scenario       | draft kind      | GET  go    go    go    .     .     .     .     estimates:scenarios
estimates:estimate           | draft           | GET  200   200   200   .     .     .     .
estimates:estimate           | sent            | GET  200   200   200   .     .     .     .
estimates:estimate_pdf       | draft           | GET  200   200   200   .     .     .     .
estimates:hours_curve        | draft           | GET  200   200   200   .     .     .     .
estimates:hours_curve        | sent            | GET  200   200   200   .     .     .     .
estimates:rename_scenario    | draft scenario  | GET  200   200   200   .     .     .     .
estimates:scenarios          | draft           | GET  200   200   200   .     .     .     .
estimates:scenarios          | sent            | GET  200   200   200   .     .     .     .
estimates:add_scenario       | draft kind      | POST go    go    go    .     .     .     .     estimates:scenarios
estimates:ask_comparison     | draft           | POST 403   go    go    .     .     .     .     estimates:scenarios
estimates:ask_estimate       | draft           | POST 403   go    go    .     .     .     .     estimates:estimate
estimates:ask_estimate       | sent            | POST 403   go    go    .     .     .     .     estimates:estimate
estimates:ask_estimate_pdf   | draft           | POST go    go    go    .     .     .     .     estimates:estimate_pdf
estimates:ask_hours_curve    | draft           | POST 403   go    go    .     .     .     .     estimates:hours_curve
estimates:ask_hours_curve    | sent            | POST 403   go    go    .     .     .     .     estimates:hours_curve
estimates:remove_scenario    | draft scenario  | POST 403   go    go    .     .     .     .     estimates:scenarios
estimates:rename_scenario    | draft scenario  | POST 422   422   422   .     .     .     .
estimates:share_scenarios    | draft           | POST 403   403   403   .     .     .     .
jobjournal:shared            | kept share      | GET  .     .     403   403   403   .     .
jobjournal:shared_file       | kept file       | GET  .     .     403   403   403   .     .
jobjournal:shared_list       |                 | GET  .     .     403   403   403   .     .
jobjournal:shared            | kept share      | POST .     .     403   403   403   .     .
people:invite                |                 | GET  .     .     .     .     200   .     .
people:list                  |                 | GET  .     .     .     .     200   .     .
people:person                | colleague       | GET  .     .     .     .     404   .     .
people:back                  | colleague       | POST .     .     .     .     404   .     .
people:end                   | colleague       | POST .     .     .     .     404   .     .
people:invite                |                 | POST .     .     .     .     422   .     .
people:person                | colleague       | POST .     .     .     .     404   .     .
people:take_back             | staff invitation | POST .     .     .     .     404   .     .
registering:consent          | made            | GET  .     .     404   404   .     .     .
registering:consent_paper    | made            | GET  .     .     404   404   .     .     .
registering:register         | register step   | GET  .     .     200   200   .     .     .
registering:registered       | made            | GET  .     .     404   404   .     .     .
registering:new_code         | made            | POST .     .     404   404   .     .     .
registering:register         | register step   | POST .     .     go    go    .     .     .     registering:register
registering:withdraw         | made            | POST .     .     404   404   .     .     .
"""


def exceptions() -> dict[tuple[str, str, str], tuple[dict[str, str], tuple[str, ...]]]:
    """By address, names and method: the outcomes that are not those of `LIKE`, and where they lead."""
    lines = [line for line in HELPERS_TABLE.splitlines() if line and not line.startswith("#")]
    return dict(map(_exception, lines))


def _exception(line: str) -> tuple[tuple[str, str, str], tuple[dict[str, str], tuple[str, ...]]]:
    name, names, rest = (part.strip() for part in line.split("|"))
    method, *outcomes = rest.split()
    leads_to = tuple(outcomes.pop().split(",")) if len(outcomes) > len(HELPERS) else ()
    said = {who: what for who, what in zip(HELPERS, outcomes, strict=True) if what != "."}
    return (name, names, method), (said, leads_to)


def helper_rows() -> Iterator[Row]:
    """The lines of the table, with an outcome for each of these people who is to try."""
    said = exceptions()
    for row in ROWS:
        own, leads_to = said.get((row.name, row.names, row.method), ({}, ()))
        as_others = {who: row.outcomes[like] for who, like in LIKE.items() if _tries(row, who)}
        yield replace(row, outcomes=as_others | own, leads_to=row.leads_to + leads_to)


def _tries(row: Row, who: str) -> bool:
    """Whether this may come to something else than it does for those whom they are like."""
    if len(set(row.outcomes.values())) == 1:
        # Everybody reaches the same: nobody is asked who they are.
        return False
    if who == "chief" and row.names and row.outcomes["one_factor"] != "2f":
        # No page of a resident's asks for a role: the adviser of the same partner tries them.
        return False
    # What names nothing is about whoever asks: the viewer has less than the filler, and who works elsewhere is nobody
    # in particular here, as the council's admin from there.
    return bool(row.names) or who not in ("viewer", "elsewhere")
