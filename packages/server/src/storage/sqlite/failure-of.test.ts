import { expect, it } from 'vitest'
import { failureOf } from './failure-of.ts'

it.each([
  ['SQLITE_FULL', { errcode: 13 }, 'storage_full'],
  ['SQLITE_IOERR_SHMSIZE, as at the start on a full disk', { errcode: 4874 }, 'storage_full'],
  ['SQLITE_IOERR_READ', { errcode: 266 }, 'storage_unreachable'],
  ['SQLITE_CONSTRAINT_UNIQUE', { errcode: 2067 }, undefined],
  ['a file beside the database that finds no space', { code: 'ENOSPC', syscall: 'write' }, 'storage_full'],
  ['a disk that became read-only', { code: 'EROFS', syscall: 'open' }, 'storage_read_only'],
  ['a bug', {}, undefined],
])('%s', (_, fields, code) => {
  expect(failureOf(Object.assign(new Error('x'), fields))?.code).toBe(code)
})
