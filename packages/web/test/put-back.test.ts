import type { ChangedEntries, ChangeEntry, EntryCondition, Id, InboxEntry } from '@copydesk/contract'
import { buildInboxEntry, buildNotification, idOf } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import { putBack } from '../src/screens/inbox/put-back.ts'

const at = '2026-01-05T10:00:00.000Z'
const soon = new Date(Date.now() + 3_600_000).toISOString()
const over = new Date(Date.now() - 1000).toISOString()

const entry = (number: number, change: Partial<InboxEntry> = {}): InboxEntry =>
  buildInboxEntry({ latest: buildNotification({ id: idOf(number) }), offset: number, ...change })

interface Sent {
  ids: readonly Id[]
  onlyIf: EntryCondition
  change: ChangeEntry
}

function setUp(leftOut: readonly Id[] = []) {
  const sent: Sent[] = []
  const left: number[][] = []
  const commands = {
    changeEntriesIf: async (ids: readonly Id[], onlyIf: EntryCondition, change: ChangeEntry) => {
      sent.push({ ids, onlyIf, change })
      const value: ChangedEntries = {
        data: [],
        leftOut: leftOut.filter((id) => ids.includes(id)),
        counts: { unread: 0, unseen: 0 },
      }
      return { ok: true as const, commandId: 'c', value }
    },
  }
  return {
    sent,
    left,
    takeBack: (before: readonly InboxEntry[], after: readonly InboxEntry[]) =>
      putBack(commands, before, after, (...said) => left.push(said)),
  }
}

describe('putting entries back', () => {
  it('brings each to where it was, if it is still where it was put and nothing came', async () => {
    const before = [entry(1), entry(2, { archivedAt: at }), entry(3, { snoozedUntil: soon })]
    const after = before.map((one) => ({ ...one, archivedAt: at, snoozedUntil: null }))
    const { sent, left, takeBack } = setUp()
    await takeBack(before, after)
    const onlyIf = { upToOffset: 3, archivedAt: at, snoozedUntil: null }
    expect(sent).toEqual([
      { ids: [before[0]?.id], onlyIf, change: { archived: false, snoozedUntil: null } },
      { ids: [before[1]?.id], onlyIf, change: { archived: true } },
      { ids: [before[2]?.id], onlyIf, change: { snoozedUntil: soon } },
    ])
    expect(left).toEqual([])
  })

  it('snoozes nothing until what is over', async () => {
    const { sent, takeBack } = setUp()
    await takeBack([entry(1, { snoozedUntil: over })], [entry(1)])
    expect(sent[0]?.change).toEqual({ archived: false, snoozedUntil: null })
  })

  it('says how many stay where they are', async () => {
    const before = [entry(1), entry(2)]
    const after = before.map((one) => ({ ...one, archivedAt: at }))
    const { left, takeBack } = setUp([before[0]?.id ?? ''])
    await takeBack(before, after)
    expect(left).toEqual([[1, 2]])
  })

  it('asks at least that nothing came where the answer was lost', async () => {
    const { sent, takeBack } = setUp()
    await takeBack([entry(7)], [])
    expect(sent).toMatchObject([{ onlyIf: { upToOffset: 7 } }])
  })
})
