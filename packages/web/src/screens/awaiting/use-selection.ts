/**
 * What is selected of what awaits one, with the text that each had then: what is edited afterwards was not read, and the
 * server refuses a decision about it.
 */
import type { Awaited, Id } from '@copydesk/contract'
import { useMemo, useState } from 'react'

export function useSelection(all: readonly Awaited[]) {
  const [texts, setTexts] = useState<ReadonlyMap<Id, Awaited['textRevision']>>(new Map())
  const [refusal, setRefusal] = useState<string | null>(null)
  const rows = useMemo(
    () =>
      all
        .filter(({ id }) => texts.has(id))
        .map((one) => ({ ...one, textRevision: texts.get(one.id) ?? null })),
    [all, texts],
  )
  const ids = useMemo(() => new Set(rows.map(({ id }) => id)), [rows])
  const select = (next: ReadonlySet<string>) => {
    setRefusal(null)
    setTexts(
      (before) =>
        new Map(
          all
            .filter(({ id }) => next.has(id))
            .map(({ id, textRevision }) => [id, before.has(id) ? (before.get(id) ?? null) : textRevision]),
        ),
    )
  }
  const refuse = (why: string, left: readonly Id[]) => {
    setRefusal(why)
    setTexts((before) => new Map([...before].filter(([id]) => !left.includes(id))))
  }
  return { rows, ids, select, refuse, refusal }
}
