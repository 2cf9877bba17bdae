import type { Words } from '@gongdan/contract';
import {
  choice,
  duration,
  flag,
  folder,
  hours,
  integer,
  type Kind,
  key,
  networks,
  password,
  serviceUrl,
  size,
  text,
  webUrl,
} from './setting-kinds.ts';

/** One setting of the installation. `GONGDAN_PUBLIC_URL` is `--public-url` as a flag and `public_url` in the file. */
export interface Setting<Value = unknown, Fallback extends string | null = string | null> {
  readonly variable: `GONGDAN_${string}`;
  readonly kind: Kind<Value>;
  /** The default as text; null when there is none. */
  readonly fallback: Fallback;
  /** True when a file may hold the value. For `GONGDAN_KEY`, `GONGDAN_KEY_FILE`, `--key-file` or `key_file` names this file. */
  readonly secret: boolean;
  readonly words: Words;
}

/** All settings. Parsing, `gongdan config`, `.env.example` and docs/config.md use this table. */
export const settings = {
  data: setting('GONGDAN_DATA', folder, './data', {
    zh: '数据文件夹：SQLite 数据库、附件、密钥、锁。',
    en: 'The data folder: SQLite database, attachments, key, lock.',
  }),
  databaseUrl: secret('GONGDAN_DATABASE_URL', serviceUrl('postgres', 'postgresql'), null, {
    zh: 'PostgreSQL 的地址；不填则使用数据文件夹里的 SQLite。',
    en: 'Address of a PostgreSQL database. By default SQLite in the data folder is used.',
  }),
  key: secret('GONGDAN_KEY', key, null, {
    zh: '加密 app_key 与推送密钥的安装密钥。不填则用数据文件夹里的 key 文件（首次启动时生成）；使用 PostgreSQL 时必填。',
    en: 'The key that encrypts app_keys and push secrets at rest. By default the file "key" in the data folder, created at the first start. Mandatory with PostgreSQL.',
  }),
  host: setting('GONGDAN_HOST', text, '127.0.0.1', {
    zh: '监听的地址；0.0.0.0 表示所有网卡。',
    en: 'Address to listen on; 0.0.0.0 for every interface.',
  }),
  port: setting('GONGDAN_PORT', integer(0, 65_535), '7070', {
    zh: '监听的端口；0 表示任意空闲端口。',
    en: 'Port to listen on; 0 for any free port.',
  }),
  publicUrl: setting('GONGDAN_PUBLIC_URL', webUrl, null, {
    zh: '外部看到的地址，file_url 以它开头；不填则用监听的地址。',
    en: 'The public address, with which file_url begins. By default the address that the server listens on.',
  }),
  trustProxy: setting('GONGDAN_TRUST_PROXY', networks, null, {
    zh: '可信的反向代理；只采用它们转发的客户端地址。',
    en: 'Trusted reverse proxies; only the client addresses that these forward are used.',
  }),
  pushAllow: setting('GONGDAN_PUSH_ALLOW', networks, null, {
    zh: '推送可以访问的内网网段；默认拒绝所有内网与本机地址。',
    en: 'Private networks that pushes may reach. By default pushes to private and loopback addresses are refused.',
  }),
  filesUrl: secret('GONGDAN_FILES_URL', serviceUrl('s3'), null, {
    zh: '附件的存放处：s3://桶 或 s3://桶/前缀；不填则在数据文件夹里。多个节点时必填。',
    en: 'Where attachments are stored: s3://bucket or s3://bucket/prefix. By default the data folder. Mandatory for several nodes.',
  }),
  s3Endpoint: setting('GONGDAN_S3_ENDPOINT', webUrl, null, {
    zh: 'S3 兼容存储的地址，不含桶名；不填则为 AWS。',
    en: 'Address of the S3-compatible store, without the bucket. By default AWS.',
  }),
  s3Region: setting('GONGDAN_S3_REGION', text, 'us-east-1', {
    zh: 'S3 的区域。',
    en: 'Region of the S3 store.',
  }),
  s3AccessKey: secret('GONGDAN_S3_ACCESS_KEY', text, null, {
    zh: 'S3 的访问密钥编号。',
    en: 'Id of the access key of the S3 store.',
  }),
  s3SecretKey: secret('GONGDAN_S3_SECRET_KEY', password, null, {
    zh: 'S3 的访问密钥。',
    en: 'Secret of the access key of the S3 store.',
  }),
  tokenSkewMs: setting('GONGDAN_TOKEN_SKEW', duration, '15m', {
    zh: '获取令牌时 create_time 允许与本机时钟相差多少。',
    en: "How far the create_time of get_token may be from this machine's clock.",
  }),
  bodyLimit: setting('GONGDAN_BODY_LIMIT', size, '1MiB', {
    zh: '请求正文的上限（上传文件除外）。',
    en: 'Largest body of a request, except uploads.',
  }),
  uploadLimit: setting('GONGDAN_UPLOAD_LIMIT', size, '20MiB', {
    zh: '单个上传文件的上限。',
    en: 'Largest file that can be uploaded.',
  }),
  uploadNameLimit: setting('GONGDAN_UPLOAD_NAME_LIMIT', integer(1, 255), '255', {
    zh: '上传文件名的最大长度（字符）。',
    en: 'Longest name of an uploaded file, in characters.',
  }),
  requestTimeoutMs: setting('GONGDAN_REQUEST_TIMEOUT', duration, '10m', {
    zh: '收完一个请求（包括上传）的最长时间；正文每十秒至少须到 32 KiB，否则提前断开。',
    en: 'How long a request, also an upload, may take to arrive. A body that brings less than 32 KiB in ten seconds is cut off earlier.',
  }),
  headersTimeoutMs: setting('GONGDAN_HEADERS_TIMEOUT', duration, '10s', {
    zh: '收完请求头的最长时间。',
    en: 'How long the headers of a request may take to arrive.',
  }),
  keepAliveMs: setting('GONGDAN_KEEP_ALIVE', duration, '65s', {
    zh: '空闲连接保持多久；应长于前面代理的设置。',
    en: 'How long an idle connection is kept open. Set it longer than in the proxy in front.',
  }),
  leaveMs: setting('GONGDAN_LEAVE', duration, '0ms', {
    zh: '停机时先在 /readyz 回答 503、但照常服务多久，好让前面的负载均衡先把它摘下。',
    en: 'How long a stopping server still serves while /readyz already answers 503, so that a balancer first stops using it.',
  }),
  drainMs: setting('GONGDAN_DRAIN', duration, '20s', {
    zh: '停机时等待进行中的请求完成的最长时间。',
    en: 'How long a stopping server waits for the requests under way.',
  }),
  waitMs: setting('GONGDAN_WAIT', duration, '10s', {
    zh: '请求排队等待处理的最长时间，超出时回答 503。',
    en: 'How long a call may wait in a queue before it is answered 503.',
  }),
  waitMemory: setting('GONGDAN_WAIT_MEMORY', size, '256MiB', {
    zh: '排队等待的请求合计可占用的内存，超出时回答 503。',
    en: 'How much memory all waiting calls together may hold; further calls are answered 503.',
  }),
  readQueue: setting('GONGDAN_READ_QUEUE', integer(1, 100_000), '200', {
    zh: '同时处理的查询请求上限，其余排队等待。',
    en: 'How many reads run at once; others wait.',
  }),
  listQueue: setting('GONGDAN_LIST_QUEUE', integer(1, 100_000), '200', {
    zh: '同时处理的列表与统计请求上限，其余排队等待。',
    en: 'How many requests for lists and statistics run at once; others wait.',
  }),
  writeQueue: setting('GONGDAN_WRITE_QUEUE', integer(1, 100_000), '150', {
    zh: '同时处理的写入请求上限，其余排队等待。',
    en: 'How many writes run at once; others wait.',
  }),
  uploadQueue: setting('GONGDAN_UPLOAD_QUEUE', integer(1, 10_000), '32', {
    zh: '同时进行的上传上限，单个应用最多占一半，其余排队等待。',
    en: 'How many uploads run at once, at most half of them for one app; others wait.',
  }),
  exportQueue: setting('GONGDAN_EXPORT_QUEUE', integer(1, 1000), '8', {
    zh: '同时进行的导出请求上限，其余排队等待。',
    en: 'How many export calls run at once; others wait.',
  }),
  signInQueue: setting('GONGDAN_SIGN_IN_QUEUE', integer(1, 100_000), '200', {
    zh: '同时处理的获取令牌请求上限，其余排队等待。',
    en: 'How many get_token calls run at once; others wait.',
  }),
  rateLimit: setting('GONGDAN_RATE_LIMIT', integer(6, 10_000_000), null, {
    zh: '每个应用（appid）每分钟的请求上限，各节点合计，超出时回答 429；不填则不限。',
    en: 'How many calls an app (appid) may make in a minute, on all nodes together; further calls are answered 429. By default there is no limit.',
  }),
  connections: setting('GONGDAN_CONNECTIONS', integer(10, 1_000_000), '5000', {
    zh: '同时保持的连接上限。超出时，断开连接数最多的地址中空闲最久的一个；没有空闲连接，或者新连接所在地址的连接更多时，直接断开新连接。',
    en: 'How many connections may be open at once. Beyond that, a new connection closes the longest idle one of the address with the most connections. The new one is closed itself if none is idle or if its own address has more.',
  }),
  connectionsPerAddress: setting('GONGDAN_CONNECTIONS_PER_ADDRESS', integer(1, 1_000_000), null, {
    zh: '来自同一地址（IPv6 按 /64）的连接上限，超出时直接断开新连接；不填则为 GONGDAN_CONNECTIONS 的一半。可信代理的连接不受此限，改为限制每个客户端地址同时进行的请求数，超出时回答 503。',
    en: 'How many connections one address (for IPv6, one /64) may have; further ones are closed at once. By default half of GONGDAN_CONNECTIONS. For a trusted proxy it limits not the connections but the concurrent calls of each client address behind it; further calls are answered 503.',
  }),
  quietHours: setting('GONGDAN_QUIET_HOURS', hours, '2-5', {
    zh: '一天中的空闲时段，按服务器所在时区。抹除过内容的 SQLite 存储在此时段整理，期间写入要等待；超过 1 GiB 的存储只由 gongdan compact 整理。',
    en: "Quiet hours of the day, in the server's time zone. A SQLite store with erased contents is compacted in them, and writes wait meanwhile. A store of more than 1 GiB is compacted only by gongdan compact.",
  }),
  logLevel: setting('GONGDAN_LOG_LEVEL', choice('trace', 'debug', 'info', 'warn', 'error', 'silent'), 'info', {
    zh: '日志级别；日志写到标准错误输出。',
    en: 'Level of the log, which is written to standard error.',
  }),
  logRequests: setting('GONGDAN_LOG_REQUESTS', flag, 'true', {
    zh: '是否为每个请求写一行日志。',
    en: 'Whether each request is logged with a line.',
  }),
};

function setting<Value, const Fallback extends string | null>(
  variable: Setting['variable'],
  kind: Kind<Value>,
  fallback: Fallback,
  words: Words,
): Setting<Value, Fallback> {
  return { variable, kind, fallback, secret: false, words };
}

function secret<Value, const Fallback extends string | null>(
  variable: Setting['variable'],
  kind: Kind<Value>,
  fallback: Fallback,
  words: Words,
): Setting<Value, Fallback> {
  return { variable, kind, fallback, secret: true, words };
}
