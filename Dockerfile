# One image for every process of Trueline; docker-compose.yml chooses the command.
FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml constraints.txt README.md ./
COPY domain domain
COPY ledger ledger
COPY projections projections
COPY integrations integrations
COPY workers workers
COPY api api
COPY trueline trueline
RUN python -m venv /opt/trueline && /opt/trueline/bin/pip install --no-cache-dir -c constraints.txt .

FROM python:3.13-slim
RUN useradd --uid 10001 --create-home --home-dir /var/lib/trueline trueline
COPY --from=build /opt/trueline /opt/trueline
ENV PATH=/opt/trueline/bin:$PATH PYTHONUNBUFFERED=1
USER 10001:10001
WORKDIR /var/lib/trueline
EXPOSE 8765
ENTRYPOINT ["trueline"]
CMD ["serve"]
