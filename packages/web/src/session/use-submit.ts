/** A form that sends one request: whether it is under way, and what the server said against it. */
import { ApiError } from '@copydesk/client'
import { useState } from 'react'

/** What is wrong with which field, in words; null where nothing is. */
export type FieldErrors = Readonly<Record<string, string | null>>

export interface Submit<Answer> {
  isPending: boolean
  /** What is wrong with the request as a whole; null when it is about fields, or nothing. */
  error: ApiError | null
  /** What is wrong with a field, by its name in the request's body. */
  fieldError: (name: string) => string | null
  /** Some field is wrong. */
  isInvalid: boolean
  /**
   * Sends, unless `wrong` names a field; a second call while the first is under way does nothing. `send` must
   * reject with an ApiError.
   */
  submit: (send: () => Promise<Answer>, wrong?: FieldErrors) => void
}

/** `onDone` gets the answer. */
export function useSubmit<Answer>(onDone: (answer: Answer) => void): Submit<Answer> {
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const [wrong, setWrong] = useState<FieldErrors>({})
  const submit = (send: () => Promise<Answer>, wrongNow: FieldErrors = {}) => {
    if (isPending) return
    setWrong(wrongNow)
    setError(null)
    if (Object.values(wrongNow).some((message) => message !== null)) return
    setPending(true)
    send().then(onDone, (reason: unknown) => {
      setPending(false)
      if (!(reason instanceof ApiError)) throw reason
      setError(reason)
    })
  }
  const isAboutFields = error !== null && error.errors.length > 0
  return {
    isPending,
    error: isAboutFields ? null : error,
    fieldError: (name) =>
      wrong[name] ?? error?.errors.find((field) => field.path === `/${name}`)?.message ?? null,
    isInvalid: isAboutFields || Object.values(wrong).some((message) => message !== null),
    submit,
  }
}
