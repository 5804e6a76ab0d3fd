/**
 * A hub that runs alone on a free loopback port, and tokens for it. Its clock can be moved; its timers run only when
 * the test says so.
 */
import { SignJWT } from 'jose'
import { systemEnvironment } from '../../src/index.ts'
import {
  createStandaloneHub,
  type StandaloneConfig,
  type StandaloneOptions,
} from '../../src/standalone/index.ts'
import { FakeEnvironment } from './fake-environment.ts'
import { FakeLog } from './fake-log.ts'
import { ask } from './http-client.ts'

export const tokenSecret = 'a-secret-for-tokens-of-the-tests'
export const apiKey = 'a-key-for-the-tests'

export interface TokenClaims {
  sub?: string
  channel?: string
  info?: object
  exp?: number
  [claim: string]: unknown
}

/** A token as an application signs it. */
export function sign(claims: TokenClaims, secret = tokenSecret, alg = 'HS256'): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret))
}

/** Everything that most tests need; `overrides` replace whole sections. */
export async function startStandalone(
  overrides: StandaloneConfig = {},
  options: Pick<StandaloneOptions, 'otherwise'> = {},
) {
  const log = new FakeLog()
  const timers = new FakeEnvironment()
  let shiftMs = 0
  let passedMs = 0
  const environment = {
    ...systemEnvironment,
    every: timers.every,
    after: timers.after,
    wallTime: () => Date.now() + shiftMs + passedMs,
    monotonic: () => performance.now() + passedMs,
  }
  const config: StandaloneConfig = {
    http_server: { port: 0 },
    client: { token: { hmac_secret_key: tokenSecret } },
    http_api: { key: apiKey },
    ...overrides,
  }
  const standalone = createStandaloneHub(config, { log, environment, ...options })
  const port = await standalone.listen()

  return {
    ...standalone,
    port,
    log,
    timers,
    /** Calls the server API and gives the body of its answer. */
    api: async (method: string, params: object): Promise<Record<string, unknown>> => {
      const headers = { 'x-api-key': apiKey }
      const { body } = await ask(
        port,
        { method: 'POST', path: `/api/${method}`, headers },
        JSON.stringify(params),
      )
      return body
    },
    /** Lets time pass. */
    pass: (ms: number): void => {
      passedMs += ms
    },
    /** Sets the clock, forward or (less than 0) back, as people and time servers do. */
    setClock: (ms: number): void => {
      shiftMs += ms
    },
    /** Seconds since 1970, by the hub's clock. */
    seconds: (): number => Math.floor((Date.now() + shiftMs + passedMs) / 1000),
  }
}

export type TestStandalone = Awaited<ReturnType<typeof startStandalone>>
