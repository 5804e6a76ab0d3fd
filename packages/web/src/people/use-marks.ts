/** Which rows someone else changed just now, and what of them, as the grid marks them. */
import type { RowChange } from '@copydesk/client'
import type { Id } from '@copydesk/contract'
import { useMemo } from 'react'
import type { RowMark } from '../design/index.ts'
import { useNameOf } from './use-name-of.ts'

/** Field to what whoever changed it did, after their name: "moved it". */
export type Deeds = Readonly<Record<string, string>>

/** What was done to a row where its fields alone do not say; undefined where they do. */
export type DeedOfRow = (id: Id, fields: readonly string[]) => string | undefined

const byFields: DeedOfRow = () => undefined

/** Row id to its mark, out of the `changes` of a live view. Keep the identity of `deeds` and `deedOfRow`. */
export function useMarks(
  changes: ReadonlyMap<Id, RowChange>,
  deeds: Deeds,
  deedOfRow: DeedOfRow = byFields,
): ReadonlyMap<Id, RowMark> {
  const nameOf = useNameOf()
  return useMemo(
    () =>
      new Map(
        [...changes].map(([id, { actor, kind, fields }]) => {
          const by = nameOf(actor)
          const deed = kind === 'added' ? 'added it' : (deedOfRow(id, fields) ?? deedOf(fields, deeds))
          return [id, { by, fields, deed }]
        }),
      ),
    [changes, nameOf, deeds, deedOfRow],
  )
}

function deedOf(fields: readonly string[], deeds: Deeds): string {
  const known = [...new Set(fields.flatMap((field) => deeds[field] ?? []))]
  return known.length === 1 ? (known[0] ?? '') : 'changed it'
}
