"""Addresses of the studio."""

from django.urls import path

from studio.eligibility.urls import urlpatterns as eligibility
from studio.languages.urls import urlpatterns as languages
from studio.media.urls import urlpatterns as media
from studio.opening.urls import urlpatterns as opening
from studio.publishing.urls import urlpatterns as publishing
from studio.trying.urls import urlpatterns as trying
from studio.views import bank, conditions, listing, map, named, parts, questions, removing, signature

app_name = "studio"

FORM = "staff/studio/<slug:slug>/"
QUESTION = f"{FORM}questions/<slug:key>/"
OPTION = f"{QUESTION}choices/<slug:value>/"

urlpatterns = [
    path("staff/studio/", listing.forms, name="forms"),
    path("staff/studio/new/", listing.start, name="start"),
    *media,
    *publishing,
    *opening,
    *languages,
    *trying,
    *eligibility,
    path(FORM, map.form_map, name="map"),
    path(f"{FORM}begin/", listing.begin, name="begin"),
    path(f"{FORM}move/", map.move, name="move"),
    path(f"{FORM}undo/", map.undo, name="undo"),
    path(f"{FORM}delete/", map.delete, name="delete"),
    path(f"{FORM}remove/", removing.remove, name="remove"),
    path(f"{FORM}words/", parts.words, name="words"),
    path(f"{FORM}signature/", signature.partner_signature, name="signature"),
    path(f"{FORM}add-section/", parts.add_section, name="add_section"),
    path(f"{FORM}sections/<slug:key>/", parts.section, name="section"),
    path(f"{FORM}sections/<slug:key>/add-page/", parts.add_page, name="add_page"),
    path(f"{FORM}pages/<slug:key>/", parts.page, name="page"),
    path(f"{FORM}pages/<slug:key>/add/", questions.add_question, name="add_question"),
    path(f"{FORM}pages/<slug:key>/bank/", bank.from_bank, name="bank"),
    path(QUESTION, questions.question, name="question"),
    path(f"{QUESTION}type/", questions.question_type, name="question_type"),
    path(f"{QUESTION}add/", questions.add_field, name="add_field"),
    path(f"{QUESTION}name-condition/", named.name_condition, name="name_condition"),
    path(f"{QUESTION}choices/", questions.add_option, name="add_option"),
    path(OPTION, questions.option, name="option"),
    path(f"{OPTION}condition/", conditions.option_condition, name="option_condition"),
    path(f"{FORM}condition/<slug:on>/<slug:key>/", conditions.condition, name="condition"),
    path(f"{FORM}conditions/", named.named_list, name="named_list"),
    path(f"{FORM}conditions/<slug:key>/", named.named, name="named"),
    path(f"{FORM}conditions/<slug:key>/when/", conditions.named_condition, name="named_condition"),
]
