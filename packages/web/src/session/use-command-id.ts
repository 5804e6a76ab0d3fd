/** Names what a form sends: what is sent again as it was, after no answer came, has the same name and happens once. */
import { newCommandId } from '@copydesk/client'
import { useRef } from 'react'

/** A function from what is sent to its Idempotency-Key: the same one while that stays the same. */
export function useCommandId(): (body: object) => string {
  const last = useRef<{ text: string; id: string } | null>(null)
  return (body) => {
    const text = JSON.stringify(body)
    if (last.current?.text !== text) last.current = { text, id: newCommandId() }
    return last.current.id
  }
}
