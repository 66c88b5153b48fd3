"""The benchmark's settings, with the channel layer that a team would take: Redis's publish and subscribe."""

from bench.settings import *  # noqa: F403
from bench.settings import REDIS_URL

CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        # Else redis-py closes what is silent for five seconds.
        "CONFIG": {"hosts": [{"address": REDIS_URL, "socket_timeout": None}]},
    }
}
