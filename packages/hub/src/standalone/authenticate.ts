/** Who connects to a hub that runs alone: whoever a token names, or anonymous clients where the configuration takes them. */
import { TokenVerifier } from '../namespaces/tokens.ts'
import type { AuthenticateResult, HubLog, HubOptions } from '../options.ts'
import type { ReadConfig } from './config-schema.ts'

type ClientConfig = ReadConfig['client']

export interface Verifiers {
  connection: TokenVerifier | null
  subscription: TokenVerifier | null
}

/** One secret for both kinds of tokens, unless subscriptions have one of their own. */
export function verifiersOf(
  { token, subscription_token }: ClientConfig,
  now: () => number,
  log: HubLog | undefined,
): Verifiers {
  const claimIgnored = tellOnce(log)
  const create = ({ hmac_secret_key: secret, audience, issuer }: ClientConfig['token']) =>
    secret === undefined ? null : new TokenVerifier({ secret, audience, issuer, now, claimIgnored })
  const connection = create(token)
  return { connection, subscription: subscription_token.enabled ? create(subscription_token) : connection }
}

/** Once for each claim: an application puts it into every token. */
function tellOnce(log: HubLog | undefined): (claim: string) => void {
  const told = new Set<string>()
  return (claim) => {
    if (told.has(claim)) return
    told.add(claim)
    const instead =
      claim === 'channels' || claim === 'subs'
        ? ': let clients subscribe, or subscribe them by the server API (POST /api/subscribe)'
        : ''
    log?.warn({ claim }, `The claim "${claim}" of tokens does nothing here${instead}.`)
  }
}

export function createAuthenticate(
  { insecure, allow_anonymous_connect_without_token: anonymous }: ClientConfig,
  verifier: TokenVerifier | null,
): HubOptions['authenticate'] {
  return async ({ token, headers, originAllowed }) => {
    // Without cookies a token is all that protects a page's visitors, and an anonymous client has none.
    if (headers.origin !== undefined && !originAllowed) {
      return denied(`pages of ${headers.origin} may not connect: add it to client.allowed_origins`)
    }
    if (insecure) return { ok: true, auth: { user: '' } }
    if (token !== undefined) {
      return verifier?.verifyConnection(token) ?? denied('client.token.hmac_secret_key is not set')
    }
    return anonymous ? { ok: true, auth: { user: '' } } : denied('no token came')
  }
}

function denied(message: string): AuthenticateResult {
  return { ok: false, reason: 'denied', message }
}
