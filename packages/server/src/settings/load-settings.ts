/**
 * From texts to settings: command line, then environment, then configuration file, then defaults. Reports every
 * fault at once, unknown names included, and changes nothing.
 */
import { resolve } from 'node:path'
import { siteOf } from './base-path.ts'
import { brokerFaults } from './broker.ts'
import { isForThisMachineOnly, isLoopback } from './loopback.ts'
import { mailFaults } from './mail.ts'
import { nearestName } from './nearest-name.ts'
import { definitions, knownNames, type SettingDefinition } from './registry.ts'
import { readSecretFile, readTexts, type SettingText, type TextSources } from './setting-texts.ts'
import { type SettingSource, type Settings, serverRoles } from './settings.ts'
import { type SettingFault, SettingsError } from './settings-error.ts'

export interface LoadSettingsOptions extends TextSources {
  /** Set by flags, by the name of the environment variable; wins over everything else. */
  commandLine?: Readonly<Record<string, string>>
}

/** Throws a SettingsError that lists all faults. */
export function loadSettings({ env, cwd, commandLine = {} }: LoadSettingsOptions): Settings {
  const faults: SettingFault[] = []
  const texts = readTexts({ env, cwd }, faults)
  for (const [name, text] of Object.entries(commandLine)) {
    texts.set(name, { text, source: 'command line', place: 'command line' })
  }
  refuseUnknown(texts, faults)
  const reader = new Reader(texts, cwd, faults)
  const settings: Settings = {
    roles: reader.read(definitions.roles, serverRoles),
    host: reader.read(definitions.host, '127.0.0.1'),
    port: reader.read(definitions.port, 0),
    publicUrl: reader.read(definitions.publicUrl, undefined),
    dataDir: resolve(cwd, reader.read(definitions.dataDir, '')),
    databaseUrl: reader.read(definitions.databaseUrl, undefined),
    databaseListenUrl: reader.read(definitions.databaseListenUrl, undefined),
    databaseConnections: reader.read(definitions.databaseConnections, 2),
    databaseStatementSeconds: reader.read(definitions.databaseStatementSeconds, 3600),
    databaseLockSeconds: reader.read(definitions.databaseLockSeconds, 1),
    broker: reader.read(definitions.broker, undefined),
    failedWorkDays: reader.read(definitions.failedWorkDays, 90),
    deliveryDays: reader.read(definitions.deliveryDays, 90),
    inboxDays: reader.read(definitions.inboxDays, 180),
    trashDays: reader.read(definitions.trashDays, 30),
    websocketsEnabled: reader.read(definitions.websocketsEnabled, true),
    transports: reader.read(definitions.transports, []),
    maxConnections: reader.read(definitions.maxConnections, undefined),
    maxConnectionsPerPerson: reader.read(definitions.maxConnectionsPerPerson, undefined),
    drainSeconds: reader.read(definitions.drainSeconds, 0),
    leaveSeconds: reader.read(definitions.leaveSeconds, 0),
    allowedOrigins: reader.read(definitions.allowedOrigins, []),
    trustProxy: reader.read(definitions.trustProxy, false),
    tokenSecret: reader.read(definitions.tokenSecret, undefined),
    personTokenSecret: reader.read(definitions.personTokenSecret, undefined),
    personTokenPublicKey: reader.read(definitions.personTokenPublicKey, undefined),
    personTokenIssuer: reader.read(definitions.personTokenIssuer, undefined),
    personTokenAudience: reader.read(definitions.personTokenAudience, undefined),
    oidcIssuer: reader.read(definitions.oidcIssuer, undefined),
    oidcClientId: reader.read(definitions.oidcClientId, undefined),
    oidcClientSecret: reader.read(definitions.oidcClientSecret, undefined),
    oidcScopes: reader.read(definitions.oidcScopes, ''),
    oidcGroupsClaim: reader.read(definitions.oidcGroupsClaim, ''),
    oidcRoles: reader.read(definitions.oidcRoles, new Map()),
    oidcGroups: reader.read(definitions.oidcGroups, []),
    oidcDefaultRole: reader.read(definitions.oidcDefaultRole, 'none'),
    oidcLinkByEmail: reader.read(definitions.oidcLinkByEmail, false),
    oidcButton: reader.read(definitions.oidcButton, ''),
    removedNames: reader.read(definitions.removedNames, 'keep'),
    smtpServer: reader.read(definitions.smtpServer, undefined),
    mailFrom: reader.read(definitions.mailFrom, undefined),
    apiKeys: reader.read(definitions.apiKeys, []),
    namespaces: reader.read(definitions.namespaces, []),
    metricsToken: reader.read(definitions.metricsToken, undefined),
    logLevel: reader.read(definitions.logLevel, 'info'),
    demo: reader.read(definitions.demo, false),
    sources: reader.sources,
  }
  if (settings.demo && !isLoopback(settings.host)) {
    faults.push({
      what: `Demo mode is on (COPYDESK_DEMO or --demo) and COPYDESK_HOST is "${settings.host}".`,
      fix: 'Demo people sign in without a password: set COPYDESK_HOST to 127.0.0.1, or leave demo mode off.',
    })
  }
  if (settings.demo && settings.publicUrl && !isForThisMachineOnly({ ...settings, host: '127.0.0.1' })) {
    faults.push({
      what: `Demo mode is on (COPYDESK_DEMO or --demo) and COPYDESK_PUBLIC_URL is "${siteOf(settings)}".`,
      fix: 'Demo people sign in without a password: leave COPYDESK_PUBLIC_URL unset, or demo mode off.',
    })
  }
  if (settings.databaseLockSeconds > settings.databaseStatementSeconds) {
    faults.push({
      what: `COPYDESK_DATABASE_LOCK_SECONDS is ${settings.databaseLockSeconds}, and COPYDESK_DATABASE_STATEMENT_SECONDS ${settings.databaseStatementSeconds}.`,
      fix: 'Waiting for a lock is part of the statement: set the latter to more.',
    })
  }
  if (settings.databaseUrl === undefined && settings.roles.length < serverRoles.length) {
    faults.push({
      what: `COPYDESK_ROLES (or --roles) is ${settings.roles.join()}, and the database is SQLite, which one server has to itself.`,
      fix: 'Set COPYDESK_DATABASE_URL, so that other servers have the other roles, or leave the roles alone.',
    })
  }
  faults.push(...personTokenFaults(settings))
  if ((settings.oidcIssuer === undefined) !== (settings.oidcClientId === undefined)) {
    faults.push({
      what: 'Of COPYDESK_OIDC_ISSUER and COPYDESK_OIDC_CLIENT_ID only one is set.',
      fix: 'Signing in by a provider needs both.',
    })
  }
  faults.push(...mailFaults(settings), ...brokerFaults(settings))
  if (faults.length > 0) throw new SettingsError(faults)
  return settings
}

