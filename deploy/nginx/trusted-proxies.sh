#!/bin/sh
# Run by the nginx image before nginx: TRUSTED_PROXIES (networks, comma-separated, or "none") as nginx reads it.
set -eu
: "${TRUSTED_PROXIES:?networks of your load balancers, or none}"
folder="${TRUSTED_PROXIES_FOLDER:-/tmp}"
: > "$folder/trusted-proxies.conf"
: > "$folder/trusted-proxies.geo"
for network in $(printf '%s' "$TRUSTED_PROXIES" | tr ',' ' '); do
    if [ "$network" = none ]; then
        continue
    fi
    case "$network" in
        *[!0-9a-fA-F.:/]*) echo "TRUSTED_PROXIES: $network is no network." >&2; exit 1 ;;
    esac
    echo "set_real_ip_from $network;" >> "$folder/trusted-proxies.conf"
    echo "$network 1;" >> "$folder/trusted-proxies.geo"
done
