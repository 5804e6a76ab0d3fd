/** The board beside a hub: `copydesk hub --config hub.json`, or a running Copydesk. */
import { createApp } from './app.js'
import { createChannel } from './channel.js'

const port = Number(process.env.PORT ?? 3000)
const hubUrl = process.env.HUB_URL ?? 'http://127.0.0.1:8000'
const apiKey = process.env.HUB_API_KEY ?? 'example-key-choose-your-own'
const tokenUrl = process.env.HUB_TOKEN_URL

const channel = createChannel({ hubUrl, apiKey, channel: 'departures:board' })
createApp({ hubUrl, ...(tokenUrl && { tokenUrl }), channel }).listen(port, '127.0.0.1', () => {
  console.log(`The board is at http://127.0.0.1:${port}, its hub at ${hubUrl}`)
})