/** One secret for two kinds of tokens would let one kind pass for the other. */
function personTokenFaults(settings: Settings): SettingFault[] {
  const { personTokenSecret: secret, personTokenPublicKey, personTokenIssuer, personTokenAudience } = settings
  const faults: SettingFault[] = []
  if (secret !== undefined && secret === settings.tokenSecret) {
    faults.push({
      what: 'COPYDESK_PERSON_TOKEN_SECRET and COPYDESK_TOKEN_SECRET are the same.',
      fix: 'Give each a secret of its own; openssl rand -hex 32 makes one.',
    })
  }
  const isChecked = personTokenIssuer !== undefined || personTokenAudience !== undefined
  if (isChecked && secret === undefined && personTokenPublicKey === undefined) {
    faults.push({
      what: 'COPYDESK_PERSON_TOKEN_ISSUER or COPYDESK_PERSON_TOKEN_AUDIENCE is set, and no key for such tokens.',
      fix: 'Set COPYDESK_PERSON_TOKEN_SECRET or COPYDESK_PERSON_TOKEN_PUBLIC_KEY, or unset both.',
    })
  }
  return faults
}

function refuseUnknown(texts: Map<string, SettingText>, faults: SettingFault[]): void {
  const known = knownNames()
  for (const [name, { place }] of texts) {
    if (!known.includes(name)) {
      faults.push({ what: `${name} (${place}) is not a setting.`, fix: insteadOf(name, known) })
    }
  }
}

function insteadOf(name: string, known: readonly string[]): string {
  const inClear = name.replace(/_FILE$/, '')
  if (known.includes(inClear)) return `Set ${inClear}; only secrets can come from a file.`
  const nearest = nearestName(name, known)
  return nearest ? `Did you mean ${nearest}?` : 'Remove it; copydesk config lists every setting.'
}

/** Reads one setting after the other and remembers where each came from. */
class Reader {
  readonly sources: Record<string, SettingSource> = {}
  readonly #texts: Map<string, SettingText>
  readonly #cwd: string
  readonly #faults: SettingFault[]

  constructor(texts: Map<string, SettingText>, cwd: string, faults: SettingFault[]) {
    this.#texts = texts
    this.#cwd = cwd
    this.#faults = faults
  }

  /** The value; `otherwise` when nothing is set or, for a moment, when what is set is a fault. */
  read<Value, Otherwise>(definition: SettingDefinition<Value>, otherwise: Otherwise): Value | Otherwise {
    const set = this.#textOf(definition)
    this.sources[definition.name] = set?.source ?? 'default'
    const text = set?.text ?? definition.default
    if (text === null) return otherwise
    const result = definition.schema.safeParse(text)
    if (result.success) return result.data
    this.#faults.push({
      what: `${definition.name} (${set?.place ?? 'default'}) is ${definition.secret ? 'not usable' : `"${text}"`}.`,
      fix: `It ${result.error.issues[0]?.message ?? 'is not valid'}.`,
    })
    return otherwise
  }

  #textOf({ name, secret }: SettingDefinition): SettingText | undefined {
    const set = this.#texts.get(name)
    const file = secret ? this.#texts.get(`${name}_FILE`) : undefined
    if (!file) return set
    if (set) {
      this.#faults.push({
        what: `${name} (${set.place}) and ${name}_FILE (${file.place}) are both set.`,
        fix: 'Keep one of them.',
      })
      return set
    }
    const text = readSecretFile(`${name}_FILE`, file, this.#cwd, this.#faults)
    return text === undefined ? undefined : { ...file, text }
  }
}
