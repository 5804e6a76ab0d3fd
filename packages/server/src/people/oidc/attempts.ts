/**
 * What a browser must bring back from the provider, sealed into a cookie of its own (JWE, RFC 7516): only who began to
 * sign in can finish it (RFC 9700, section 4.7). `SameSite=Lax`, since the way back begins at another site.
 */
import { createHash } from 'node:crypto'
import { EncryptJWT, jwtDecrypt } from 'jose'

export interface OidcAttempt {
  state: string
  nonce: string
  codeVerifier: string
  redirectUri: string
  /** Where in the app the person was. */
  returnTo: string
}

/** Long enough to find a second factor. */
export const attemptSeconds = 15 * 60

export class OidcAttempts {
  readonly #key: Uint8Array
  readonly #now: () => number

  /** `secret`: COPYDESK_TOKEN_SECRET, or what was generated in its stead. `now` in milliseconds since 1970. */
  constructor(secret: string, now: () => number) {
    this.#key = createHash('sha256').update(`oidc attempt\n${secret}`).digest()
    this.#now = now
  }

  seal(attempt: OidcAttempt): Promise<string> {
    return new EncryptJWT({ ...attempt })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setExpirationTime(Math.floor(this.#now() / 1000) + attemptSeconds)
      .encrypt(this.#key)
  }

  /** Undefined for what was not sealed here, or has expired. */
  async open(value: string | undefined): Promise<OidcAttempt | undefined> {
    if (value === undefined) return undefined
    try {
      const { payload } = await jwtDecrypt(value, this.#key, {
        currentDate: new Date(this.#now()),
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      })
      return payload as unknown as OidcAttempt
    } catch {
      return undefined
    }
  }
}
