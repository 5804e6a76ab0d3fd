/** The one error that the HTTP API's methods reject with. */
import type { Blocker, ErrorCode, FieldError, Problem, TimeChoice } from '@copydesk/contract'
import type { Answer } from './patient-fetch.ts'

/**
 * Codes that no server sent: `network` when no answer came, `bad_answer` when it was not from Copydesk
 * (a proxy's page, say), `reducer_failed` when this client could not apply a change.
 */
export type ApiErrorCode = ErrorCode | 'network' | 'bad_answer' | 'reducer_failed'

/** What an error of our own making has of a `Problem`. */
type OwnProblem = Pick<Problem, 'title' | 'remedy' | 'status'>

export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ApiErrorCode
  /** HTTP status; 0 when there was no answer. */
  readonly status: number
  /** Safe to show: what went wrong. */
  readonly title: string
  /** Safe to show: what to do about it. */
  readonly remedy: string
  /** The fields that are wrong, for `invalid_request`. */
  readonly errors: readonly FieldError[]
  /** What keeps a project from being published, for `publish_blocked`. */
  readonly blockers: readonly Blocker[]
  /** The instants that a time on the wall may be, for `time_repeated`. */
  readonly choices: readonly TimeChoice[]
  /** Id of the request in the server's log, if the server answered. */
  readonly instance: string | null

  constructor(
    problem: OwnProblem & Partial<Omit<Problem, 'code'>> & { code: ApiErrorCode },
    options?: ErrorOptions,
  ) {
    super(problem.detail || problem.title, options)
    this.code = problem.code
    this.status = problem.status
    this.title = problem.title
    this.remedy = problem.remedy
    this.errors = problem.errors ?? []
    this.blockers = problem.blockers ?? []
    this.choices = problem.choices ?? []
    this.instance = problem.instance ?? null
  }
}

/** No answer came: the device is offline, the server is down, or it took too long. */
export function networkError(cause: unknown): ApiError {
  return new ApiError(
    {
      code: 'network',
      status: 0,
      title: 'The server cannot be reached',
      remedy: 'Check the connection and try again.',
    },
    { cause },
  )
}

/** What was thrown, as the one error of the API: anything else means that no answer came. */
export function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : networkError(error)
}

/** Whether it may pass by itself, so that trying again makes sense. */
export function isPassing({ code, status }: ApiError): boolean {
  return code === 'network' || code === 'bad_answer' || status >= 500 || status === 429
}

/** Something answered that does not speak this API. */
export function badAnswer(status: number): ApiError {
  return new ApiError({
    code: 'bad_answer',
    status,
    title: 'The answer did not come from Copydesk',
    remedy: 'Try again; if it stays, a proxy between you and the server answers in its place.',
  })
}

/** A change arrived that this client threw at. */
export function reducerFailed(cause: unknown): ApiError {
  return new ApiError(
    {
      code: 'reducer_failed',
      status: 0,
      title: 'A change could not be applied',
      remedy: 'Everything is loaded anew instead. If this stays, load the page again.',
    },
    { cause },
  )
}

/** Reads the error out of an answer that is not a success. */
export function errorFrom({ response, text }: Answer): ApiError {
  const isProblem = response.headers.get('content-type')?.includes('application/problem+json') ?? false
  if (!isProblem) return badAnswer(response.status)
  try {
    return new ApiError(JSON.parse(text) as Problem)
  } catch {
    return badAnswer(response.status)
  }
}
