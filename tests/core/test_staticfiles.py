"""Files get hashed names and compressed copies; scripts stay as they were built."""

import json

from django.core.management import call_command

LOOKS_LIKE_A_SOURCE_MAP = 'const worker = "//# sourceMappingURL=missing.js.map";\n'


def test_collects_scripts_untouched_and_styles_hashed(settings, tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    (source / "app.js").write_text(LOOKS_LIKE_A_SOURCE_MAP)
    (source / "logo.svg").write_text("<svg/>")
    (source / "app.css").write_text("body{background:url(logo.svg)}" + "a{color:red}" * 200)
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [source], target
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((target / "staticfiles.json").read_text())["paths"]
    assert (target / names["app.js"]).read_text() == LOOKS_LIKE_A_SOURCE_MAP
    assert names["app.css"] != "app.css"
    assert names["logo.svg"] in (target / names["app.css"]).read_text()
    assert (target / f"{names['app.css']}.gz").exists()
