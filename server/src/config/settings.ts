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
  /** True when it may also be read from a named file: `GONGDAN_KEY_FILE`, `--key-file`, `key_file`. */
  readonly secret: boolean;
  readonly words: Words;
}

/** All settings. Parsing, `gongdan config`, `.env.example` and docs/config.md use this table. */
export const settings = {
  data: setting('GONGDAN_DATA', folder, './data', {
    zh: '数据文件夹：SQLite 数据库、附件、密钥、锁。',
    en: 'Folder of the data: SQLite database, attachments, key, lock.',
  }),
  databaseUrl: secret('GONGDAN_DATABASE_URL', serviceUrl('postgres', 'postgresql'), null, {
    zh: 'PostgreSQL 的地址；不填则使用数据文件夹里的 SQLite。',
    en: 'Address of a PostgreSQL database; SQLite in the data folder without it.',
  }),
  key: secret('GONGDAN_KEY', key, null, {
    zh: '加密 app_key 与推送密钥的安装密钥。不填则用数据文件夹里的 key 文件（首次启动时生成）；使用 PostgreSQL 时必填。',
    en: 'Encrypts app_keys and push secrets at rest. Without it the file "key" in the data folder, made at the first start; mandatory with PostgreSQL.',
  }),
  host: setting('GONGDAN_HOST', text, '127.0.0.1', {
    zh: '监听的地址；0.0.0.0 表示所有网卡。',
    en: 'Address to listen on; 0.0.0.0 for every interface.',
  }),
  port: setting('GONGDAN_PORT', integer(0, 65_535), '7070', {
    zh: '监听的端口；0 表示任意空闲端口。',
    en: 'Port to listen on; 0 for any free one.',
  }),
  publicUrl: setting('GONGDAN_PUBLIC_URL', webUrl, null, {
    zh: '外部看到的地址，file_url 以它开头；不填则用监听的地址。',
    en: 'Address as seen from outside, which file_url begins with; the address listened on without it.',
  }),
  trustProxy: setting('GONGDAN_TRUST_PROXY', networks, null, {
    zh: '可信的反向代理；只采用它们转发的客户端地址。',
    en: 'Reverse proxies that are believed when they say whom they forward for.',
  }),
  pushAllow: setting('GONGDAN_PUSH_ALLOW', networks, null, {
    zh: '推送可以访问的内网网段；默认拒绝所有内网与本机地址。',
    en: 'Networks that pushes may reach although private; private and loopback addresses are refused otherwise.',
  }),
  filesUrl: secret('GONGDAN_FILES_URL', serviceUrl('s3'), null, {
    zh: '附件的存放处：s3://桶 或 s3://桶/前缀；不填则在数据文件夹里。多个节点时必填。',
    en: 'Where attachments are kept: s3://bucket or s3://bucket/prefix; the data folder without it. Several nodes need it.',
  }),
  s3Endpoint: setting('GONGDAN_S3_ENDPOINT', webUrl, null, {
    zh: 'S3 兼容存储的地址，不含桶名；不填则为 AWS。',
    en: 'Address of the S3-compatible store, without the bucket; that of AWS without it.',
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
    en: 'Largest body of a request, uploads aside.',
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
    en: 'How long a request may take to arrive, uploads too; a body of which less than 32 KiB comes in ten seconds is cut off before.',
  }),
  headersTimeoutMs: setting('GONGDAN_HEADERS_TIMEOUT', duration, '10s', {
    zh: '收完请求头的最长时间。',
    en: 'How long the headers of a request may take to arrive.',
  }),
  keepAliveMs: setting('GONGDAN_KEEP_ALIVE', duration, '65s', {
    zh: '空闲连接保持多久；应长于前面代理的设置。',
    en: 'How long an idle connection is kept; longer than the proxy in front does.',
  }),
  leaveMs: setting('GONGDAN_LEAVE', duration, '0ms', {
    zh: '停机时先在 /readyz 回答 503、但照常服务多久，好让前面的负载均衡先把它摘下。',
    en: 'How long a stopping server goes on serving while /readyz already answers 503, so that a balancer takes it out first.',
  }),
  drainMs: setting('GONGDAN_DRAIN', duration, '20s', {
    zh: '停机时等待进行中的请求完成的最长时间。',
    en: 'How long a stopping server waits for the requests under way.',
  }),
  waitMs: setting('GONGDAN_WAIT', duration, '10s', {
    zh: '请求排队等待处理的最长时间，超出时回答 503。',
    en: 'How long a call may wait for its turn; 503 beyond.',
  }),
  waitMemory: setting('GONGDAN_WAIT_MEMORY', size, '256MiB', {
    zh: '排队等待的请求合计可占用的内存，超出时回答 503。',
    en: 'How much memory calls may hold while they wait, all together; 503 beyond.',
  }),
  readQueue: setting('GONGDAN_READ_QUEUE', integer(1, 100_000), '200', {
    zh: '同时处理的查询请求上限，其余排队等待。',
    en: 'How many reading requests are under way at once; others wait.',
  }),
  listQueue: setting('GONGDAN_LIST_QUEUE', integer(1, 100_000), '200', {
    zh: '同时处理的列表与统计请求上限，其余排队等待。',
    en: 'How many lists and statistics are under way at once; others wait.',
  }),
  writeQueue: setting('GONGDAN_WRITE_QUEUE', integer(1, 100_000), '150', {
    zh: '同时处理的写入请求上限，其余排队等待。',
    en: 'How many writing requests are under way at once; others wait.',
  }),
  uploadQueue: setting('GONGDAN_UPLOAD_QUEUE', integer(1, 10_000), '32', {
    zh: '同时进行的上传上限，单个应用最多占一半，其余排队等待。',
    en: 'How many uploads are under way at once; one app may have half of them. Others wait.',
  }),
  exportQueue: setting('GONGDAN_EXPORT_QUEUE', integer(1, 1000), '8', {
    zh: '同时进行的导出请求上限，其余排队等待。',
    en: 'How many calls for an export are under way at once; others wait.',
  }),
  signInQueue: setting('GONGDAN_SIGN_IN_QUEUE', integer(1, 100_000), '200', {
    zh: '同时处理的获取令牌请求上限，其余排队等待。',
    en: 'How many calls of get_token are under way at once; others wait.',
  }),
  rateLimit: setting('GONGDAN_RATE_LIMIT', integer(6, 10_000_000), null, {
    zh: '每个应用（appid）每分钟的请求上限，各节点合计，超出时回答 429；不填则不限。',
    en: 'How many calls an app (appid) may make in a minute, on all nodes together; 429 beyond, no limit without it.',
  }),
  connections: setting('GONGDAN_CONNECTIONS', integer(10, 1_000_000), '5000', {
    zh: '同时保持的连接上限。超出时，断开连接数最多的地址中空闲最久的一个；没有空闲连接，或者新连接所在地址的连接更多时，直接断开新连接。',
    en: 'How many connections are open at once. Beyond, a new one closes the longest idle one of the address that has most. It is closed itself when none is idle, or its own address has more.',
  }),
  connectionsPerAddress: setting('GONGDAN_CONNECTIONS_PER_ADDRESS', integer(1, 1_000_000), null, {
    zh: '来自同一地址（IPv6 按 /64）的连接上限，超出时直接断开新连接；不填则为 GONGDAN_CONNECTIONS 的一半。可信代理的连接不受此限，改为限制每个客户端地址同时进行的请求数，超出时回答 503。',
    en: 'How many connections one address (of IPv6: one /64) may have; a new one beyond is closed at once. Half of GONGDAN_CONNECTIONS without it. It does not bound the connections of a trusted proxy, but how many calls each client behind it has under way; 503 beyond.',
  }),
  quietHours: setting('GONGDAN_QUIET_HOURS', hours, '2-5', {
    zh: '一天中的空闲时段，按服务器所在时区。抹除过内容的 SQLite 存储在此时段重写，期间写入要等待；超过 1 GiB 的存储由 gongdan compact 重写。',
    en: "Quiet hours of the day, in the server's time zone. A SQLite store is rewritten in them when something was erased, and writes wait meanwhile; one of more than 1 GiB is left to gongdan compact.",
  }),
  logLevel: setting('GONGDAN_LOG_LEVEL', choice('trace', 'debug', 'info', 'warn', 'error', 'silent'), 'info', {
    zh: '日志级别；日志写到标准错误输出。',
    en: 'Level of the log, which goes to standard error.',
  }),
  logRequests: setting('GONGDAN_LOG_REQUESTS', flag, 'true', {
    zh: '是否为每个请求写一行日志。',
    en: 'Whether each request leaves a line in the log.',
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
