/** The board with the hub in the same process and on the same port: nothing else to start. */
import { createServer } from 'node:http'
import { createStandaloneHub } from '@copydesk/hub/standalone'
import { createApp } from './app.js'
import { createChannel } from './channel.js'
import config from './hub.json' with { type: 'json' }

const port = Number(process.env.PORT ?? 3000)
const hubUrl = `http://127.0.0.1:${port}`

const hub = createStandaloneHub(config)
const channel = createChannel({ hubUrl, apiKey: config.http_api.key, channel: 'departures:board' })
const app = createApp({ hubUrl, channel })
const server = createServer((request, response) => hub.handle(request, response) || app(request, response))
hub.attach(server)
server.listen(port, '127.0.0.1', () => console.log(`The board is at ${hubUrl}, its hub too`))
// Clients are told that the server restarts, and come back by themselves.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => hub.close().then(() => process.exit()))
