/**
 * The code that lets somebody set up the first administrator: whoever started the server has it. An address proves
 * nothing, because a proxy on the same machine makes everybody look local.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** The same on every server of a database, since any of them may be asked. It is worth nothing once there is anybody. */
export class SetupCode {
  /** 128 bits in base64url. */
  readonly value: string

  /** `secret`: COPYDESK_TOKEN_SECRET, or what was generated in its stead. */
  constructor(secret: string) {
    this.value = createHmac('sha256', secret).update('setup code').digest('base64url').slice(0, 22)
  }

  fits(code: string): boolean {
    return timingSafeEqual(digest(code), digest(this.value))
  }

  /** Opens the set-up page with the code in it, in the fragment, which browsers send to nobody. */
  link(site: string): string {
    return `${site}/#code=${this.value}`
  }
}

/** Of equal length for any two texts, as a comparison in constant time needs. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
