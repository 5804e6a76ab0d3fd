/** Which rows someone else changed just now, and what of them, as the grid marks them. */
import type { RowChange } from '@copydesk/client'
import type { Id } from '@copydesk/contract'
import { useMemo } from 'react'
import type { RowMark } from '../design/index.ts'
import { useNameOf } from './use-name-of.ts'

/** Field to what whoever changed it did, after their name: "moved it". */
export type Deeds = Readonly<Record<string, string>>

/** Row id to its mark, out of the `changes` of a live view. Keep the identity of `deeds`. */
export function useMarks(changes: ReadonlyMap<Id, RowChange>, deeds: Deeds): ReadonlyMap<Id, RowMark> {
  const nameOf = useNameOf()
  return useMemo(
    () =>
      new Map(
        [...changes].map(([id, { actor, kind, fields }]) => {
          const by = nameOf(actor)
          return [id, { by, fields, deed: kind === 'added' ? 'added it' : deedOf(fields, deeds) }]
        }),
      ),
    [changes, nameOf, deeds],
  )
}

function deedOf(fields: readonly string[], deeds: Deeds): string {
  const known = [...new Set(fields.flatMap((field) => deeds[field] ?? []))]
  return known.length === 1 ? (known[0] ?? '') : 'changed it'
}
