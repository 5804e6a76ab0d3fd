/**
 * What the errors of PostgreSQL (https://www.postgresql.org/docs/current/errcodes-appendix.html), of the network and of
 * TLS mean to whoever asked, where it is not a bug of ours. Operators get a sentence that tells what to look at.
 */
import { StorageFailure, type StorageFailureCode } from '../storage-failure.ts'

type Fault = readonly [code: StorageFailureCode, remedy?: string]

const url = 'COPYDESK_DATABASE_URL'
const tlsRemedy = `Name the certificate authority with ?sslrootcert=/path/ca.pem in ${url}, and in it the host by the name that the certificate has.`
const startsOrStops = 'PostgreSQL starts or stops: it is tried again.'

/** By SQLSTATE, code of Node.js or code of OpenSSL. */
const faults: Readonly<Record<string, Fault>> = {
  '28P01': [
    'storage_refused',
    `Check the user and the password in ${url}. There @ : / # ? % are written %40 %3A %2F %23 %3F %25.`,
  ],
  '28000': [
    'storage_refused',
    `Check the user in ${url} and pg_hba.conf; add ?sslmode=require where it asks for TLS.`,
  ],
  '3D000': ['storage_refused', `Make the database (createdb NAME), or correct its name in ${url}.`],
  '42501': ['storage_refused', 'Make the user the owner of the database, or grant it all on the schema.'],
  '53300': [
    'storage_busy',
    'Raise max_connections of PostgreSQL, lower COPYDESK_DATABASE_CONNECTIONS, or put PgBouncer in between.',
  ],
  '57P01': ['storage_unreachable', startsOrStops],
  '57P02': ['storage_unreachable', startsOrStops],
  '57P03': ['storage_unreachable', startsOrStops],
  '25006': ['storage_read_only', `${url} leads to a standby or a read-only database: name the primary.`],
  '53100': ['storage_full', 'Free space on the disk of PostgreSQL.'],
  '53200': ['storage_unreachable', 'PostgreSQL has too little memory.'],
  '58030': ['storage_unreachable', 'The disk of PostgreSQL does not work as it should: look into its log.'],
  '40001': ['storage_busy'],
  '40P01': ['storage_busy'],
  '55P03': ['storage_busy', 'Another program keeps rows locked: pg_stat_activity tells which.'],
  '57014': ['storage_busy', 'A statement took too long: pg_stat_activity tells what keeps PostgreSQL busy.'],
  '25P03': ['storage_busy'],
  XX001: ['storage_damaged'],
  XX002: ['storage_damaged'],
  ECONNREFUSED: [
    'storage_unreachable',
    `Nothing listens there. Start PostgreSQL, or correct host and port in ${url}.`,
  ],
  ENOENT: ['storage_unreachable', `There is no socket. Start PostgreSQL, or correct the path in ${url}.`],
  ENOTFOUND: ['storage_unreachable', `Nobody knows this host. Correct it in ${url}.`],
  EAI_AGAIN: ['storage_unreachable', 'The name server does not answer.'],
  EHOSTUNREACH: ['storage_unreachable', 'The network has no way to this host.'],
  ENETUNREACH: ['storage_unreachable', 'The network has no way to this host.'],
  ETIMEDOUT: ['storage_unreachable', 'The host does not answer: look at its firewall.'],
  ECONNRESET: ['storage_unreachable'],
  EPIPE: ['storage_unreachable'],
  SELF_SIGNED_CERT_IN_CHAIN: ['storage_refused', tlsRemedy],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['storage_refused', tlsRemedy],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['storage_refused', tlsRemedy],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['storage_refused', tlsRemedy],
  UNABLE_TO_GET_ISSUER_CERT: ['storage_refused', tlsRemedy],
  ERR_TLS_CERT_ALTNAME_INVALID: ['storage_refused', tlsRemedy],
  CERT_HAS_EXPIRED: ['storage_refused', 'The certificate of PostgreSQL has expired: renew it there.'],
}

/** Errors of `pg` and of PgBouncer that have a text only. */
const texts: readonly (readonly [text: string, fault: Fault])[] = [
  [
    'timeout exceeded when trying to connect',
    [
      'storage_busy',
      'All connections were in use for too long: raise COPYDESK_DATABASE_CONNECTIONS, or look for what is slow in pg_stat_activity.',
    ],
  ],
  ['due to connection timeout', ['storage_unreachable', 'The host does not answer: look at its firewall.']],
  ['Connection terminated', ['storage_unreachable']],
  ['Client has encountered a connection error', ['storage_unreachable']],
  ['is not queryable', ['storage_unreachable']],
  [
    'does not support SSL',
    ['storage_refused', `PostgreSQL has no TLS: write sslmode=disable in ${url}, or switch it on there.`],
  ],
  ['password must be a string', ['storage_refused', `PostgreSQL asks for a password, and ${url} has none.`]],
  ['no such user', ['storage_refused', 'PgBouncer does not know this user or database.']],
  ['no such database', ['storage_refused', 'PgBouncer does not know this user or database.']],
]

/** The failure that an error stands for, with the error as its cause; undefined for anything else. */
export function failureOf(error: unknown): StorageFailure | undefined {
  if (error instanceof StorageFailure) return error
  if (!(error instanceof Error)) return undefined
  // Several addresses of one name were tried in vain.
  if (error instanceof AggregateError && error.errors.length > 0) return failureOf(error.errors[0])
  // Before PostgreSQL looks at codes at all, PgBouncer and `pg` use texts.
  const fault =
    texts.find(([text]) => error.message.includes(text))?.[1] ??
    (Object.hasOwn(faults, codeOf(error)) ? faults[codeOf(error)] : undefined)
  if (!fault) return undefined
  const [code, remedy] = fault
  return new StorageFailure(code, { cause: error, remedy })
}

/** The SQLSTATE or the system's code; empty where there is none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
