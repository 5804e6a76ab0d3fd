/**
 * Every setting there is: name, meaning, default and how its text is read. README's table, `copydesk config` and
 * the check at start all come from this one list.
 */
import { apiKeys } from './api-keys.ts'
import { brokerAddress } from './broker.ts'
import { databaseUrl } from './database-url.ts'
import { developerNamespaces } from './developer-namespaces.ts'
import { mailAddress, smtpServer } from './mail.ts'
import { logLevels, type Settings } from './settings.ts'
import * as values from './values.ts'

export interface SettingDefinition<Value = unknown> {
  /** The environment variable, and the key in the configuration file. */
  name: string
  /** One line for people. */
  meaning: string
  /** What applies when it is not set, as text; null when nothing does. */
  default: string | null
  /** Never printed, and readable from a file named by the variable with `_FILE` appended. */
  secret?: true
  /** Its text is JSON; in the configuration file it is written as it is. */
  json?: true
  schema: values.TextSchema<Value>
}

/** The settings of this version, by their key in `Settings`. */
export const definitions = {
  roles: {
    name: 'COPYDESK_ROLES',
    meaning:
      'parts that this server carries: `web` (pages and API), `hub` (live updates), `jobs` (work in the background); with PostgreSQL each of them may run elsewhere',
    default: 'web,hub,jobs',
    schema: values.roleList,
  },
  host: {
    name: 'COPYDESK_HOST',
    meaning: 'address to listen on; 0.0.0.0 for every network',
    default: '127.0.0.1',
    schema: values.host,
  },
  port: {
    name: 'COPYDESK_PORT',
    meaning: 'port to listen on; 0 takes any free one',
    default: '4600',
    schema: values.port,
  },
  publicUrl: {
    name: 'COPYDESK_PUBLIC_URL',
    meaning:
      'address that people open, when it differs from host and port (behind a proxy, always); with a path, as `https://intranet.example/copydesk/`, everything is below it',
    default: null,
    schema: values.siteUrl,
  },
  dataDir: {
    name: 'COPYDESK_DATA_DIR',
    meaning: 'folder of the database (SQLite) and of generated secrets',
    default: './data',
    schema: values.path,
  },
  databaseUrl: {
    name: 'COPYDESK_DATABASE_URL',
    meaning:
      'PostgreSQL 15 or newer, as `postgres://user:password@host:5432/database`, with `sslmode` and `sslrootcert` as in psql; when not set, SQLite in the data folder',
    default: null,
    secret: true,
    schema: databaseUrl,
  },
  databaseListenUrl: {
    name: 'COPYDESK_DATABASE_LISTEN_URL',
    meaning:
      'the same database past a pooler in transaction mode, by which servers tell each other of changes at once (LISTEN); two connections for each server; when not set, COPYDESK_DATABASE_URL',
    default: null,
    secret: true,
    schema: databaseUrl,
  },
  databaseConnections: {
    name: 'COPYDESK_DATABASE_CONNECTIONS',
    meaning: 'connections to PostgreSQL that the server opens at most, half of them for reads',
    default: '20',
    schema: values.wholeNumber(2, 1000),
  },
  databaseStatementSeconds: {
    name: 'COPYDESK_DATABASE_STATEMENT_SECONDS',
    meaning: 'time that PostgreSQL may take over one statement of a request or of work in the background',
    default: '30',
    schema: values.wholeNumber(1, 3600),
  },
  databaseLockSeconds: {
    name: 'COPYDESK_DATABASE_LOCK_SECONDS',
    meaning:
      'time that such a statement waits for rows that another one keeps locked, or for a connection that is free',
    default: '5',
    schema: values.wholeNumber(1, 3600),
  },
  broker: {
    name: 'COPYDESK_BROKER_URL',
    meaning:
      'Redis or Valkey, as `redis://user:password@host:6379`, or NATS, as `nats://user:password@host:4222,host2:4222` or `nats://token@host:4222`, by which servers of one PostgreSQL database tell each other of changes at once; `rediss://` and `tls://` are the same with TLS, `?prefix=name` lets several installations share it; when not set, PostgreSQL does it',
    default: null,
    secret: true,
    schema: brokerAddress,
  },
  failedWorkDays: {
    name: 'COPYDESK_FAILED_WORK_DAYS',
    meaning:
      'days after which work that failed for good is removed, unless it is tried again or discarded before',
    default: '90',
    schema: values.wholeNumber(1),
  },
  deliveryDays: {
    name: 'COPYDESK_DELIVERY_DAYS',
    meaning: 'days for which administrators can see who was told of what, and what became of mail',
    default: '90',
    schema: values.wholeNumber(1, 3650),
  },
  inboxDays: {
    name: 'COPYDESK_INBOX_DAYS',
    meaning:
      'days after which what somebody read, or archived, leaves their inbox for good; what is unread or snoozed stays',
    default: '180',
    schema: values.wholeNumber(1, 3650),
  },
  trashDays: {
    name: 'COPYDESK_TRASH_DAYS',
    meaning: 'days for which deleted content and projects can be brought back; what is deleted from then on',
    default: '30',
    schema: values.wholeNumber(1, 3650),
  },
  websocketsEnabled: {
    name: 'COPYDESK_WEBSOCKETS_ENABLED',
    meaning:
      'false switches WebSockets off; the next transport serves, or a Refresh button where none is left',
    default: 'true',
    schema: values.boolean,
  },
  transports: {
    name: 'COPYDESK_TRANSPORTS',
    meaning: 'realtime transports that may be used, or none for manual refresh only',
    default: 'websocket,http_stream,sse,poll',
    schema: values.transportList,
  },
  maxConnections: {
    name: 'COPYDESK_MAX_CONNECTIONS',
    meaning: 'realtime connections that the server takes; further ones are told to come back later',
    default: null,
    schema: values.wholeNumber(1),
  },
  maxConnectionsPerPerson: {
    name: 'COPYDESK_MAX_CONNECTIONS_PER_PERSON',
    meaning: 'realtime connections that one person may have, one for each browser',
    default: null,
    schema: values.wholeNumber(1),
  },
  drainSeconds: {
    name: 'COPYDESK_DRAIN_SECONDS',
    meaning:
      'time over which a stopping server ends many realtime connections, so that they do not all come back at once',
    default: '5',
    schema: values.wholeNumber(0),
  },
  leaveSeconds: {
    name: 'COPYDESK_LEAVE_SECONDS',
    meaning:
      'time for which a stopping server, whose `/readyz` says so, still serves, so that a load balancer sees it and sends people elsewhere',
    default: '0',
    schema: values.wholeNumber(0, 600),
  },
  allowedOrigins: {
    name: 'COPYDESK_ALLOWED_ORIGINS',
    meaning:
      'other origins whose pages may use the API and read its answers, separated by commas; the cookie comes along from hosts of the same site only, other sites need person tokens',
    default: '',
    schema: values.origins,
  },
  trustProxy: {
    name: 'COPYDESK_TRUST_PROXY',
    meaning:
      'addresses or ranges of proxies whose X-Forwarded headers count; true trusts the nearest one, whatever its address',
    default: 'false',
    schema: values.proxies,
  },
  tokenSecret: {
    name: 'COPYDESK_TOKEN_SECRET',
    meaning:
      'signs connection tokens; made once when not set: in the data folder, or with PostgreSQL in the database, for every server of it',
    default: null,
    secret: true,
    schema: values.secret(32),
  },
  personTokenSecret: {
    name: 'COPYDESK_PERSON_TOKEN_SECRET',
    meaning: 'secret by which the backend of an embedding application signs tokens for its people (HS256)',
    default: null,
    secret: true,
    schema: values.secret(32),
  },
  personTokenPublicKey: {
    name: 'COPYDESK_PERSON_TOKEN_PUBLIC_KEY',
    meaning: 'Ed25519 public key (PEM) for such tokens, in place of a shared secret (EdDSA)',
    default: null,
    secret: true,
    schema: values.ed25519PublicKey,
  },
  personTokenIssuer: {
    name: 'COPYDESK_PERSON_TOKEN_ISSUER',
    meaning: '`iss` that person tokens must have; any when not set',
    default: null,
    schema: values.text,
  },
  personTokenAudience: {
    name: 'COPYDESK_PERSON_TOKEN_AUDIENCE',
    meaning: '`aud` that person tokens must have; when not set, none or COPYDESK_PUBLIC_URL',
    default: null,
    schema: values.text,
  },
  oidcIssuer: {
    name: 'COPYDESK_OIDC_ISSUER',
    meaning: 'address of the OpenID Connect provider by which people sign in, beside passwords',
    default: null,
    schema: values.issuer,
  },
  oidcClientId: {
    name: 'COPYDESK_OIDC_CLIENT_ID',
    meaning:
      'what the provider calls Copydesk; its redirect address is COPYDESK_PUBLIC_URL with `/api/v1/session/oidc/callback`',
    default: null,
    schema: values.text,
  },
  oidcClientSecret: {
    name: 'COPYDESK_OIDC_CLIENT_SECRET',
    meaning: 'secret that the provider gave; none for a public client',
    default: null,
    secret: true,
    schema: values.text,
  },
  oidcScopes: {
    name: 'COPYDESK_OIDC_SCOPES',
    meaning: 'what the provider is asked to tell, separated by blanks',
    default: 'openid profile email',
    schema: values.text,
  },
  oidcGroupsClaim: {
    name: 'COPYDESK_OIDC_GROUPS_CLAIM',
    meaning: 'claim with the groups of a person',
    default: 'groups',
    schema: values.text,
  },
  oidcRoles: {
    name: 'COPYDESK_OIDC_ROLES',
    meaning:
      'roles of groups, as `group=role` separated by commas; the highest counts, anew at each sign-in; when not set, roles are given here',
    default: '',
    schema: values.groupRoles,
  },
  oidcGroups: {
    name: 'COPYDESK_OIDC_GROUPS',
    meaning:
      'groups of the provider whose people are in groups here, anew at each sign-in, separated by commas: `group=name here`, `prefix*` for all that begin so, each by the rest of its name, or `*` for all; when not set, none',
    default: '',
    schema: values.groupMapping,
  },
  oidcDefaultRole: {
    name: 'COPYDESK_OIDC_DEFAULT_ROLE',
    meaning: 'role of those without a group that has one; none keeps them out',
    default: 'viewer',
    schema: values.roleOrNone,
  },
  oidcLinkByEmail: {
    name: 'COPYDESK_OIDC_LINK_BY_EMAIL',
    meaning:
      'true lets the provider sign in as the person who has the e-mail address here, where it says that the address is verified',
    default: 'false',
    schema: values.boolean,
  },
  oidcButton: {
    name: 'COPYDESK_OIDC_BUTTON',
    meaning: 'what the button on the sign-in page says',
    default: 'Sign in with single sign-on',
    schema: values.text,
  },
  removedNames: {
    name: 'COPYDESK_REMOVED_NAMES',
    meaning:
      'what stands beside the words of people who were removed: keep their name, or hide it; counts for removals from then on',
    default: 'keep',
    schema: values.oneOf(['keep', 'hide']),
  },
  smtpServer: {
    name: 'COPYDESK_SMTP_URL',
    meaning:
      'mail server by which people are told of what waits unread, as `smtp://user:password@mail.example:587`, or `smtps://` for TLS from the start; when not set, no mail is sent, and the profile says so',
    default: null,
    secret: true,
    schema: smtpServer,
  },
  mailFrom: {
    name: 'COPYDESK_MAIL_FROM',
    meaning: 'from whom mail is, as `Copydesk <desk@example.com>`',
    default: null,
    schema: mailAddress,
  },
  apiKeys: {
    name: 'COPYDESK_API_KEYS',
    meaning:
      'keys of the server API (`/api`), as `name:scope+scope:secret` separated by commas; scopes are publish, presence, history, info, manage, and `@namespace+namespace` after them limits the key to these',
    default: '',
    secret: true,
    schema: apiKeys,
  },
  namespaces: {
    name: 'COPYDESK_NAMESPACES',
    meaning: "namespaces of developers' own channels, as a JSON list in the terms of `copydesk hub`",
    default: '[]',
    json: true,
    schema: developerNamespaces,
  },
  metricsToken: {
    name: 'COPYDESK_METRICS_TOKEN',
    meaning:
      'bearer token that /metrics asks for; when not set, only programs of this machine may read it, and only while COPYDESK_HOST and COPYDESK_PUBLIC_URL are loopback',
    default: null,
    secret: true,
    schema: values.secret(16),
  },
  logLevel: {
    name: 'COPYDESK_LOG_LEVEL',
    meaning: `how much is logged: ${logLevels.join(', ')}`,
    default: 'info',
    schema: values.oneOf(logLevels),
  },
  demo: {
    name: 'COPYDESK_DEMO',
    meaning:
      'demo people and demo content, sign-in without a password; only on a loopback address, and for this machine',
    default: 'false',
    schema: values.boolean,
  },
} satisfies { [Key in Exclude<keyof Settings, 'sources'>]: SettingDefinition<NonNullable<Settings[Key]>> }

/** Names the configuration file; from the environment only. */
export const configVariable = 'COPYDESK_CONFIG'
export const defaultConfigFile = 'copydesk.config.json'

/** Every name that may be set, `_FILE` variants of secrets included. */
export function knownNames(): string[] {
  const all: { name: string; secret?: true }[] = Object.values(definitions)
  return [configVariable, ...all.flatMap(({ name, secret }) => (secret ? [name, `${name}_FILE`] : [name]))]
}
