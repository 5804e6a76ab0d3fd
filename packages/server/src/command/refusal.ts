/** An expected "no" from a command or a query: rolls the transaction back and becomes a problem+json answer. */
import {
  type Blocker,
  type ErrorCode,
  errors,
  type FieldError,
  type HealthChecks,
  type TimeChoice,
} from '@copydesk/contract'

export interface RefusalExtras {
  errors?: FieldError[]
  blockers?: Blocker[]
  choices?: TimeChoice[]
  checks?: HealthChecks
}

export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: ErrorCode
  readonly extras: RefusalExtras

  /** `detail` says in one sentence what was wrong in this very case; the registry's title when left out. */
  constructor(code: ErrorCode, detail: string = errors[code].title, extras: RefusalExtras = {}) {
    super(detail)
    this.code = code
    this.extras = extras
  }
}
