/** Every setting after validation, and where its value came from. Reading and checking is in `load-settings.ts`. */
import type { KeyObject } from 'node:crypto'
import type { Role, Transport } from '@copydesk/contract'
import type { Namespace } from '@copydesk/hub/namespaces'
import type { ApiKey } from '@copydesk/hub/server-api'
import type { BrokerAddress } from './broker.ts'
import type { GroupMapping } from './group-mapping.ts'
import type { MailAddress, SmtpServer } from './mail.ts'

export type SettingSource = 'default' | 'environment' | 'file' | 'command line'

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** The parts that a server consists of. */
export const serverRoles = ['web', 'hub', 'jobs'] as const
export type ServerRole = (typeof serverRoles)[number]

export interface Settings {
  /** What this process does of it all. */
  roles: readonly ServerRole[]
  host: string
  port: number
  /** The address people open, when it differs from host and port; `base-path.ts` reads its path. */
  publicUrl: URL | undefined
  dataDir: string
  /** Of PostgreSQL; undefined: SQLite in the data folder. */
  databaseUrl: string | undefined
  /** Of the same database, where LISTEN works; undefined: by `databaseUrl`. */
  databaseListenUrl: string | undefined
  /** To PostgreSQL, at most. */
  databaseConnections: number
  databaseStatementSeconds: number
  databaseLockSeconds: number
  /** Undefined: PostgreSQL itself, or nothing with SQLite. */
  broker: BrokerAddress | undefined
  failedWorkDays: number
  /** For how long it is kept who was told of what. */
  deliveryDays: number
  /** For how long inboxes hold what was read or archived. */
  inboxDays: number
  /** For how long what is deleted can be brought back. */
  trashDays: number
  websocketsEnabled: boolean
  /** As set; whether WebSockets are switched off on top is `websocketsEnabled`. */
  transports: readonly Transport[]
  /** Undefined: as many as the machine carries. */
  maxConnections: number | undefined
  maxConnectionsPerPerson: number | undefined
  /** Over what time many realtime connections are ended at a stop. */
  drainSeconds: number
  /** For how long a server that was told to stop goes on as if it was not, but for saying so. */
  leaveSeconds: number
  allowedOrigins: readonly string[]
  /** Addresses or CIDR ranges of proxies whose forwarded headers count; true trusts any. */
  trustProxy: boolean | readonly string[]
  tokenSecret: string | undefined
  /** What an embedding application signs the tokens of its people with: HS256. */
  personTokenSecret: string | undefined
  /** As above: Ed25519. */
  personTokenPublicKey: KeyObject | undefined
  personTokenIssuer: string | undefined
  personTokenAudience: string | undefined
  /** The OpenID Connect provider by whom people sign in. */
  oidcIssuer: URL | undefined
  oidcClientId: string | undefined
  oidcClientSecret: string | undefined
  oidcScopes: string
  oidcGroupsClaim: string
  /** The role of each group; empty: the provider decides no roles. */
  oidcRoles: ReadonlyMap<string, Role>
  /** Groups of the provider that are groups here; empty: the provider decides no groups. */
  oidcGroups: GroupMapping
  /** Of those whom no group gives one; `none` keeps them out. */
  oidcDefaultRole: Role | 'none'
  /** Whether a verified e-mail address at the provider is the person who has it here. */
  oidcLinkByEmail: boolean
  oidcButton: string
  /** Whether people who were removed keep their name beside what they wrote. */
  removedNames: 'keep' | 'hide'
  /** Undefined: no mail is sent. */
  smtpServer: SmtpServer | undefined
  mailFrom: MailAddress | undefined
  /** Of the server API. */
  apiKeys: readonly ApiKey[]
  /** Of developers' own channels, beside the product's. */
  namespaces: readonly Namespace[]
  metricsToken: string | undefined
  logLevel: LogLevel
  demo: boolean
  /** Where each value came from, by the name of its environment variable. */
  sources: Readonly<Record<string, SettingSource>>
}
