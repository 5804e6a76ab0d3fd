/** `COPYDESK_DATABASE_URL`: read by the same rules by which it is connected with, so that its faults are told at once. */
import { z } from 'zod'
import { connectionOptions } from '../storage/postgres/connection-options.ts'
import type { TextSchema } from './values.ts'

const expected =
  'must be an address such as postgres://user:password@host:5432/database; in the password, @ : / # ? % are written %40 %3A %2F %23 %3F %25'

export const databaseUrl: TextSchema<string> = z.string().superRefine((url, context) => {
  try {
    connectionOptions(url)
  } catch (error) {
    context.addIssue({ code: 'custom', message: explain(error) })
  }
})

/** A file of a certificate that is not there is no fault of the address. */
function explain(error: unknown): string {
  const isFile = error instanceof Error && 'syscall' in error && 'path' in error
  return isFile ? `names the file ${error.path}, which cannot be read` : expected
}
