/** A form that sends one request: whether it is under way, and what the server said against it. */
import { ApiError } from '@copydesk/client'
import { useState } from 'react'

export interface Submit<Answer> {
  isPending: boolean
  /** What is wrong with the request as a whole; null when it is about fields, or nothing. */
  error: ApiError | null
  /** What is wrong with a field, by its name in the request's body. */
  fieldError: (name: string) => string | null
  /** Sends; a second call while the first is under way does nothing. `send` must reject with an ApiError. */
  submit: (send: () => Promise<Answer>) => void
}

/** `onDone` gets the answer. */
export function useSubmit<Answer>(onDone: (answer: Answer) => void): Submit<Answer> {
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const submit = (send: () => Promise<Answer>) => {
    if (isPending) return
    setPending(true)
    setError(null)
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
    fieldError: (name) => error?.errors.find((field) => field.path === `/${name}`)?.message ?? null,
    submit,
  }
}
