/**
 * The OpenID Connect provider of the settings: where to send somebody who signs in, and who comes back (authorization
 * code flow with PKCE, state and nonce; OpenID Connect Core, RFC 7636, RFC 9700). Asked for its addresses at the first
 * sign-in and not before, so that the server starts without it. Knows no people.
 */
import * as client from 'openid-client'
import type { Settings } from '../../settings/settings.ts'
import type { OidcAttempt } from './attempts.ts'

/** What the provider says about somebody. */
export interface ProviderClaims {
  issuer: string
  subject: string
  name: string | undefined
  email: string | undefined
  isEmailVerified: boolean
  groups: readonly string[]
  /** False: they are too many to be told, and `groups` are not all. */
  areAllGroups: boolean
}

/** Why nobody came back, in the code of the registry; the message is for the log. */
export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure'
  readonly code: 'provider_unreachable' | 'provider_refused' | 'provider_clock'

  constructor(code: ProviderFailure['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

export type OidcSettings = Pick<
  Settings,
  'oidcIssuer' | 'oidcClientId' | 'oidcClientSecret' | 'oidcScopes' | 'oidcGroupsClaim'
>

/** Clocks of two machines differ by some seconds. */
const clockToleranceSeconds = 30
const timeoutSeconds = 10
/** What the library calls a token that is over, or not valid yet. */
const timestampCheck = 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'

export class Provider {
  readonly #settings: OidcSettings
  readonly #now: () => number
  #configuration: Promise<client.Configuration> | undefined

  /** `now` in milliseconds since 1970. */
  constructor(settings: OidcSettings, now: () => number) {
    this.#settings = settings
    this.#now = now
  }

  /** The address to send the browser to, and what must be remembered until it is back. Rejects with a ProviderFailure. */
  async begin(redirectUri: string): Promise<{ url: URL; checks: Omit<OidcAttempt, 'returnTo'> }> {
    const configuration = await this.#configure()
    const checks = {
      redirectUri,
      state: client.randomState(),
      nonce: client.randomNonce(),
      codeVerifier: client.randomPKCECodeVerifier(),
    }
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: this.#settings.oidcScopes,
      state: checks.state,
      nonce: checks.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(checks.codeVerifier),
      code_challenge_method: 'S256',
    })
    return { url, checks }
  }

  /** Who came back with `query`. Rejects with a ProviderFailure. */
  async finish(query: string, attempt: OidcAttempt): Promise<ProviderClaims> {
    const configuration = await this.#configure()
    try {
      const url = new URL(attempt.redirectUri)
      url.search = query
      const tokens = await client.authorizationCodeGrant(configuration, url, {
        pkceCodeVerifier: attempt.codeVerifier,
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (!claims) throw new ProviderFailure('provider_refused', 'no ID token came')
      this.#requireIssued(claims.iat)
      const { userinfo_endpoint: hasMore } = configuration.serverMetadata()
      const more = hasMore ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub) : {}
      return this.#read({ ...claims, ...more, iss: claims.iss, sub: claims.sub })
    } catch (error) {
      throw failureOf(error)
    }
  }

  /** The library lets a token of the future pass. One of the past may be meant: some providers date them back. */
  #requireIssued(iat: number): void {
    const aheadSeconds = Math.round(iat - this.#now() / 1000)
    if (aheadSeconds > clockToleranceSeconds) {
      throw new ProviderFailure('provider_clock', `the ID token was issued ${aheadSeconds} s from now`)
    }
  }

  #read(claims: Record<string, unknown> & { iss: string; sub: string }): ProviderClaims {
    const claim = this.#settings.oidcGroupsClaim
    const groups = claims[claim]
    const { name, preferred_username: username, email } = claims
    return {
      issuer: claims.iss,
      subject: claims.sub,
      name: [name, username].find((one): one is string => typeof one === 'string' && one !== ''),
      email: typeof email === 'string' ? email : undefined,
      isEmailVerified: claims.email_verified === true,
      groups: (Array.isArray(groups) ? groups : [groups]).filter(
        (one): one is string => typeof one === 'string',
      ),
      areAllGroups: !isElsewhere(claims, claim),
    }
  }

  #configure(): Promise<client.Configuration> {
    if (this.#configuration) return this.#configuration
    const asked = discover(this.#settings)
    this.#configuration = asked
    // A provider that was down is asked again by the next one who signs in.
    asked.catch(() => {
      this.#configuration = undefined
    })
    return asked
  }
}

/** Some providers name the place of a claim that would make the token too large (OpenID Connect Core, 5.6.2). */
function isElsewhere(claims: Record<string, unknown>, claim: string): boolean {
  const { _claim_names: names, hasgroups } = claims
  if (claims[claim] !== undefined) return false
  return hasgroups === true || (typeof names === 'object' && names !== null && Object.hasOwn(names, claim))
}

async function discover(settings: OidcSettings): Promise<client.Configuration> {
  const { oidcIssuer, oidcClientId = '', oidcClientSecret } = settings
  if (!oidcIssuer) throw new ProviderFailure('provider_refused', 'no provider is set up')
  try {
    return await client.discovery(
      oidcIssuer,
      oidcClientId,
      { [client.clockTolerance]: clockToleranceSeconds },
      oidcClientSecret === undefined ? client.None() : client.ClientSecretBasic(oidcClientSecret),
      {
        timeout: timeoutSeconds,
        // Settings take http from this machine alone.
        ...(oidcIssuer.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {}),
      },
    )
  } catch (error) {
    throw new ProviderFailure('provider_unreachable', reasonOf(error), { cause: error })
  }
}

/** What the provider answers on purpose is told apart from no answer; neither repeats a code or token. */
function failureOf(error: unknown): ProviderFailure {
  if (error instanceof ProviderFailure) return error
  if (error instanceof client.ClientError && error.code === timestampCheck) {
    return new ProviderFailure('provider_clock', reasonOf(error.cause))
  }
  const isNetwork = error instanceof TypeError || (error instanceof Error && error.name === 'TimeoutError')
  const isCut = error instanceof client.ClientError && isTransport(error.cause)
  const code = isNetwork || isCut ? 'provider_unreachable' : 'provider_refused'
  return new ProviderFailure(code, reasonOf(error))
}

function isTransport(cause: unknown): boolean {
  return cause instanceof TypeError || (cause instanceof Error && cause.name === 'TimeoutError')
}

function reasonOf(error: unknown): string {
  if (error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError) {
    return `the provider answered "${error.error}"`
  }
  return error instanceof Error ? error.message : String(error)
}
