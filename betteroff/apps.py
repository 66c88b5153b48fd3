from django.apps import AppConfig


class BetterOffConfig(AppConfig):
    name = "betteroff"

    def ready(self):
        from betteroff import checks  # noqa: F401  # registers: system checks
