/** Entry of a child process: the floor of several servers, by Redis's channels and nothing else. Nothing is kept. */
import { createClient } from 'redis'
import { benchChannel } from '../load/dialects.ts'
import { startFloor } from '../servers/floor.ts'

const [url = ''] = process.argv.slice(2)
const clients = [createClient({ url }), createClient({ url })] as const
const [subscriber, publisher] = clients
await Promise.all(clients.map((client) => client.connect()))
const { port, publish, path } = await startFloor((payload) => {
  void publisher.publish(benchChannel, JSON.stringify(payload))
})
await subscriber.subscribe(benchChannel, (text) => publish(JSON.parse(text)))
process.on('disconnect', () => process.exit())
process.send?.({ port, paths: { 1: path(1), 3: path(3) } })
