/**
 * The cookies that this server gives out (RFC 6265bis), and their names: browsers share cookies between the ports of a
 * host, so the port is in the name, as is the path that the server is below; and where people come by https a prefix
 * keeps other sites and plain http from setting them. Values are base64url, so they need no quoting.
 */
import { basePathOf } from '../../settings/base-path.ts'
import type { Settings } from '../../settings/settings.ts'
import { sessionLengthMs } from './session-token.ts'

/** Of the server at the usual port, and of every server before the port was in the name. */
export const sessionCookieName = 'copydesk_session'
const deviceCookieName = 'copydesk_device'
const usualPort = 4600

/** Browsers keep none for longer. */
const deviceSeconds = 400 * 24 * 60 * 60
/** Below the base path; nothing else needs to know them. */
const devicePath = '/api/v1/session'
const attemptPath = '/api/v1/session/oidc'

export interface CookiesOptions {
  settings: Pick<Settings, 'publicUrl'>
  /** That the server listens on; asked late, because 0 takes any free one. */
  port: () => number
}

export class Cookies {
  readonly #options: CookiesOptions
  readonly #base: string

  constructor(options: CookiesOptions) {
    this.#options = options
    this.#base = basePathOf(options.settings)
  }

  /**
   * Session tokens in a Cookie header; the one under this server's own name first. Below a path the plain name is
   * another server's, at the root of the same host.
   */
  sessionTokens(header: string | undefined): string[] {
    const names = this.#base === '' ? [this.#sessionName, sessionCookieName] : [this.#sessionName]
    return names.flatMap((name) => readCookie(header, name) ?? [])
  }

  /** Whether the header has the token under this server's own name, and not only under the one from before. */
  isCurrent(header: string | undefined, token: string): boolean {
    return readCookie(header, this.#sessionName) === token
  }

  giveSession(token: string): string {
    return this.#serialize(this.#sessionName, token, this.#base || '/', sessionLengthMs / 1000)
  }

  takeSession(): string {
    return this.#serialize(this.#sessionName, '', this.#base || '/', 0)
  }

  device(header: string | undefined): string | undefined {
    return readCookie(header, this.#deviceName)
  }

  giveDevice(value: string): string {
    return this.#serialize(this.#deviceName, value, this.#base + devicePath, deviceSeconds)
  }

  attempt(header: string | undefined): string | undefined {
    return readCookie(header, this.#attemptName)
  }

  /** What a browser brings back from the provider, for so many seconds. */
  giveAttempt(value: string, seconds: number): string {
    return this.#serialize(this.#attemptName, value, this.#base + attemptPath, seconds)
  }

  takeAttempt(): string {
    return this.#serialize(this.#attemptName, '', this.#base + attemptPath, 0)
  }

  get #isSecure(): boolean {
    return this.#options.settings.publicUrl?.protocol === 'https:'
  }

  /** `__Host-` is for `Path=/` alone; below a path `__Secure-` is what is left of it. */
  get #sessionName(): string {
    const prefix = this.#base === '' ? '__Host-' : '__Secure-'
    return `${this.#isSecure ? prefix : ''}${sessionCookieName}${this.#suffix}`
  }

  get #deviceName(): string {
    return `${this.#isSecure ? '__Secure-' : ''}${deviceCookieName}${this.#suffix}`
  }

  get #attemptName(): string {
    return `${this.#isSecure ? '__Secure-' : ''}copydesk_oidc${this.#suffix}`
  }

  /** The port that browsers see, unless it is the usual one, and the base path. */
  get #suffix(): string {
    const { settings, port } = this.#options
    const seen = settings.publicUrl ? settings.publicUrl.port : String(port())
    const portPart = seen === '' || seen === String(usualPort) ? '' : `_${seen}`
    return portPart + this.#base.replaceAll('/', '.')
  }

  #serialize(name: string, value: string, path: string, maxAgeSeconds: number): string {
    const secure = this.#isSecure ? '; Secure' : ''
    return `${name}=${value}; Max-Age=${maxAgeSeconds}; Path=${path}; HttpOnly; SameSite=Lax${secure}`
  }
}

/** The first of several of this name. */
function readCookie(header: string | undefined, name: string): string | undefined {
  const pair = header
    ?.split(';')
    .map((text) => text.trim())
    .find((text) => text.startsWith(`${name}=`))
  return pair?.slice(name.length + 1)
}
