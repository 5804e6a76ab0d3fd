/**
 * Whether the database takes changes, answers reads, and has a schema that this program may write. A small write, and
 * not only a read: a full disk, a read-only one or a deleted folder still answers reads.
 */
import { errors } from '@copydesk/contract'
import type { HealthSource } from '../http/readiness.ts'
import type { Services } from '../services.ts'
import { readSchema, whyNotUsable } from './migrate.ts'

export function storageHealth({ storage, now }: Pick<Services, 'storage' | 'now'>): HealthSource[] {
  return [
    {
      name: 'database:write',
      check: async () => {
        const value = String(now())
        await storage.write((tx) =>
          tx
            .insertInto('meta')
            .values({ key: 'ready_at', value })
            .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
            .execute(),
        )
        return { 'database:write': { status: 'pass' } }
      },
    },
    {
      name: 'database:read',
      check: async () => {
        const reason = whyNotUsable(await storage.read(readSchema))
        if (reason === undefined)
          return { 'database:read': { status: 'pass' }, 'database:schema': { status: 'pass' } }
        const output = `${reason} ${errors.schema_mismatch.remedy}`
        return {
          'database:read': { status: 'pass' },
          'database:schema': { status: 'fail', code: 'schema_mismatch', output },
        }
      },
    },
  ]
}
