import { describeBroker } from '@copydesk/testkit/broker-contract'
import { describeJournal } from '@copydesk/testkit/journal-contract'
import { createMemoryBroker, createMemoryJournal } from '../src/index.ts'

describeJournal('memory', async () => {
  const journal = createMemoryJournal()
  return {
    journal,
    append: async (channel, payload) => journal.append(channel, JSON.stringify(payload)).position,
    prune: async (channel, keep) => journal.prune(channel, keep),
    rotateEpochs: async () => journal.rotateEpochs(),
    close: async () => undefined,
  }
})

describeBroker('memory', async () => {
  const broker = createMemoryBroker({ listenerFailed: () => undefined })
  return { here: broker, there: broker, settle: async () => undefined, close: () => broker.close() }
})
