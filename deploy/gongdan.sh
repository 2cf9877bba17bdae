#!/bin/sh
# Runs a command of gongdan as the server's user, with the server's settings. Save it as /usr/local/bin/gongdan.
# 以服务的运行用户身份、用服务的配置执行 gongdan 命令。保存为 /usr/local/bin/gongdan。
if [ "$(id -un)" != gongdan ]; then
  if [ "$(id -u)" = 0 ]; then exec runuser -u gongdan -- "$0" "$@"; fi
  exec sudo -u gongdan -- "$0" "$@"
fi
export GONGDAN_DATA=/var/lib/gongdan
if [ -r /etc/gongdan.env ]; then
  while IFS= read -r line; do
    case $line in GONGDAN_*=*) export "$line" ;; esac
  done </etc/gongdan.env
fi
export PATH="/opt/gongdan/node_modules/.bin:$PATH"
exec /opt/gongdan/node_modules/.bin/gongdan "$@"
