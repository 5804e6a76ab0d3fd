// A hub in a plain HTTP server, one connection to it, one publication: prints what the connection got.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createHub, createMemoryBroker, createMemoryJournal } from '@copydesk/hub'

const journal = createMemoryJournal()
const broker = createMemoryBroker()
const hub = createHub({
  journal,
  broker,
  authenticate: async () => ({ ok: true, auth: { user: 'ann' } }),
  authorize: async () => ({ ok: true }),
  rulesFor: () => ({ recoverable: true, presence: false, joinLeave: false }),
  isOriginAllowed: () => false,
})
const server = createServer((request, response) => hub.handle(request, response) || response.end('mine'))
hub.attach(server)
server.listen(0, '127.0.0.1')
await once(server, 'listening')

const socket = new WebSocket(`ws://127.0.0.1:${server.address().port}/connection/websocket`)
await once(socket, 'open')
const answers = []
const told = new Promise((resolve) => {
  socket.addEventListener('message', ({ data }) => {
    answers.push(...data.split('\n').map((line) => JSON.parse(line)))
    if (answers.some((answer) => answer.subscribe)) {
      const { publication, position } = journal.append('news', JSON.stringify('hello'))
      broker.publish([{ channel: 'news', epoch: position.epoch, publications: [publication] }])
    }
    if (answers.some((answer) => answer.push?.pub)) resolve()
  })
})
socket.send('{"id":1,"connect":{}}\n{"id":2,"subscribe":{"channel":"news"}}')
await told
console.log(answers.find((answer) => answer.push?.pub).push.pub.data)
socket.close()
await hub.close()
server.close()
