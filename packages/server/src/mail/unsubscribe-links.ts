/**
 * Links by which one click ends mail (RFC 8058): what they end is signed into them, so that they need no session, name
 * nothing else, and work as long as the secret of this installation stands.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Id, isSubscriptionKey, type SubscriptionKey } from '@copydesk/contract'

/** What a link ends: the mail of one thread, or the digest. */
export interface Unsubscribe {
  personId: Id
  what: SubscriptionKey | 'digest'
}

export const unsubscribePath = '/unsubscribe'

/** Made of the secret that signs tokens; no signature of theirs passes for one of these. */
export class UnsubscribeLinks {
  readonly #secret: string

  constructor(secret: string) {
    this.#secret = secret
  }

  /** `site` ends without a slash. */
  linkOf(site: string, { personId, what }: Unsubscribe): string {
    const said = `${personId} ${what}`
    const token = `${Buffer.from(said).toString('base64url')}.${this.#sign(said).toString('base64url')}`
    return `${site}${unsubscribePath}?token=${token}`
  }

  /** Undefined for what was not signed here. */
  read(token: string): Unsubscribe | undefined {
    const [text = '', signature = ''] = token.split('.')
    const said = Buffer.from(text, 'base64url').toString()
    const given = Buffer.from(signature, 'base64url')
    const signed = this.#sign(said)
    if (given.length !== signed.length || !timingSafeEqual(given, signed)) return undefined
    const [personId = '', what = ''] = said.split(' ')
    return what === 'digest' || isSubscriptionKey(what) ? { personId, what } : undefined
  }

  #sign(said: string): Buffer {
    return createHmac('sha256', this.#secret).update(`unsubscribe ${said}`).digest()
  }
}
