"""Addresses of estimates, hours curves, scenarios and the calculator's settings."""

from django.urls import path

from estimates.views import documents, engines, estimate, hours_curve, new_entitlements, scenarios, schemes

app_name = "estimates"

urlpatterns = [
    path("claims/<uuid:public_id>/estimate/", estimate.estimate, name="estimate"),
    path("claims/<uuid:public_id>/estimate/ask/", estimate.ask_estimate, name="ask_estimate"),
    path("claims/<uuid:public_id>/estimate/news/", new_entitlements.agree_to_alerts, name="agree_to_alerts"),
    path("claims/<uuid:public_id>/estimate/news/stop/", new_entitlements.stop_alerts, name="stop_alerts"),
    path("claims/<uuid:public_id>/estimate/pdf/", documents.estimate_pdf, name="estimate_pdf"),
    path("claims/<uuid:public_id>/estimate/pdf/ask/", documents.ask_estimate_pdf, name="ask_estimate_pdf"),
    path("claims/<uuid:public_id>/estimate/start/<slug:slug>/", estimate.start_from, name="start_from"),
    path("claims/<uuid:public_id>/work/", hours_curve.hours_curve, name="hours_curve"),
    path("claims/<uuid:public_id>/work/ask/", hours_curve.ask_hours_curve, name="ask_hours_curve"),
    path("claims/<uuid:public_id>/compare/", scenarios.scenarios, name="scenarios"),
    path("claims/<uuid:public_id>/compare/ask/", scenarios.ask_comparison, name="ask_comparison"),
    path("claims/<uuid:public_id>/compare/share/", scenarios.share_scenarios, name="share_scenarios"),
    path("claims/<uuid:public_id>/compare/add/<slug:kind>/", scenarios.add_scenario, name="add_scenario"),
    path(
        "claims/<uuid:public_id>/compare/<uuid:scenario_id>/rename/", scenarios.rename_scenario, name="rename_scenario"
    ),
    path(
        "claims/<uuid:public_id>/compare/<uuid:scenario_id>/remove/", scenarios.remove_scenario, name="remove_scenario"
    ),
    path("staff/settings/calculator/", engines.engine_settings, name="engine_settings"),
    path("staff/settings/calculator/try/", engines.try_engine, name="try_engine"),
    path("staff/settings/council-tax/", schemes.scheme_list, name="scheme_list"),
    path("staff/settings/council-tax/<int:tax_year>/edit/", schemes.scheme_edit, name="scheme_edit"),
    path("staff/settings/council-tax/<int:tax_year>/copy/", schemes.scheme_copy, name="scheme_copy"),
    path("staff/settings/council-tax/<int:tax_year>/<int:number>/", schemes.scheme, name="scheme"),
    path(
        "staff/settings/council-tax/<int:tax_year>/<int:number>/effect/",
        schemes.scheme_effect,
        name="scheme_effect",
    ),
    path(
        "staff/settings/council-tax/<int:tax_year>/<int:number>/compare/",
        schemes.scheme_compare,
        name="scheme_compare",
    ),
    path(
        "staff/settings/council-tax/<int:tax_year>/<int:number>/publish/",
        schemes.scheme_publish,
        name="scheme_publish",
    ),
]
