/**
 * Remembers in the browser which people signed in there, so that guesses from elsewhere do not keep them out (OWASP's
 * "device cookies"). It opens nothing: it only says that failures of others do not count here. Signed, and worth
 * nothing once the password is another one.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** People who share a browser. */
const maxPeople = 4
const pattern = /^[\w-]{16}\.[\w-]{43}$/

export interface DeviceAccount {
  email: string
  passwordHash: string | null
}

export class DeviceCookies {
  readonly #secret: string

  /** `secret`: COPYDESK_TOKEN_SECRET, or what was generated in its stead. */
  constructor(secret: string) {
    this.#secret = secret
  }

  /** The id of this device if the account signed in on it before. */
  deviceOf(value: string | undefined, account: DeviceAccount): string | undefined {
    return entriesOf(value)
      .find((entry) => this.#isOf(entry, account))
      ?.split('.')[0]
  }

  /** The value after the account signed in on a device that had `before`. */
  remember(before: string | undefined, account: DeviceAccount): string {
    const others = entriesOf(before).filter((entry) => !this.#isOf(entry, account))
    const id = this.deviceOf(before, account) ?? randomBytes(12).toString('base64url')
    return [`${id}.${this.#sign(id, account)}`, ...others].slice(0, maxPeople).join('~')
  }

  #isOf(entry: string, account: DeviceAccount): boolean {
    const [id = '', signature = ''] = entry.split('.')
    return timingSafeEqual(Buffer.from(signature), Buffer.from(this.#sign(id, account)))
  }

  #sign(id: string, account: DeviceAccount): string {
    const text = ['device', id, account.email, passwordMark(account.passwordHash)].join('\n')
    return createHmac('sha256', this.#secret).update(text).digest('base64url')
  }
}

/** Tells one password from the next without telling anything of it. */
export function passwordMark(passwordHash: string | null): string {
  return passwordHash === null
    ? ''
    : createHash('sha256').update(passwordHash).digest('base64url').slice(0, 16)
}

function entriesOf(value: string | undefined): string[] {
  return (value ?? '').split('~', maxPeople).filter((entry) => pattern.test(entry))
}
