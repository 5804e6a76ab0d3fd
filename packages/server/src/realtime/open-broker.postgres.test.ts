import type { Broker } from '@copydesk/hub'
import { afterEach, expect, inject, it } from 'vitest'
import { type BrokerSettings, openBroker } from './open-broker.ts'

const opened: Broker[] = []
afterEach(() => Promise.all(opened.splice(0).map((broker) => broker.close())))

async function open(settings: Partial<BrokerSettings>): Promise<Broker> {
  const broker = await openBroker(
    { databaseUrl: undefined, databaseListenUrl: undefined, ...settings },
    () => {},
  )
  opened.push(broker)
  await expect.poll(() => broker.state).toEqual({ phase: 'connected' })
  return broker
}

it('lets servers of one PostgreSQL database hear each other, by the database or by the way past its pooler', async () => {
  const url = inject('postgresUrl')
  const here = await open({ databaseUrl: url })
  const there = await open({ databaseUrl: 'postgres://pooler/desk', databaseListenUrl: url })
  const heard: string[] = []
  await there.follow('project:1', ({ channel }) => heard.push(channel)).ready
  here.publish([{ channel: 'project:1', epoch: 'e', publications: [{ offset: 1, data: '1' }] }])
  await expect.poll(() => heard).toEqual(['project:1'])
})
