import { expect, it } from 'vitest'
import { countTabs, tabLockName } from './locks.ts'

const manager = (...names: string[]) => ({
  query: async () => ({ held: names.map((name) => ({ name })), pending: [] }),
})

it('counts the tabs that share a connection, and no other locks', async () => {
  const [one, two] = [tabLockName('copydesk 7'), tabLockName('copydesk 7')]
  expect(one).not.toBe(two)
  const others = [tabLockName('copydesk 77'), 'copydesk realtime 1', 'of another program']
  expect(await countTabs('copydesk 7', manager(one, two, ...others))).toBe(2)
  expect(await countTabs('copydesk 7', null)).toBeNull()
})
