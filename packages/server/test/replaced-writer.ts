/**
 * Entry of a process of `replaced-file.test.ts`: opens a database as the server does, writes, waits for a line of input,
 * fails to write, and ends in order.
 */
import { once } from 'node:events'
import { openSqlite } from '../src/storage/sqlite/open.ts'

const storage = await openSqlite({ path: process.argv[2] ?? '', inThreads: true })
const write = (key: string) =>
  storage.write((tx) =>
    tx
      .insertInto('meta')
      .values({ key, value: 'x'.repeat(100_000) })
      .execute(),
  )
await write('before')
console.log('written')
await once(process.stdin, 'data')
await write('after').then(
  () => console.log('written'),
  (error) => console.log(error.code),
)
await storage.close()
console.log('closed')
process.exit()
