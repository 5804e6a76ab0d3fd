/** The board as an Express app: its pages, its state with a position, and the crew's changes. */
import { fileURLToPath } from 'node:url'
import express from 'express'
import { allDepartures, changed, put } from './board.js'

const pages = fileURLToPath(new URL('public', import.meta.url))
const realtimeScript = fileURLToPath(import.meta.resolve('@copydesk/client/realtime.browser.js'))

/**
 * @param {object} options
 * @param {string} options.hubUrl
 * @param {string} [options.tokenUrl] where pages get a token to connect with, if they need one
 * @param {ReturnType<typeof import('./channel.js').createChannel>} options.channel
 */
export function createApp({ hubUrl, tokenUrl = '', channel }) {
  const app = express()
  app.use(express.static(pages))
  app.get('/realtime.js', (_request, response) => response.sendFile(realtimeScript))
  app.get('/hub.js', (_request, response) => {
    const url = `${hubUrl.replace('http', 'ws')}/connection/websocket`
    response
      .type('js')
      .send(`export const url = ${JSON.stringify(url)}\nexport const tokenUrl = ${JSON.stringify(tokenUrl)}`)
  })

  app.get('/departures', async (_request, response) => {
    // Both are read in one turn, so that no change falls between them.
    const answer = await inTurn(async () => ({
      departures: allDepartures(),
      position: await channel.position(),
    }))
    response.json(answer)
  })

  app.patch('/departures/:id', express.json(), async (request, response) => {
    const departure = await inTurn(async () => {
      const next = changed(request.params.id, request.body)
      if (!next) return undefined
      // The event carries the new state, so that nobody has to ask for it.
      await channel.publish({ type: 'departure.changed', departure: next })
      put(next)
      return next
    })
    if (departure) response.json(departure)
    else response.status(422).json({ error: 'no such departure, or no such change' })
  })
  return app
}

/** @type {Promise<unknown>} */
let lastTurn = Promise.resolve()

/**
 * Runs one after the other.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
function inTurn(work) {
  const turn = lastTurn.then(work, work)
  lastTurn = turn.catch(() => {})
  return turn
}
