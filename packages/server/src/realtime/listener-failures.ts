/**
 * What listeners of the broker and of the command runner threw. Neither the others nor the command that told them
 * notice, so an operator has to: each failure is logged and counted.
 */
import type { MetricSource } from '../http/metrics.ts'

/** The one log call that is made here; pino fits. */
export interface ListenerLog {
  error(fields: object, message: string): void
}

export class ListenerFailures {
  readonly #log: ListenerLog
  #count = 0

  constructor(log: ListenerLog) {
    this.#log = log
  }

  /** Handed to whoever tells listeners. */
  readonly report = (err: unknown): void => {
    this.#count += 1
    this.#log.error({ err }, 'a listener failed; the others were told')
  }

  /** For `/metrics`. */
  readonly metrics: MetricSource = {
    metrics: {
      copydesk_listener_failures_total: {
        kind: 'counter',
        help: 'Errors of listeners within the server, each a bug; the log has them',
      },
    },
    read: () => ({ copydesk_listener_failures_total: this.#count }),
  }
}
