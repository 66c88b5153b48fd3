# One image for web, workers, beat and migrations; docker-compose.yml gives each its command.

FROM node:22.21.1-bookworm-slim AS frontend
WORKDIR /app/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci
COPY frontend/ ./
RUN npm run build

FROM python:3.11.14-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
       libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-wqy-microhei espeak-ng lame \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --uid 10001 betteroff \
    && install -d -o betteroff -g betteroff /data /scratch
WORKDIR /app
COPY requirements/base.lock requirements/base.lock
RUN pip install --no-cache-dir --require-hashes -r requirements/base.lock
COPY . .
COPY --from=frontend /app/static/dist static/dist
# These commands read settings and speak to no server; nothing of these values stays in the image.
RUN if ls locale/*/LC_MESSAGES/*.po > /dev/null 2>&1; then pybabel -q compile -d locale -D django; fi \
    && SECRET_KEY=build FIELD_KEYS=build:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
       DATABASE_URL=postgresql:///unused REDIS_URL=redis://unused HTTPS=1 VAR_DIR=/tmp/build \
       python manage.py collectstatic --noinput --verbosity 0 \
       --ignore redoc --ignore rest_framework --ignore 'swagger-ui-*.js.map' \
    && SECRET_KEY=build FIELD_KEYS=build:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
       DATABASE_URL=postgresql:///unused REDIS_URL=redis://unused HTTPS=1 VAR_DIR=/tmp/build \
       python manage.py speak_guidance \
    && rm -rf /tmp/build \
    # The container's files cannot be written to.
    && python -m compileall -q .
ENV PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=betteroff.settings VAR_DIR=/data
VOLUME /data
USER betteroff
EXPOSE 8000
CMD ["python", "-m", "uvicorn", "betteroff.asgi:application", "--host", "0.0.0.0", "--port", "8000", "--no-access-log", \
     "--http", "betteroff.serving.connections:Connection", "--no-proxy-headers", \
     "--ws", "websockets-sansio", "--ws-max-size", "16384", "--ws-ping-interval", "20", "--ws-ping-timeout", "20"]
