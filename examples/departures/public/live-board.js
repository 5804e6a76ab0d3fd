/** The board in a page: loads it, follows its channel from there, loads it anew when something may be missing. */
import { tokenUrl, url } from './hub.js'
import { Realtime } from './realtime.js'

/** Calls `show` with all departures, and with the id of the one that changed just now. */
export function followBoard({ show, showStatus }) {
  const departures = new Map()
  const realtime = new Realtime({ url, ...(tokenUrl && { getToken }) })

  async function load() {
    try {
      const response = await fetch('/departures')
      const { departures: all, position } = await response.json()
      departures.clear()
      for (const departure of all) departures.set(departure.id, departure)
      show([...departures.values()])
      if (board.startAt(position) === 'reload') loadLater()
    } catch {
      loadLater()
    }
  }
  function loadLater() {
    setTimeout(load, 500 + Math.random() * 1500)
  }

  const board = realtime.join('departures:board', {
    onPublication: ({ data }, fresh) => {
      if (!fresh) return
      departures.set(data.departure.id, data.departure)
      show([...departures.values()], data.departure.id)
    },
    onReload: load,
    onClosed: loadLater,
  })
  const tell = () => showStatus(realtime.getStatus())
  realtime.subscribe(tell)
  realtime.start()
  tell()
  load()
}

/** A token of whoever is signed in there. */
async function getToken() {
  const response = await fetch(tokenUrl, { method: 'POST', credentials: 'include' })
  if (!response.ok) throw new Error(`No token: ${response.status}`)
  return (await response.json()).token
}
