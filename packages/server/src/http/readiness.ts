/**
 * Whether the server can do its work, told by checks that its parts bring along. What another server could do no better
 * only warns: a load balancer that took every server away for it would make an outage of it.
 */
import { errors, type HealthCheck, type HealthChecks } from '@copydesk/contract'
import type { Services } from '../services.ts'
import { StorageFailure } from '../storage/storage-failure.ts'

/** What one part of the server looks at. */
export interface HealthSource {
  /** Under which its failure is told. */
  name: string
  /** By name. A throw is a failure of `name`. */
  check(): Promise<Readonly<Record<string, HealthCheck>>>
}

/** A result is good for this long, so that whoever asks without end does not make the disk work without end. */
const freshMs = 1000
/** A lock of another process passes; until it has lasted too long the server is as ready as it was. */
const patienceMs = 1000
/** A database may be busy for so long: every server is then, and with all of them away nobody would be served at all. */
const longestBusyMs = 60_000
/** No answer for so long is none: a network that swallows everything says nothing by itself. */
const longestMs = 10_000

interface Result {
  checks: Readonly<Record<string, HealthCheck>>
  at: number
  /** Since when each result told of a busy database. */
  busySince?: number
}

export class Readiness {
  readonly #elapsed: () => number
  readonly #sources: readonly HealthSource[]
  readonly #onFailure: (error: unknown, name: string) => void
  readonly #last = new Map<HealthSource, Result>()
  readonly #underWay = new Map<HealthSource, { done: Promise<void>; since: number }>()

  /** `onFailure` is told what was thrown, for the log. */
  constructor(
    { elapsed }: Pick<Services, 'elapsed'>,
    sources: readonly HealthSource[],
    onFailure: (error: unknown, name: string) => void = () => {},
  ) {
    this.#elapsed = elapsed
    this.#sources = sources
    this.#onFailure = onFailure
  }

  /** Every check that there is a result of. */
  async check(): Promise<HealthChecks> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, patienceMs)
    await Promise.race([Promise.all(this.#sources.map((source) => this.#refresh(source))), promise])
    clearTimeout(timer)
    const all = this.#sources.flatMap((source) => Object.entries(this.#resultOf(source)))
    return Object.fromEntries(all.map(([name, check]) => [name, [check]]))
  }

  #resultOf(source: HealthSource): Readonly<Record<string, HealthCheck>> {
    const since = this.#underWay.get(source)?.since
    if (since !== undefined && this.#elapsed() - since >= longestMs) {
      const cause = new Error(`No answer for ${longestMs / 1000} seconds`)
      return { [source.name]: failed(new StorageFailure('storage_unreachable', { cause })) }
    }
    return this.#last.get(source)?.checks ?? {}
  }

  async #refresh(source: HealthSource): Promise<void> {
    const last = this.#last.get(source)
    if (last && this.#elapsed() - last.at < freshMs) return
    let attempt = this.#underWay.get(source)
    if (!attempt) {
      attempt = { done: this.#run(source), since: this.#elapsed() }
      this.#underWay.set(source, attempt)
    }
    await attempt.done
  }

  async #run(source: HealthSource): Promise<void> {
    const result = await source
      .check()
      .then((checks) => ({ checks, at: this.#elapsed() }))
      .catch((error: unknown) => this.#failure(source, error))
    this.#last.set(source, result)
    this.#underWay.delete(source)
  }

  #failure(source: HealthSource, error: unknown): Result {
    this.#onFailure(error, source.name)
    const at = this.#elapsed()
    const check = failed(error)
    if (check.code !== 'storage_busy') return { checks: { [source.name]: check }, at }
    const busySince = this.#last.get(source)?.busySince ?? at
    const status = at - busySince < longestBusyMs ? 'warn' : 'fail'
    return { checks: { [source.name]: { ...check, status } }, at, busySince }
  }
}

/** Words of the registry: what a driver says may name hosts, and anybody may ask. */
function failed(error: unknown): HealthCheck {
  if (!(error instanceof StorageFailure)) return { status: 'fail', output: 'The log of the server says why.' }
  const { title, remedy } = errors[error.code]
  return { status: 'fail', code: error.code, output: `${title}. ${remedy}` }
}
