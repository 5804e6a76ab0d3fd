/** A value that follows another one once that has rested: for searches that ask the server. */
import { useEffect, useState } from 'react'

/** The value as it was when it last stayed the same for `restMs`. */
export function useSettled<T>(value: T, restMs: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), restMs)
    return () => clearTimeout(timer)
  }, [value, restMs])
  return settled
}
