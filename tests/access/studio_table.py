"""The lines of the studio in the access matrix: tests/access/table.py says how to read them."""

# ruff: noqa: E501 - a table is read in columns

STUDIO_TABLE = """
# Building forms
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
studio:forms                 |                 | GET  in    in    404   404   2f    403   200   404   404
studio:start                 |                 | GET  in    in    404   404   2f    403   200   404   404
studio:start                 |                 | POST in    in    404   404   2f    403   422   404   404
studio:begin                 | library form    | POST in    in    404   404   2f    403   go    404   404   studio:map
studio:map                   | studio form     | GET  in    in    404   404   2f    403   200   404   404
studio:move                  | studio form     | POST in    in    404   404   2f    403   go    404   404   studio:map
studio:undo                  | studio form     | POST in    in    404   404   2f    403   go    404   404   studio:map
studio:delete                | studio form     | GET  in    in    404   404   2f    403   200   404   404
studio:delete                | studio form     | POST in    in    404   404   2f    403   200   404   404
studio:remove                | studio form     | POST in    in    404   404   2f    403   200   404   404
studio:words                 | studio form     | GET  in    in    404   404   2f    403   200   404   404
studio:words                 | studio form     | POST in    in    404   404   2f    403   422   404   404
studio:add_section           | studio form     | GET  in    in    404   404   2f    403   200   404   404
studio:add_section           | studio form     | POST in    in    404   404   2f    403   422   404   404
studio:section               | studio section  | GET  in    in    404   404   2f    403   200   404   404
studio:section               | studio section  | POST in    in    404   404   2f    403   422   404   404
studio:add_page              | studio section  | GET  in    in    404   404   2f    403   200   404   404
studio:add_page              | studio section  | POST in    in    404   404   2f    403   422   404   404
studio:page                  | studio page     | GET  in    in    404   404   2f    403   200   404   404
studio:page                  | studio page     | POST in    in    404   404   2f    403   422   404   404
studio:add_question          | studio page     | GET  in    in    404   404   2f    403   200   404   404
studio:add_question          | studio page     | POST in    in    404   404   2f    403   422   404   404
studio:bank                  | studio page     | GET  in    in    404   404   2f    403   200   404   404
studio:bank                  | studio page     | POST in    in    404   404   2f    403   404   404   404
studio:question              | studio question | GET  in    in    404   404   2f    403   200   404   404
studio:question              | studio question | POST in    in    404   404   2f    403   422   404   404
studio:question_type         | studio question | GET  in    in    404   404   2f    403   200   404   404
studio:question_type         | studio question | POST in    in    404   404   2f    403   422   404   404
studio:add_field             | studio group    | GET  in    in    404   404   2f    403   200   404   404
studio:add_field             | studio group    | POST in    in    404   404   2f    403   422   404   404
studio:name_condition        | studio question | GET  in    in    404   404   2f    403   200   404   404
studio:name_condition        | studio question | POST in    in    404   404   2f    403   422   404   404
studio:add_option            | studio question | GET  in    in    404   404   2f    403   200   404   404
studio:add_option            | studio question | POST in    in    404   404   2f    403   422   404   404
studio:option                | studio choice   | GET  in    in    404   404   2f    403   200   404   404
studio:option                | studio choice   | POST in    in    404   404   2f    403   422   404   404
studio:option_condition      | studio choice   | GET  in    in    404   404   2f    403   200   404   404
studio:option_condition      | studio choice   | POST in    in    404   404   2f    403   422   404   404
studio:condition             | studio condition| GET  in    in    404   404   2f    403   200   404   404
studio:condition             | studio condition| POST in    in    404   404   2f    403   422   404   404
studio:named_list            | studio form     | GET  in    in    404   404   2f    403   200   404   404
studio:named                 | studio named    | GET  in    in    404   404   2f    403   200   404   404
studio:named                 | studio named    | POST in    in    404   404   2f    403   422   404   404
studio:named_condition       | studio named    | GET  in    in    404   404   2f    403   200   404   404
studio:named_condition       | studio named    | POST in    in    404   404   2f    403   422   404   404

# Before a form begins
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
claims:eligibility           | checked form    | GET  200   200   200   200   200   200   200   200   200
claims:eligibility           | checked form    | POST 200   200   200   200   200   200   200   200   200
studio:eligibility           | studio form     | GET  in    in    404   404   2f    403   200   404   404
studio:add_eligibility_question | studio form  | GET  in    in    404   404   2f    403   200   404   404
studio:add_eligibility_question | studio form  | POST in    in    404   404   2f    403   422   404   404
studio:eligibility_words     | studio form     | GET  in    in    404   404   2f    403   200   404   404
studio:eligibility_words     | studio form     | POST in    in    404   404   2f    403   409   404   404
studio:eligibility_question  | studio asked    | GET  in    in    404   404   2f    403   200   404   404
studio:eligibility_question  | studio asked    | POST in    in    404   404   2f    403   422   404   404
studio:remove_eligibility_question | studio asked | GET  in   in    404   404   2f    403   200   404   404
studio:remove_eligibility_question | studio asked | POST in   in    404   404   2f    403   200   404   404

studio:form_settings         | studio form     | GET  in    in    404   404   2f    403   200   404   404
studio:signature             | studio form     | GET  in    in    404   404   2f    403   200   404   404
studio:signature             | studio form     | POST in    in    404   404   2f    403   422   404   404

# Sound and films
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
formspec:medium              | form medium     | GET  200   200   200   200   200   200   200   200   200
studio:media                 |                 | GET  in    in    404   404   2f    403   200   404   404
studio:remove_unused_media   |                 | POST in    in    404   404   2f    403   200   404   404
studio:question_media        | studio question | GET  in    in    404   404   2f    403   200   404   404
studio:add_sound             | studio question | POST in    in    404   404   2f    403   422   404   404
studio:speak                 | studio question | POST in    in    404   404   2f    403   404   404   404
studio:add_film              | studio question | POST in    in    404   404   2f    403   422   404   404
studio:remove_media          | studio question | GET  in    in    404   404   2f    403   404   404   404
studio:remove_media          | studio question | POST in    in    404   404   2f    403   404   404   404

# Translating forms
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
studio:languages             | studio form     | GET  in    in    404   404   2f    403   200   404   404
studio:translations          | studio language | GET  in    in    404   404   2f    403   200   404   404
studio:bring_translations    | studio language | GET  in    in    404   404   2f    403   200   404   404
studio:bring_translations    | studio language | POST in    in    404   404   2f    403   422   404   404
studio:language              | studio language | GET  in    in    404   404   2f    403   200   404   404
studio:language_part         | studio texts    | GET  in    in    404   404   2f    403   200   404   404
studio:language_part         | studio texts    | POST in    in    404   404   2f    403   go    404   404   studio:language

# Publishing forms
# address                    | names           |      none  visit owner other 1fact advis admin forgn oper  leads to
studio:opening               | studio form     | GET  in    in    404   404   2f    403   200   404   404
studio:opening               | studio form     | POST in    in    404   404   2f    403   422   404   404
studio:close                 | studio form     | GET  in    in    404   404   2f    403   200   404   404
studio:close                 | studio form     | POST in    in    404   404   2f    403   422   404   404
studio:publish               | studio form     | GET  in    in    404   404   2f    403   200   404   404
studio:publish               | studio form     | POST in    in    404   404   2f    403   422   404   404
studio:approve               | others draft    | POST in    in    404   404   2f    403   go    404   404   studio:publish
studio:versions              | studio form     | GET  in    in    404   404   2f    403   200   404   404
studio:compare               | studio form     | GET  in    in    404   404   2f    403   200   404   404
studio:restore               | form version    | POST in    in    404   404   2f    403   200   404   404
studio:export_version        | form version    | GET  in    in    404   404   2f    403   200   404   404
studio:pack_version          | form version    | GET  in    in    404   404   2f    403   200   404   404
studio:pack_draft            | studio form     | GET  in    in    404   404   2f    403   200   404   404
studio:export_draft          | studio form     | GET  in    in    404   404   2f    403   200   404   404
studio:try                   | studio form     | GET  in    in    404   404   2f    403   200   404   404
studio:try_beside            | studio form     | GET  in    in    404   404   2f    403   200   404   404
studio:try_check             | studio form     | GET  in    in    404   404   2f    403   200   404   404
studio:try_check             | studio form     | POST in    in    404   404   2f    403   422   404   404
studio:try_again             | studio form     | POST in    in    404   404   2f    403   200   404   404
studio:try_page              | studio page     | GET  in    in    404   404   2f    403   200   404   404
studio:try_page              | studio page     | POST in    in    404   404   2f    403   422   404   404
studio:try_row               | tried row       | GET  in    in    404   404   2f    403   200   404   404
studio:try_row               | tried row       | POST in    in    404   404   2f    403   422   404   404
studio:examples              | studio form     | GET  in    in    404   404   2f    403   200   404   404
studio:remove_example        | studio form     | POST in    in    404   404   2f    403   200   404   404
studio:import                |                 | GET  in    in    404   404   2f    403   200   404   404
studio:import                |                 | POST in    in    404   404   2f    403   422   404   404
studio:publishing_settings   |                 | GET  in    in    404   404   2f    403   200   404   404
studio:publishing_settings   |                 | POST in    in    404   404   2f    403   422   404   404
"""

# What is posted where an empty form would not do.
STUDIO_BODIES = {"studio:remove": ({"remove": "question:housing_situation"}, {})}
