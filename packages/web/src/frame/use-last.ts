/** The last value that was there, for what must not go away while its successor is on its way. */
import { useState } from 'react'

export function useLast<T>(value: T | undefined): T | undefined {
  const [last, setLast] = useState(value)
  if (value !== undefined && value !== last) setLast(value)
  return value ?? last
}
