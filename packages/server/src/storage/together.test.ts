import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'
import { together } from './together.ts'

it('throws what failed first, once nothing of the transaction is under way any more', async () => {
  const { storage } = await createTestApp()
  const settled: string[] = []
  const step = (name: string, work: Promise<unknown>) =>
    work.then(
      () => settled.push(name),
      (error) => {
        settled.push(name)
        throw error
      },
    )
  const attempt = storage.write((tx) =>
    together([
      step('first', tx.insertInto('meta').values({ key: 'first', value: '1' }).execute()),
      step('broken', sql`select word from nowhere`.execute(tx)),
      step('last', tx.insertInto('meta').values({ key: 'last', value: '1' }).execute()),
    ]),
  )
  await expect(attempt).rejects.toThrow(/nowhere/)
  expect(settled).toEqual(['first', 'broken', 'last'])
  const rows = await storage.read((tx) =>
    tx.selectFrom('meta').select('key').where('key', 'in', ['first', 'last']).execute(),
  )
  expect(rows).toEqual([])
})

it('gives the answers in the order of the steps, and none for no steps', async () => {
  const { storage } = await createTestApp()
  await storage.write(async (tx) => {
    const answers = await together(
      [1, 2, 3].map((value) => sql<{ value: number }>`select cast(${value} as bigint) as value`.execute(tx)),
    )
    expect(answers.map(({ rows }) => rows[0]?.value)).toEqual([1, 2, 3])
    expect(await together([])).toEqual([])
  })
})
