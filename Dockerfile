FROM node:24-slim AS packages
WORKDIR /postern
COPY package.json package-lock.json .npmrc ./
# The image leaves out what production on PostgreSQL cannot use: the embedded database, the query compilers for other databases and
# for other runtimes, and source maps.
RUN npm ci --omit=dev && \
    rm -r node_modules/@electric-sql node_modules/pglite-prisma-adapter && \
    find node_modules/@prisma/client/runtime -name 'query_compiler_*' ! -name 'query_compiler_small_bg.postgresql.*' -delete && \
    find node_modules -name '*.map' -delete

FROM node:24-slim
WORKDIR /postern
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
# Linux lets no other process of a user look into one whose binary that user cannot read: the readers of files not into the gateway.
RUN chmod 711 /usr/local/bin/node && mkdir -p /data/files && chown -R 1000:1000 /data
COPY --from=packages /postern/node_modules ./node_modules
COPY package.json ./
COPY prisma/migrations ./prisma/migrations
COPY src ./src
# The user `node` of the base image, as a number: Kubernetes checks with it that the user is not root.
USER 1000:1000
VOLUME /data
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 4000}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/start.js"]
