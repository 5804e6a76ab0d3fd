/**
 * Keys of a configuration for Centrifugo that are not understood here and may not simply be left out: without them more
 * people could do more than whoever wrote them meant. Each says how to go on.
 */
import type { Path } from './value-at.ts'

interface Refused {
  /** The last part of the path and what stands before it, as in a configuration of today; `*` is any one part. */
  path: string
  /** What it did, and what to do in its place. */
  because: string
  /** The value that says no more than its absence. */
  harmless?: (value: unknown) => boolean
}

const isOff = (value: unknown): boolean =>
  value === false || value === 0 || value === '' || value === null || value === undefined
const isTlsOff = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && 'enabled' in value
    ? isOff(value.enabled)
    : isOff(value)
const is = (text: string) => (value: unknown) => value === text

const internal =
  'keeps the server API, metrics and health away from the port that clients reach, and here there is one port: let a proxy pass ' +
  'only /connection, /emulation and /events on to clients, or set http_api.disabled, then remove this key.'
const tls =
  'encrypts connections, and this hub speaks plain HTTP: let a proxy in front of it end TLS, then remove this key.'
const narrows = (what: string) =>
  `says whose tokens count, and here only an exact ${what} does: set client.token.${what} in its place.`
const renames = (what: string) =>
  `changes ${what} in the names of channels, which is fixed here: channels would be open that are closed. Rename them, then remove this key.`

const proxied =
  'has a backend of yours decide, and here nobody would be asked: sign subscription tokens, or publish by the server API, then remove this key.'

const refused: readonly Refused[] = [
  ...['subscribe_proxy_enabled', 'publish_proxy_enabled', 'proxy_subscribe', 'proxy_publish'].flatMap(
    (name) =>
      ['channel.namespaces.*', 'channel.without_namespace'].map((section) => ({
        path: `${section}.${name}`,
        because: proxied,
      })),
  ),
  ...['internal_port', 'internal_address'].flatMap((name) => [
    { path: name, because: internal },
    { path: `http_server.${name}`, because: internal },
  ]),
  ...['internal_tls', 'http_server.internal_tls'].map((path) => ({ path, because: tls, harmless: isTlsOff })),
  ...['tls', 'http_server.tls', 'tls_cert', 'tls_key', 'tls_autocert', 'tls_external'].map((path) => ({
    path,
    because: tls,
    harmless: isTlsOff,
  })),
  ...['tls_autocert', 'tls_external'].map((name) => ({
    path: `http_server.${name}`,
    because: tls,
    harmless: isTlsOff,
  })),
  ...['client.token', 'client.subscription_token'].flatMap((section) => [
    { path: `${section}.audience_regex`, because: narrows('audience') },
    { path: `${section}.issuer_regex`, because: narrows('issuer') },
    {
      path: `${section}.user_id_claim`,
      because:
        'says which claim names the user, and here that is always "sub": issue tokens with it, then remove this key.',
      harmless: is('sub'),
    },
  ]),
  { path: 'token_audience_regex', because: narrows('audience') },
  { path: 'token_issuer_regex', because: narrows('issuer') },
  {
    path: 'client.disallow_anonymous_connection_tokens',
    because:
      'turns away tokens without a user, and here they are anonymous: issue none, then remove this key.',
  },
  ...['channel.private_prefix', 'channel_private_prefix'].map((path) => ({
    path,
    because: renames('the sign of private channels ($)'),
    harmless: is('$'),
  })),
  ...['channel.user_boundary', 'channel_user_boundary'].map((path) => ({
    path,
    because: renames('the sign before users (#)'),
    harmless: is('#'),
  })),
  ...['channel.user_separator', 'channel_user_separator'].map((path) => ({
    path,
    because: renames('the sign between users (,)'),
    harmless: is(','),
  })),
  ...['channel.namespace_boundary', 'channel_namespace_boundary'].map((path) => ({
    path,
    because: renames('the sign after a namespace (:)'),
    harmless: is(':'),
  })),
  ...['channel.without_namespace.channel_regex', 'channel.namespaces.*.channel_regex', 'channel_regex'].map(
    (path) => ({
      path,
      because:
        'limits which channels there are, and here a namespace has all: take care of it where you sign tokens, then remove this key.',
    }),
  ),
]

/** Why this key is refused with this value; undefined when it may be left out with a word. */
export function whyRefused(path: Path, value: unknown): string | undefined {
  const known = refused.find(({ path: pattern }) => matches(pattern.split('.'), path))
  return known === undefined || (known.harmless ?? isOff)(value) ? undefined : known.because
}

function matches(pattern: readonly string[], path: Path): boolean {
  return (
    pattern.length === path.length &&
    pattern.every((part, index) => part === '*' || part === String(path[index]))
  )
}
